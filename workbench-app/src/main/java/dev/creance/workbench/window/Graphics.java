package dev.creance.workbench.window;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import javafx.animation.AnimationTimer;

/** How the window gets onto the screen. */
final class Graphics {
  /** Where Linux shows graphics processors: of any kind, NVIDIA's own, Windows' below WSL. */
  private static final List<Path> PROCESSORS =
      List.of(Path.of("/dev/dri"), Path.of("/dev/nvidiactl"), Path.of("/dev/dxg"));

  private Graphics() {}

  /**
   * Has JavaFX draw by itself where there is no graphics processor; before the toolkit starts, and
   * unless somebody chose already. It would come to that anyway, but only after OpenGL was loaded
   * with a compiler of its own, to be found too slow: that takes time and 50 MB for good.
   */
  static void choose() {
    if (System.getProperty("prism.order") == null
        && withoutProcessor(System.getProperty("os.name", ""), Files::exists)) {
      System.setProperty("prism.order", "sw");
    }
  }

  static boolean withoutProcessor(String system, Predicate<Path> exists) {
    return system.equals("Linux") && PROCESSORS.stream().noneMatch(exists);
  }

  /** Runs things on the toolkit's thread when all that has changed until then is drawn. */
  static Executor afterFrame() {
    return task ->
        new AnimationTimer() {
          private boolean drawn;

          @Override
          public void handle(long now) {
            // It is called at the beginning of a frame: at the next one this frame is done.
            if (drawn) {
              stop();
              task.run();
            }
            drawn = true;
          }
        }.start();
  }
}
