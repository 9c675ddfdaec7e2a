package dev.creance.workbench.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.creance.workbench.window.model.Place;
import dev.creance.workbench.window.model.WorkbenchModel;
import dev.creance.workbench.window.service.Workspace;
import dev.creance.workbench.window.shown.RuleEntry;
import dev.creance.workbench.window.view.Shell;
import dev.creance.workbench.window.view.Theme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.fxmisc.richtext.CodeArea;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/**
 * A window on a workspace, and a robot in front of it. Without {@code -Dcreance.window=display} it
 * is drawn by JavaFX's headless platform; with it, on the display: {@code ./creance verify} starts
 * Xvfb for it where there is one. The pictures are left in {@code workbench-app/target/journeys}.
 */
final class Journey implements AutoCloseable {
  private static final long PATIENCE_SECONDS = Long.getLong("creance.patience", 180);

  final FxRobot robot = new FxRobot();
  final WorkbenchModel model;
  final Shell shell;

  private Journey(WorkbenchModel model, Shell shell) {
    this.model = model;
    this.shell = shell;
  }

  static Journey open(Path workspace, Theme theme) throws Exception {
    return open(workspace, theme, 800);
  }

  static Journey open(Path workspace, Theme theme, int height) throws Exception {
    return open(workspace, theme, 1280, height);
  }

  static Journey open(Path workspace, Theme theme, int width, int height) throws Exception {
    if (!"display".equals(System.getProperty("creance.window"))) {
      System.setProperty("glass.platform", "Headless");
    }
    System.setProperty("prism.order", "sw");
    try {
      FxToolkit.registerPrimaryStage();
    } catch (TimeoutException | RuntimeException | UnsatisfiedLinkError e) {
      abort("this machine can't run JavaFX, not even without a display: " + e);
    }
    Journey[] opened = new Journey[1];
    FxToolkit.setupStage(stage -> opened[0] = show(stage, workspace, theme, width, height));
    Journey journey = opened[0];
    journey.waitFor(() -> journey.model.ready().get() && journey.model.status().idle());
    return journey;
  }

  private static Journey show(Stage stage, Path workspace, Theme theme, int width, int height) {
    try {
      Theme.loadFonts();
      theme.apply();
      WorkbenchModel model =
          new WorkbenchModel(Workspace.of(workspace), Platform::runLater, Graphics.afterFrame());
      Shell shell = new Shell(model, theme, chosen -> {});
      Scene scene = new Scene(shell, width, height);
      theme.dress(scene);
      stage.setScene(scene);
      stage.setX(0);
      stage.setY(0);
      model.start();
      stage.show();
      return new Journey(model, shell);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens a rule and puts the cursor behind a text in it. */
  CodeArea at(String rule, String anchor) throws Exception {
    RuleEntry entry =
        model.rules().rules().get().stream()
            .filter(candidate -> candidate.name().equals(rule))
            .findFirst()
            .orElseThrow();
    robot.interact(() -> {
      model.go(Place.AUTHOR);
      shell.author().open(entry);
    });
    WaitForAsyncUtils.waitForFxEvents();
    CodeArea editor = robot.lookup("#editor").queryAs(CodeArea.class);
    robot.interact(() -> {
      int at = editor.getText().indexOf(anchor, entry.start());
      assertThat(at).as(anchor).isPositive();
      editor.moveTo(at + anchor.length());
      editor.getUndoManager().preventMerge();
      editor.requestFocus();
    });
    return editor;
  }

  void undoAll(CodeArea editor) {
    for (int i = 0; i < 200 && editor.isUndoAvailable(); i++) {
      robot.push(KeyCode.CONTROL, KeyCode.Z);
    }
  }

  void waitFor(Callable<Boolean> condition) throws TimeoutException {
    WaitForAsyncUtils.waitFor(
        PATIENCE_SECONDS,
        TimeUnit.SECONDS,
        () -> WaitForAsyncUtils.waitForAsyncFx(1000 * PATIENCE_SECONDS, condition));
    WaitForAsyncUtils.waitForFxEvents();
  }

  void picture(String name) throws Exception {
    Path file = Path.of("target", "journeys", name + ".png");
    Files.createDirectories(file.getParent());
    byte[] png =
        WaitForAsyncUtils.waitForAsyncFx(
            1000 * PATIENCE_SECONDS, () -> Png.of(shell.getScene().snapshot(null)));
    Files.write(file, png);
    assertThat(file).isNotEmptyFile();
  }

  /** Copies a folder without what a window has made in it. */
  static void copy(Path from, Path to) throws Exception {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file :
          (Iterable<Path>) files.filter(path -> !path.toString().contains(".creance"))::iterator) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  /** The house's own folder. */
  static Path root() {
    Path above = Path.of("").toAbsolutePath();
    while (above != null && !Files.exists(above.resolve("creance"))) {
      above = above.getParent();
    }
    if (above == null) {
      throw new IllegalStateException("not inside the house: no ./creance above");
    }
    return above;
  }

  @Override
  public void close() throws Exception {
    FxToolkit.cleanupStages();
    model.close();
  }
}
