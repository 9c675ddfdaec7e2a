package dev.creance.workbench.window.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.workbench.window.service.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The window's models over a workspace in a folder of its own; a thread stands for the toolkit. */
abstract class ModelTest {
  private static final int PAUSE_MILLIS = 20;

  @TempDir Path folder;

  final ExecutorService ui = Executors.newSingleThreadExecutor();

  @AfterEach
  void stop() {
    ui.shutdownNow();
  }

  /** The longest that a test waits for what must come. */
  int patienceSeconds() {
    return 120;
  }

  /** What must be true before a test goes on with a workspace that was opened. */
  boolean opened(WorkbenchModel model) {
    return model.ready().get() && model.status().idle() && model.rules().measured().get();
  }

  WorkbenchModel open() throws Exception {
    WorkbenchModel model = new WorkbenchModel(Workspace.of(folder), ui);
    onUi(() -> {
      model.start();
      return true;
    });
    await(() -> opened(model));
    return model;
  }

  <T> T onUi(Callable<T> question) throws Exception {
    return ui.submit(question).get();
  }

  void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(patienceSeconds());
    while (!onUi(condition)) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  /** A capture of the sample workspace. */
  static Path capture(String name) {
    Path above = Path.of("").toAbsolutePath();
    while (above != null && !Files.exists(above.resolve("corpora/normal-build"))) {
      above = above.getParent();
    }
    return Objects.requireNonNull(above)
        .resolve("corpora")
        .resolve(name)
        .resolve("capture.scap.gz");
  }
}
