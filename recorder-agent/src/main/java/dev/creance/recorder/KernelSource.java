package dev.creance.recorder;

import dev.creance.events.Event;
import dev.creance.events.scap.CaptureHeader;
import dev.creance.events.scap.LiveReader;
import dev.creance.recorder.capture.Chunk;
import dev.creance.recorder.container.ContainerWatch;
import dev.creance.recorder.detect.Detector;
import dev.creance.recorder.detect.EventSource;
import dev.creance.recorder.kernel.KernelCounters;
import dev.creance.recorder.kernel.KernelProgram;
import dev.creance.recorder.kernel.MissingFeatureException;
import dev.creance.recorder.kernel.RecordingClock;
import dev.creance.recorder.kernel.RingReader;
import dev.creance.recorder.snapshot.Snapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * This machine, now, on one thread: what waits in the rings is copied out and evaluated, then the
 * thread sleeps. While it evaluates, the rings hold what comes.
 */
final class KernelSource implements EventSource {
  private static final int SHORTEST_SLEEP_MILLIS = 5;
  private static final int LONGEST_SLEEP_MILLIS = 100;
  private static final long BUSY_BYTES = 512 * 1024;
  private static final long QUIET_BYTES = 64 * 1024;

  /** 8 MB of events while the snapshot is taken. */
  private static final int MOST_EARLY_CHUNKS = 32;

  private final WatchOptions options;
  private final Runnable ready;
  private @Nullable Detector detector;
  private @Nullable ContainerWatch containers;
  private @Nullable LiveReader reader;
  private final Event event = new Event();
  private final Chunk chunk = new Chunk();
  private final Blocks blocks = new Blocks();

  /**
   * @param ready called when everything that happens from then on is seen
   */
  KernelSource(WatchOptions options, Runnable ready) {
    this.options = options;
    this.ready = ready;
  }

  @Override
  public void run(Detector wanted, BooleanSupplier stop) throws IOException, InterruptedException {
    try (KernelProgram program = KernelProgram.load(options.kernel());
        KernelCounters counters = program.openCounters();
        RingReader ring = program.openRing();
        ContainerWatch watch = new ContainerWatch(options.runtimes(), program.clock())) {
      detector = wanted;
      containers = watch;
      program.attach();
      WatchingHeader header = new WatchingHeader(wanted.restart(), watch);
      List<Chunk> meanwhile = tellMachine(header, ring);
      reader = new LiveReader("the kernel's events", header);
      for (byte[] known : watch.takeKnown()) {
        evaluate(known, known.length);
      }
      wanted.position(0); // containers that were there before are no events of the stream
      for (Chunk early : meanwhile) {
        evaluate(early);
      }
      meanwhile.clear();
      ready.run();
      watch(ring, counters, program.clock(), stop);
      program.detach();
      finish(ring);
      wanted.dropped(counters.totals().allDropped());
      wanted.pause();
    } catch (MissingFeatureException e) {
      throw new MissingException(e);
    }
  }

  /** Takes the snapshot on another thread; what happens meanwhile is kept, up to a bound. */
  private List<Chunk> tellMachine(CaptureHeader header, RingReader ring)
      throws IOException, InterruptedException {
    List<Chunk> meanwhile = new ArrayList<>();
    Snapshot snapshot = new Snapshot(options.hostName(), options.cgroups());
    FutureTask<Void> task = new FutureTask<>(() -> snapshot.tell(header), null);
    Thread teller = Thread.ofPlatform().name("snapshot").start(task);
    ChunkList kept = new ChunkList(meanwhile);
    while (teller.isAlive()) {
      if (meanwhile.size() < MOST_EARLY_CHUNKS) {
        ring.drain(kept);
      }
      teller.join(SHORTEST_SLEEP_MILLIS);
    }
    try {
      task.get();
    } catch (ExecutionException e) {
      throw new IOException("the machine's state cannot be read: " + e.getCause(), e.getCause());
    }
    return meanwhile;
  }

  /** Collects blocks in as many chunks as it takes. */
  private static final class ChunkList implements RingReader.Sink {
    private final List<Chunk> chunks;
    private int offset;

    ChunkList(List<Chunk> chunks) {
      this.chunks = chunks;
    }

    @Override
    public byte[] reserve(int bytes) {
      if (chunks.isEmpty() || !chunks.getLast().hasRoom(bytes)) {
        Chunk next = new Chunk();
        next.grow(bytes);
        chunks.add(next);
      }
      offset = chunks.getLast().claim(bytes);
      return chunks.getLast().bytes();
    }

    @Override
    public int offset() {
      return offset;
    }
  }

  /** A {@link MissingFeatureException} on its way through those who know nothing of kernels. */
  static final class MissingException extends IOException {
    private static final long serialVersionUID = 1;

    private final transient MissingFeatureException missing;

    MissingException(MissingFeatureException cause) {
      super(cause.getMessage(), cause);
      this.missing = cause;
    }

    MissingFeatureException missing() {
      return missing;
    }
  }

  private void watch(
      RingReader ring, KernelCounters counters, RecordingClock clock, BooleanSupplier stop)
      throws IOException {
    ring.claimThread();
    int sleep = SHORTEST_SLEEP_MILLIS;
    long counted = System.nanoTime();
    while (!stop.getAsBoolean()) {
      long taken = ring.drain(blocks);
      blocks.flush();
      news();
      if (System.nanoTime() - counted > 1_000_000_000L) {
        counted = System.nanoTime();
        live().dropped(counters.totals().allDropped());
        clock.follow(); // when the machine's clock was set, events have its time
      }
      live().pause();
      if (taken > BUSY_BYTES) {
        sleep = SHORTEST_SLEEP_MILLIS;
      } else if (taken < QUIET_BYTES) {
        sleep = Math.min(LONGEST_SLEEP_MILLIS, sleep * 2);
      }
      ring.sleep(sleep);
    }
  }

  private void finish(RingReader ring) throws IOException, InterruptedException {
    ring.finish(blocks);
    blocks.flush();
    news();
  }

  private Detector live() {
    Detector known = detector;
    if (known == null) {
      throw new IllegalStateException("not running");
    }
    return known;
  }

  private void news() throws IOException {
    ContainerWatch watch = containers;
    if (watch != null) {
      for (byte[] block : watch.takeNews()) {
        evaluate(block, block.length);
      }
    }
  }

  private void evaluate(Chunk blocksOf) throws IOException {
    ContainerWatch watch = containers;
    if (watch != null) {
      watch.look(blocksOf.bytes(), blocksOf.length());
    }
    evaluate(blocksOf.bytes(), blocksOf.length());
  }

  private void evaluate(byte[] bytes, int length) throws IOException {
    LiveReader live = reader;
    if (live != null) {
      live.blocks(bytes, 0, length);
      Detector to = live();
      while (live.next(event)) {
        to.event(event);
      }
    }
  }

  /** Collects blocks and has them evaluated when there is no room for more. */
  private final class Blocks implements RingReader.Sink {
    private int offset;

    @Override
    public byte[] reserve(int bytes) throws IOException {
      if (!chunk.hasRoom(bytes)) {
        flush();
        chunk.grow(bytes);
      }
      offset = chunk.claim(bytes);
      return chunk.bytes();
    }

    @Override
    public int offset() {
      return offset;
    }

    void flush() throws IOException {
      if (!chunk.isEmpty()) {
        evaluate(chunk);
        chunk.clear();
      }
    }
  }
}
