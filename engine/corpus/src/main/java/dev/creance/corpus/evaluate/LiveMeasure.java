package dev.creance.corpus.evaluate;

import dev.creance.corpus.format.CorpusException;
import dev.creance.grammar.rules.Ruleset;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Measuring for a window: rules come in as they are typed, the newest measurement comes out, and
 * work that a newer ruleset has made stale is dropped. Safe for use by several threads.
 *
 * <pre>{@code
 * live.measure(ruleset).thenAccept(measurement -> ui(() -> show(measurement)));
 * }</pre>
 */
public final class LiveMeasure implements AutoCloseable {
  private final MeasureSession session;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(task -> {
        Thread measuring = new Thread(task, "creance-live-measure");
        measuring.setDaemon(true);
        return measuring;
      });
  private CompletableFuture<Measurement> newest = new CompletableFuture<>();
  private Future<?> running = new CompletableFuture<@Nullable Void>();

  /**
   * @param session used by this alone from now on, and closed with it
   */
  public LiveMeasure(MeasureSession session) {
    this.session = session;
  }

  /**
   * Measures a ruleset. What was asked for before and is not done yet is cancelled: its future
   * completes with a {@link CancellationException}. Cancelling the returned future stops the work.
   */
  public synchronized CompletableFuture<Measurement> measure(Ruleset ruleset) {
    newest.cancel(false);
    running.cancel(true);
    CompletableFuture<Measurement> result = new CompletableFuture<>();
    newest = result;
    Future<?> task = thread.submit(() -> run(ruleset, result));
    running = task;
    result.whenComplete((measurement, problem) -> {
      if (problem instanceof CancellationException) {
        task.cancel(true);
      }
    });
    return result;
  }

  private void run(Ruleset ruleset, CompletableFuture<Measurement> result) {
    if (result.isDone()) {
      return;
    }
    try {
      result.complete(session.measure(ruleset));
    } catch (InterruptedException e) {
      // Cancelled: the thread goes on with the next ruleset.
      result.cancel(false);
    } catch (CorpusException | RuntimeException e) {
      result.completeExceptionally(e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    session.close();
  }
}
