package dev.creance.workbench.window.service;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * One thread with a name, and work that replaces older work of the same kind: what was asked for
 * before and is not done yet is cancelled.
 */
public final class Jobs implements AutoCloseable {
  private final ScheduledThreadPoolExecutor thread;
  private final Map<String, Running> newest = new HashMap<>();

  private record Running(CompletableFuture<?> answer, Future<?> task) {}

  public Jobs(String name) {
    thread =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread worker = new Thread(task, name);
              worker.setDaemon(true);
              return worker;
            });
    // Work that was replaced holds a text of its own: with a row of keystrokes many, until the
    // collector takes them for what stays and moves each.
    thread.setRemoveOnCancelPolicy(true);
  }

  /** Does work after what waits already. */
  public <T> CompletableFuture<T> run(Callable<T> work) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    try {
      thread.execute(() -> complete(answer, work));
    } catch (RejectedExecutionException closed) {
      answer.cancel(false);
    }
    return answer;
  }

  /**
   * Does work, unless newer work of its kind comes first.
   *
   * @param delayMillis to wait before, so that a row of keystrokes causes one piece of work
   */
  public synchronized <T> CompletableFuture<T> newest(
      String kind, long delayMillis, Callable<T> work) {
    Running before = newest.remove(kind);
    if (before != null) {
      before.answer.cancel(false);
      before.task.cancel(true);
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    try {
      Future<?> task =
          thread.schedule(() -> complete(answer, work), delayMillis, TimeUnit.MILLISECONDS);
      newest.put(kind, new Running(answer, task));
    } catch (RejectedExecutionException closed) {
      answer.cancel(false);
    }
    return answer;
  }

  /** Does something again and again, until this is closed. */
  public void every(Duration pause, Runnable work) {
    long nanos = pause.toNanos();
    thread.scheduleWithFixedDelay(work, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  private static <T> void complete(CompletableFuture<T> answer, Callable<T> work) {
    if (answer.isDone()) {
      return;
    }
    try {
      answer.complete(work.call());
    } catch (InterruptedException | CancellationException e) {
      answer.cancel(false);
    } catch (Exception e) {
      answer.completeExceptionally(e);
    }
  }

  /** Takes no more work and ends after what waits already. */
  public void closeWhenDone() {
    thread.shutdown();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
