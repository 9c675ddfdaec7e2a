package dev.creance.workbench.window;

import dev.creance.workbench.window.service.Jobs;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.input.InputEvent;

/**
 * Gives memory back while nobody waits. The serial collector lets the heap grow rather than clean
 * up its old part, so a window would keep the memory of all that was measured and typed since it
 * was opened. A whole collection takes some tenths of a second: it is made when nothing is
 * computed, nobody has touched the window for a while, and the heap has grown noticeably since the
 * last one.
 */
final class HeapKeeper {
  /** How long nobody has to touch the window. */
  static final Duration REST = Duration.ofSeconds(2);

  /** After this, less is worth it, and columns that were looked at are forgotten. */
  static final Duration LONG_REST = Duration.ofSeconds(12);

  private static final long MUCH = 128 << 20;
  private static final long LITTLE = 24 << 20;

  private static final Duration LOOK = Duration.ofSeconds(1);

  private final BooleanSupplier idle;
  private final LongSupplier heap;
  private final Runnable collect;
  private long touched;
  private long kept;

  /**
   * @param idle whether nothing is being computed
   * @param heap the bytes in use, garbage included
   * @param collect starts a whole collection
   */
  HeapKeeper(BooleanSupplier idle, LongSupplier heap, Runnable collect) {
    this.idle = idle;
    this.heap = heap;
    this.collect = collect;
  }

  /** Keeps the heap of a window small until the jobs are closed; for the toolkit's thread. */
  static void keep(Scene scene, BooleanSupplier idle, Jobs jobs) {
    HeapKeeper keeper =
        new HeapKeeper(
            idle,
            () -> Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory(),
            () ->
                jobs.run(() -> {
                  System.gc();
                  return true;
                }));
    keeper.touched(System.nanoTime());
    scene.addEventFilter(InputEvent.ANY, event -> keeper.touched(System.nanoTime()));
    jobs.every(LOOK, () -> Platform.runLater(() -> keeper.look(System.nanoTime())));
  }

  void touched(long now) {
    touched = now;
  }

  /** Collects where it is time for it; whether it did. */
  boolean look(long now) {
    if (!idle.getAsBoolean()) {
      touched = now;
    }
    long rest = now - touched;
    if (rest < REST.toNanos()) {
      return false;
    }
    long used = heap.getAsLong();
    kept = Math.min(kept, used);
    boolean late = rest >= LONG_REST.toNanos();
    if (used - kept < (late ? LITTLE : MUCH)) {
      return false;
    }
    collect.run();
    if (late) {
      collect.run(); // only a second one in a row finds what is softly held to be unused
    }
    kept = Long.MAX_VALUE; // what is left shows at the next look
    return true;
  }
}
