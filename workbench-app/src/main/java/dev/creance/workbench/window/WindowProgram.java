package dev.creance.workbench.window;

import dev.creance.workbench.window.model.WorkbenchModel;
import dev.creance.workbench.window.service.Jobs;
import dev.creance.workbench.window.service.Workspace;
import dev.creance.workbench.window.view.Panes;
import dev.creance.workbench.window.view.Shell;
import dev.creance.workbench.window.view.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.prefs.Preferences;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** The workbench in a real window. Its argument is the workspace. */
public final class WindowProgram extends Application {
  private static final double WIDTH = 1440;
  private static final double HEIGHT = 900;

  private final Preferences memory = Preferences.userRoot().node("dev/creance/window");
  private final Jobs housekeeping = new Jobs("creance-housekeeping");
  private @Nullable WorkbenchModel model;

  /** Opens the window and returns when it is closed. */
  public static void open(Path workspace) {
    Graphics.choose();
    launch(WindowProgram.class, workspace.toString());
  }

  /** The workspace that was open last, if it is still there. */
  public static Optional<Path> last() {
    String folder = Preferences.userRoot().node("dev/creance/window").get("workspace", "");
    return Optional.of(folder)
        .filter(one -> !one.isEmpty())
        .map(Path::of)
        .filter(Files::isDirectory);
  }

  @Override
  public void start(Stage stage) throws IOException {
    Theme.loadFonts();
    theme().apply();
    stage.setMinWidth(960);
    stage.setMinHeight(600);
    open(stage, Path.of(getParameters().getRaw().getFirst()));
    place(stage);
    stage.setOnCloseRequest(event -> remember(stage));
    stage.show();
    Panes.restore(stage.getScene().getRoot(), memory.get("panes", ""));
  }

  /** Shows a workspace in the window, in the place of the one that was open. */
  private void open(Stage stage, Path folder) throws IOException {
    Workspace workspace = Workspace.of(folder);
    WorkbenchModel before = model;
    if (before != null) {
      before.rules().keepNow();
      before.close();
    }
    WorkbenchModel made = new WorkbenchModel(workspace, Platform::runLater, Graphics.afterFrame());
    model = made;
    Theme theme = theme();
    Shell shell = new Shell(made, theme, chosen -> dress(stage.getScene(), chosen));
    shell.onOpen(other -> {
      try {
        open(stage, other);
      } catch (IOException | RuntimeException e) {
        made.tell(other + " cannot be opened: " + e.getMessage());
      }
    });
    Scene scene = stage.getScene();
    if (scene == null) {
      scene =
          new Scene(shell, memory.getDouble("width", WIDTH), memory.getDouble("height", HEIGHT));
      stage.setScene(scene);
      HeapKeeper.keep(scene, this::idle, housekeeping);
    } else {
      scene.setRoot(shell);
    }
    theme.dress(scene);
    stage.setTitle("Creance – " + made.name());
    memory.put("workspace", workspace.folder().toString());
    made.start();
    if (!memory.getBoolean("toured", false)) {
      shell.showTour(() -> memory.putBoolean("toured", true));
    }
  }

  private boolean idle() {
    WorkbenchModel open = model;
    return open != null && open.status().idle();
  }

  private void dress(Scene scene, Theme chosen) {
    chosen.apply();
    chosen.dress(scene);
    memory.put("theme", chosen.name());
  }

  /** Puts the window where it was, if there is still a screen. */
  private void place(Stage stage) {
    double x = memory.getDouble("x", Double.NaN);
    double y = memory.getDouble("y", Double.NaN);
    if (!Double.isNaN(x) && !Screen.getScreensForRectangle(x, y, 200, 100).isEmpty()) {
      stage.setX(x);
      stage.setY(y);
    }
    stage.setMaximized(memory.getBoolean("maximized", false));
  }

  private Theme theme() {
    String chosen = memory.get("theme", "");
    return chosen.isEmpty()
        ? Platform.getPreferences().getColorScheme() == ColorScheme.DARK ? Theme.DARK : Theme.LIGHT
        : Theme.valueOf(chosen);
  }

  private void remember(Stage stage) {
    memory.putBoolean("maximized", stage.isMaximized());
    memory.put("panes", Panes.of(stage.getScene().getRoot()));
    if (!stage.isMaximized()) {
      memory.putDouble("width", stage.getScene().getWidth());
      memory.putDouble("height", stage.getScene().getHeight());
      memory.putDouble("x", stage.getX());
      memory.putDouble("y", stage.getY());
    }
  }

  @Override
  public void stop() {
    housekeeping.close();
    WorkbenchModel open = model;
    if (open != null) {
      open.close();
    }
  }
}
