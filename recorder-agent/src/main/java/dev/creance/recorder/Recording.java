package dev.creance.recorder;

import dev.creance.recorder.capture.CaptureSink;
import dev.creance.recorder.capture.Chunk;
import dev.creance.recorder.kernel.RingReader;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The way of the blocks: one thread copies them from the rings into chunks, another hands the
 * chunks to a sink, which compresses and writes. When the sink is slow the chunks run out, the
 * rings fill, and the kernel counts what it has to drop: nothing is lost without a count.
 */
final class Recording {
  private static final int CHUNKS = 8;
  private static final long DUTY_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int SHORTEST_SLEEP_MILLIS = 5;
  private static final int LONGEST_SLEEP_MILLIS = 100;

  /** Bytes of a look at which the next one comes sooner, or later when there were fewer. */
  private static final long BUSY_BYTES = 512 * 1024;

  private static final long QUIET_BYTES = 64 * 1024;

  private final long flushNanos;
  private final RingReader ring;
  private final CaptureSink sink;
  private final StopRequest stop;
  private final Duty duty;
  private final BlockingQueue<Chunk> free = new ArrayBlockingQueue<>(CHUNKS);
  private final BlockingQueue<Chunk> full = new ArrayBlockingQueue<>(CHUNKS + 1);
  private final AtomicLong events = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final Collector collector = new Collector();
  private final Thread writer;
  private volatile @Nullable Throwable failure;

  /** What is done once a second beside it, by the reader's thread. */
  interface Duty {
    void run() throws IOException;
  }

  /**
   * @param flush how old events may become before they are handed to the sink
   */
  Recording(RingReader ring, CaptureSink sink, StopRequest stop, Duration flush, Duty duty) {
    this.flushNanos = flush.toNanos();
    this.duty = duty;
    this.ring = ring;
    this.stop = stop;
    this.sink = sink;
    for (int i = 0; i < CHUNKS; i++) {
      free.add(new Chunk());
    }
    writer = Thread.ofPlatform().name("capture-writer").unstarted(this::writeChunks);
  }

  /** Reads until the stop request or a failure of the sink; the caller's thread is the reader. */
  void run() throws IOException, InterruptedException {
    writer.start();
    ring.claimThread();
    int sleep = SHORTEST_SLEEP_MILLIS;
    long lastDuty = System.nanoTime();
    while (!stop.isMade() && failure == null) {
      long taken = ring.drain(collector);
      collector.handOverIfDue();
      if (System.nanoTime() - lastDuty >= DUTY_NANOS) {
        lastDuty = System.nanoTime();
        duty.run();
      }
      if (taken > BUSY_BYTES) {
        sleep = SHORTEST_SLEEP_MILLIS;
      } else if (taken < QUIET_BYTES) {
        sleep = Math.min(LONGEST_SLEEP_MILLIS, sleep * 2);
      }
      ring.sleep(sleep);
    }
  }

  /**
   * Takes what is left in the rings, after the kernel has stopped filling them, and ends the
   * writer.
   *
   * @throws IOException when the sink failed, now or before
   */
  void finish() throws IOException, InterruptedException {
    ring.finish(collector);
    collector.handOver();
    full.put(new Chunk(0));
    writer.join();
    Throwable cause = failure;
    if (cause instanceof IOException e) {
      throw e;
    }
    if (cause != null) {
      throw new IllegalStateException(cause);
    }
  }

  /** Events handed to the sink. */
  long events() {
    return events.get();
  }

  /** Their bytes, uncompressed. */
  long bytes() {
    return bytes.get();
  }

  /** Events that were read after the sink had failed. */
  long lost() {
    return lost.get();
  }

  private void writeChunks() {
    while (true) {
      try {
        Chunk chunk = full.poll(1, TimeUnit.SECONDS);
        if (chunk == null) {
          if (failure == null) {
            sink.idle();
          }
        } else if (chunk.bytes().length == 0) {
          return;
        } else {
          write(chunk);
        }
      } catch (IOException | RuntimeException | Error e) {
        failure = e;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        failure = e;
        return;
      }
    }
  }

  /** Whatever happens, the chunk comes back, so that the reader never waits for ever. */
  private void write(Chunk chunk) throws IOException {
    try {
      if (failure == null) {
        sink.write(chunk);
        events.addAndGet(chunk.events());
        bytes.addAndGet(chunk.length());
      } else {
        lost.addAndGet(chunk.events());
      }
    } finally {
      chunk.clear();
      free.add(chunk);
    }
  }

  /** Fills chunks and hands them over when they are full or old enough. */
  private final class Collector implements RingReader.Sink {
    private @Nullable Chunk chunk;
    private int offset;
    private long begun = System.nanoTime();

    @Override
    public byte[] reserve(int count) throws IOException {
      Chunk current = chunk;
      if (current != null && !current.hasRoom(count)) {
        handOver();
        current = null;
      }
      if (current == null) {
        current = take();
        current.grow(count);
        chunk = current;
      }
      offset = current.claim(count);
      return current.bytes();
    }

    @Override
    public int offset() {
      return offset;
    }

    void handOverIfDue() throws IOException {
      if (System.nanoTime() - begun >= flushNanos) {
        handOver();
      }
    }

    void handOver() throws IOException {
      begun = System.nanoTime();
      Chunk current = chunk;
      if (current != null && !current.isEmpty()) {
        chunk = null;
        try {
          full.put(current);
        } catch (InterruptedException e) {
          throw interrupted(e);
        }
      }
    }

    private Chunk take() throws IOException {
      try {
        return free.take();
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }

    private static IOException interrupted(InterruptedException e) {
      Thread.currentThread().interrupt();
      return new IOException("interrupted while waiting for the writer", e);
    }
  }
}
