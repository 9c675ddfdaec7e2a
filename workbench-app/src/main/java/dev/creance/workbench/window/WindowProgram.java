package dev.creance.workbench.window;

import dev.creance.workbench.window.model.WorkbenchModel;
import dev.creance.workbench.window.service.Workspace;
import dev.creance.workbench.window.view.Shell;
import dev.creance.workbench.window.view.Theme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.prefs.Preferences;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** The workbench in a real window. Its argument is the workspace. */
public final class WindowProgram extends Application {
  private static final double WIDTH = 1440;
  private static final double HEIGHT = 900;

  private final Preferences memory = Preferences.userRoot().node("dev/creance/window");
  private @Nullable WorkbenchModel model;

  /** Opens the window and returns when it is closed. */
  public static void open(Path workspace) {
    launch(WindowProgram.class, workspace.toString());
  }

  @Override
  public void start(Stage stage) throws IOException {
    Workspace workspace = Workspace.of(Path.of(getParameters().getRaw().getFirst()));
    Theme.loadFonts();
    Theme theme = theme();
    theme.apply();
    WorkbenchModel made = new WorkbenchModel(workspace, Platform::runLater);
    model = made;
    Scene[] scene = new Scene[1];
    Shell shell =
        new Shell(
            made,
            theme,
            chosen -> {
              chosen.apply();
              chosen.dress(scene[0]);
              memory.put("theme", chosen.name());
            });
    scene[0] =
        new Scene(shell, memory.getDouble("width", WIDTH), memory.getDouble("height", HEIGHT));
    theme.dress(scene[0]);
    stage.setTitle("Creance – " + made.name());
    stage.setMinWidth(960);
    stage.setMinHeight(600);
    stage.setScene(scene[0]);
    stage.setMaximized(memory.getBoolean("maximized", false));
    stage.setOnCloseRequest(event -> remember(stage, scene[0]));
    stage.show();
    made.start();
  }

  private Theme theme() {
    String chosen = memory.get("theme", "");
    return chosen.isEmpty()
        ? Platform.getPreferences().getColorScheme() == ColorScheme.DARK ? Theme.DARK : Theme.LIGHT
        : Theme.valueOf(chosen);
  }

  private void remember(Stage stage, Scene scene) {
    memory.putBoolean("maximized", stage.isMaximized());
    if (!stage.isMaximized()) {
      memory.putDouble("width", scene.getWidth());
      memory.putDouble("height", scene.getHeight());
    }
  }

  @Override
  public void stop() {
    WorkbenchModel open = model;
    if (open != null) {
      open.close();
    }
  }
}
