package dev.creance.recorder.container;

import dev.creance.events.scap.CaptureWriter;
import dev.creance.events.state.ContainerIds;
import dev.creance.events.state.Options;
import dev.creance.recorder.kernel.RecordingClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Notices containers by the cgroups of processes and tells what their runtimes say of them, as
 * blocks of container events. Runtimes are asked by a thread of its own; a recording never waits
 * for them.
 */
public final class ContainerWatch implements AutoCloseable {
  private static final int KEPT_CONTAINERS = 1000;
  private static final int KEPT_CGROUPS = 10_000;
  private static final long[] TRIES_AFTER_MILLIS = {300, 1500, 5000};
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Runtimes runtimes;
  private final RecordingClock clock;
  private final ContainerIds ids = new ContainerIds(Options.defaults());
  private final Set<Long> seenCgroups = new HashSet<>();
  private final Set<String> asked = new HashSet<>();
  private final AtomicInteger pending = new AtomicInteger();
  private final ScheduledExecutorService asker =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().name("containers").daemon().unstarted(task));

  /** Guarded by itself: id → event block, the newest last. */
  private final Map<String, byte[]> known = new LinkedHashMap<>();

  /** Guarded by {@link #known}. */
  private final List<byte[]> news = new ArrayList<>();

  /**
   * Asks runtimes.
   *
   * @param clock for the times of container events
   */
  public ContainerWatch(Runtimes runtimes, RecordingClock clock) {
    this.runtimes = runtimes;
    this.clock = clock;
  }

  /** Looks through event blocks for processes in containers that weren't seen before. */
  public void look(byte[] blocks, int length) {
    for (int at = 0; at < length; at += EventBlocks.length(blocks, at)) {
      if (EventBlocks.hasCgroups(blocks, at)) {
        int start = EventBlocks.cgroupsStart(blocks, at);
        int end = start + EventBlocks.cgroupsLength(blocks, at);
        if (isNew(EventBlocks.hash(blocks, start, end))) {
          look(new String(blocks, start, end - start, StandardCharsets.ISO_8859_1));
        }
      }
    }
  }

  private boolean isNew(long hash) {
    if (seenCgroups.size() >= KEPT_CGROUPS) {
      seenCgroups.clear();
    }
    return seenCgroups.add(hash);
  }

  /** Looks at one process's cgroups. */
  public void look(String cgroups) {
    String id = ids.idOf(cgroups);
    if (id.isEmpty() || !asked.add(id)) {
      return;
    }
    Optional<ContainerReference> reference = ContainerReference.of(cgroups, id);
    if (reference.isPresent()) {
      pending.incrementAndGet();
      asker.execute(() -> ask(reference.get(), 0));
    }
  }

  /**
   * A container is noticed while it is being made: its runtime may not know it at once. The next
   * try is put off, not waited for, so that others' turn comes meanwhile.
   */
  private void ask(ContainerReference reference, int failures) {
    Optional<ContainerInfo> found = runtimes.find(reference, failures < TRIES_AFTER_MILLIS.length);
    if (found.isPresent()) {
      add(found.get());
    } else if (failures < TRIES_AFTER_MILLIS.length) {
      asker.schedule(
          () -> ask(reference, failures + 1), TRIES_AFTER_MILLIS[failures], TimeUnit.MILLISECONDS);
    }
    if (failures == 0) {
      pending.decrementAndGet();
    }
  }

  private void add(ContainerInfo info) {
    byte[] block = block(info.json());
    synchronized (known) {
      known.remove(info.id);
      known.put(info.id, block);
      if (known.size() > KEPT_CONTAINERS) {
        known.remove(known.keySet().iterator().next());
      }
      news.add(block);
    }
  }

  /** The block of a container event of now. */
  private byte[] block(String json) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CaptureWriter writer = CaptureWriter.plain(out)) {
      writer.flush();
      out.reset(); // the head, which isn't wanted here
      String bytes = new String(json.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
      writer.container(clock.now(), bytes);
      writer.flush();
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory is always writable
    }
  }

  /** Blocks of containers learned of since the last call. */
  public List<byte[]> takeNews() {
    synchronized (known) {
      List<byte[]> taken = List.copyOf(news);
      news.clear();
      return taken;
    }
  }

  /** As {@link #known}, of which nothing is news any more. */
  public List<byte[]> takeKnown() throws InterruptedException {
    List<byte[]> all = known();
    synchronized (known) {
      news.removeAll(all); // by identity: what came meanwhile stays
    }
    return all;
  }

  /** Blocks of all containers known, for the beginning of a capture; waits a little for answers. */
  public List<byte[]> known() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (pending.get() > 0 && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    synchronized (known) {
      return List.copyOf(known.values());
    }
  }

  @Override
  public void close() {
    asker.shutdownNow();
  }
}
