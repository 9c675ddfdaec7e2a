package dev.creance.recorder.alert;

import dev.creance.recorder.capture.RecordingLog;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Alerts to a receiver that may be away: they wait in a queue on disk, and a thread of its own
 * brings them one by one, with growing pauses while that fails. Each is brought at least once.
 */
public final class QueuedOutput implements AlertOutput {
  private static final long FIRST_PAUSE_MILLIS = 250;
  private static final long LONGEST_PAUSE_MILLIS = 30_000;
  private static final long TELL_EVERY_NANOS = 60_000_000_000L;
  private static final long LAST_CHANCE_MILLIS = 2_000;

  private final String name;
  private final DiskQueue queue;
  private final Delivery delivery;
  private final RecordingLog log;
  private final Thread thread;
  private volatile long sent;
  private volatile long full;
  private volatile long refused;
  private volatile long failures;
  private long told;

  private QueuedOutput(String name, DiskQueue queue, Delivery delivery, RecordingLog log) {
    this.name = name;
    this.queue = queue;
    this.delivery = delivery;
    this.log = log;
    this.told = System.nanoTime() - TELL_EVERY_NANOS;
    this.thread = Thread.ofPlatform().name("alerts " + name).daemon().unstarted(this::run);
  }

  /**
   * Goes on with what waits in a folder.
   *
   * @param capacity bytes that may wait
   */
  public static QueuedOutput start(
      String name, Path folder, long capacity, Delivery delivery, RecordingLog log)
      throws IOException {
    QueuedOutput output = new QueuedOutput(name, DiskQueue.open(folder, capacity), delivery, log);
    output.thread.start();
    return output;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void accept(Alert alert) throws IOException {
    if (!queue.add(delivery.message(alert))) {
      full++;
    }
  }

  @Override
  public void tick() throws IOException {
    queue.force();
  }

  private void run() {
    try {
      long pause = FIRST_PAUSE_MILLIS;
      while (true) {
        byte[] message = queue.first();
        try {
          delivery.deliver(message);
          queue.delivered(message);
          sent++;
          pause = FIRST_PAUSE_MILLIS;
        } catch (Delivery.RefusedException e) {
          refused++;
          queue.delivered(message);
          tell("will not take an alert: " + e.getMessage());
        } catch (Delivery.BusyException e) {
          failures++;
          Thread.sleep(e.seconds() * 1000);
        } catch (IOException e) {
          failures++;
          tell("does not take alerts, which wait: " + e.getMessage());
          Thread.sleep(pause);
          pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      log.problem(name + ": the queue of alerts cannot be read: " + e.getMessage());
    }
  }

  private void tell(String problem) {
    if (System.nanoTime() - told >= TELL_EVERY_NANOS) {
      told = System.nanoTime();
      log.problem(name + " " + problem);
    }
  }

  @Override
  public Counts counts() {
    return new Counts(sent, queue.waiting(), 0, full, refused, failures);
  }

  /** Gives what waits a short last chance; the rest stays on disk. */
  @Override
  public void close() throws IOException {
    long deadline = System.nanoTime() + LAST_CHANCE_MILLIS * 1_000_000;
    try (queue;
        delivery) {
      while (queue.waiting() > 0 && thread.isAlive() && System.nanoTime() < deadline) {
        Thread.sleep(10);
      }
      thread.interrupt();
      thread.join(LAST_CHANCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
