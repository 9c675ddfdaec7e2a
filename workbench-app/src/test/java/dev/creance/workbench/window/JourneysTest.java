package dev.creance.workbench.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.creance.workbench.window.model.Place;
import dev.creance.workbench.window.model.WorkbenchModel;
import dev.creance.workbench.window.service.Workspace;
import dev.creance.workbench.window.shown.RuleEntry;
import dev.creance.workbench.window.view.Shell;
import dev.creance.workbench.window.view.Theme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.fxmisc.richtext.CodeArea;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/**
 * What a person does in the window, done by a robot on the sample workspace: the steps build on
 * each other, and each leaves a picture in {@code target/journeys}.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class JourneysTest {
  private static final String NOISY = "Create Hidden Files or Directories";
  private static final long PATIENCE_SECONDS = 120;

  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init") // before all tests
  private static WorkbenchModel model;

  @SuppressWarnings("NullAway.Init") // before all tests
  private static Shell shell;

  private final FxRobot robot = new FxRobot();

  @BeforeAll
  static void openTheSampleWorkspace() throws Exception {
    System.setProperty("glass.platform", "Headless");
    System.setProperty("prism.order", "sw");
    for (String part : List.of("rules", "attack-exec", "containers")) {
      copy(root().resolve("corpora").resolve(part), folder.resolve("sample").resolve(part));
    }
    try {
      FxToolkit.registerPrimaryStage();
    } catch (TimeoutException | RuntimeException | UnsatisfiedLinkError e) {
      abort("this machine can't run JavaFX, not even without a display: " + e);
    }
    FxToolkit.setupStage(JourneysTest::show);
    waitFor(() -> model.ready().get() && model.status().idle());
  }

  private static void show(Stage stage) {
    try {
      Theme.loadFonts();
      Theme.LIGHT.apply();
      model = new WorkbenchModel(Workspace.of(folder.resolve("sample")), Platform::runLater);
      shell = new Shell(model, Theme.LIGHT, theme -> {});
      Scene scene = new Scene(shell, 1000, 800);
      Theme.LIGHT.dress(scene);
      stage.setScene(scene);
      stage.setX(0);
      stage.setY(0);
      stage.show();
      model.start();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @AfterAll
  static void close() throws Exception {
    if (model != null) {
      FxToolkit.cleanupStages();
      model.close();
    }
  }

  @Test
  @Order(1)
  void theSampleWorkspaceIsThereWithItsHits() throws Exception {
    assertThat(model.rules().rules().get()).hasSize(93);
    assertThat(model.rules().problems()).noneMatch(problem -> problem.error());
    assertThat(model.rules().hits().get().get(NOISY)).isEqualTo(18);
    picture("1-open");
  }

  @Test
  @Order(2)
  void anErrorIsSeenWhileTyping() throws Exception {
    CodeArea editor = at(NOISY, "condition: >\n    ");
    robot.write("no_such_macro and ");
    waitFor(() -> model.rules().problems().stream().anyMatch(problem -> problem.error()));
    assertThat(model.rules().problems().getFirst().message()).contains("no_such_macro");
    waitFor(() -> model.status().idle());
    picture("2-error");
    undoAll(editor);
    waitFor(() -> model.rules().problems().stream().noneMatch(problem -> problem.error()));
  }

  @Test
  @Order(3)
  void tuningByEditingMovesTheCount() throws Exception {
    CodeArea editor = at(NOISY, "condition: >\n    ");
    robot.write("proc.name != containerd and ");
    waitFor(() -> Long.valueOf(9).equals(model.rules().hits().get().get(NOISY)));
    assertThat(model.rules().savedHits().get().get(NOISY)).isEqualTo(18);
    waitFor(() -> model.status().idle());
    picture("3-tuned");
    undoAll(editor);
    waitFor(() -> Long.valueOf(18).equals(model.rules().hits().get().get(NOISY)));
    assertThat(model.rules().documents()).noneMatch(document -> document.dirty().get());
  }

  @Test
  @Order(4)
  void theBoardLeadsToARuleAndBack() throws Exception {
    robot.push(KeyCode.CONTROL, KeyCode.DIGIT2);
    waitFor(() -> !model.noise().board().get().rows().isEmpty() && model.status().idle());
    assertThat(model.noise().board().get().rows()).hasSize(93);
    picture("4-board");
    robot.interact(() -> model.goToRule(NOISY));
    waitFor(() -> model.noise().page().get() != null && model.status().idle());
    assertThat(model.noise().page().get().alerts()).hasSize(18);
    picture("5-rule");
    robot.push(KeyCode.ALT, KeyCode.LEFT);
    waitFor(() -> model.noise().chosen().get().isEmpty());
  }

  @Test
  @Order(5)
  void anEventIsFoundBySearch() throws Exception {
    robot.push(KeyCode.CONTROL, KeyCode.DIGIT3);
    waitFor(() -> model.place().get() == Place.EXPLORE && model.status().idle());
    robot.clickOn("#event-words").write("passwd").push(KeyCode.ENTER);
    waitFor(() ->
        model.explore().search().get().words().equals("passwd")
            && model.status().idle()
            && model.explore().size().get() > 0);
    assertThat(model.explore().size().get()).isBetween(1, 5000);
    robot.interact(() -> model.explore().select(0));
    waitFor(() -> model.explore().details().get() != null && model.status().idle());
    assertThat(model.explore().details().get().fields())
        .anyMatch(field -> field.value().contains("passwd"));
    picture("6-found");
  }

  private CodeArea at(String rule, String anchor) throws Exception {
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
      int start = editor.getText().indexOf("- rule: " + rule);
      int at = editor.getText().indexOf("condition: >", start);
      editor.moveTo(editor.getText().indexOf('\n', at) + 1);
      // Behind the indentation of the condition's first line.
      while (editor.getText().charAt(editor.getCaretPosition()) == ' ') {
        editor.moveTo(editor.getCaretPosition() + 1);
      }
      editor.getUndoManager().preventMerge();
      editor.requestFocus();
    });
    return editor;
  }

  private void undoAll(CodeArea editor) {
    for (int i = 0; i < 200 && editor.isUndoAvailable(); i++) {
      robot.push(KeyCode.CONTROL, KeyCode.Z);
    }
  }

  private static void waitFor(Callable<Boolean> condition) throws TimeoutException {
    WaitForAsyncUtils.waitFor(
        PATIENCE_SECONDS,
        TimeUnit.SECONDS,
        () -> WaitForAsyncUtils.waitForAsyncFx(1000 * PATIENCE_SECONDS, condition));
    WaitForAsyncUtils.waitForFxEvents();
  }

  private void picture(String name) throws Exception {
    picture(shell, name);
  }

  /** Leaves a picture of the window. */
  static void picture(Shell of, String name) throws Exception {
    Path file = Path.of("target", "journeys", name + ".png");
    Files.createDirectories(file.getParent());
    byte[] png =
        WaitForAsyncUtils.waitForAsyncFx(
            1000 * PATIENCE_SECONDS, () -> Png.of(of.getScene().snapshot(null)));
    Files.write(file, png);
    assertThat(file).isNotEmptyFile();
  }

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
}
