package dev.creance.recorder.kernel;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/**
 * The time of events: the kernel's time since boot, which nobody can set, and the offset to the
 * epoch, which changes when somebody sets the machine's clock. {@link #follow} notices that, and
 * events carry the new time from then on; {@link #steady} is for what must not jump.
 */
public final class RecordingClock {
  private static final Path NAMESPACE = Path.of("/proc/self/timens_offsets");
  private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

  /** Smaller differences may come from the measuring. */
  private static final long LEAST_STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Libc libc;
  private final long namespaceOffset;
  private final long firstOffset;
  private volatile long offset;
  private volatile MemorySegment control = MemorySegment.NULL;

  RecordingClock(Libc libc) throws IOException {
    this.libc = libc;
    this.namespaceOffset = namespaceOffset();
    this.firstOffset = measuredOffset();
    this.offset = firstOffset;
  }

  /**
   * What this process's time namespace adds to the time since boot that the kernel's programs see.
   */
  private static long namespaceOffset() throws IOException {
    if (Files.exists(NAMESPACE)) {
      for (String line : Files.readAllLines(NAMESPACE)) {
        String[] words = line.trim().split("\\s+");
        if (words.length == 3 && words[0].equals("boottime")) {
          return TimeUnit.SECONDS.toNanos(Long.parseLong(words[1])) + Long.parseLong(words[2]);
        }
      }
    }
    return 0;
  }

  /** The ns since boot, as the kernel's programs see them. */
  long sinceBoot() throws ErrnoException {
    return libc.clock(Libc.CLOCK_BOOTTIME) - namespaceOffset;
  }

  private long measuredOffset() throws ErrnoException {
    long before = sinceBoot();
    long epoch = libc.clock(Libc.CLOCK_REALTIME);
    long after = sinceBoot();
    return epoch - (before + (after - before) / 2);
  }

  /** Lets the programs in the kernel know of it, and of what is adopted later. */
  void connect(MemorySegment control) {
    this.control = control;
    LONG.setVolatile(control, SharedLayout.Control.BOOT_OFFSET, offset);
  }

  void disconnect() {
    control = MemorySegment.NULL;
  }

  /** The ns to add to a time since boot for the ns since the epoch that events carry. */
  public long offset() {
    return offset;
  }

  /** The time that an event of now carries, in ns since the epoch. */
  public long now() throws ErrnoException {
    return sinceBoot() + offset;
  }

  /**
   * Looks whether the machine's clock was set, and follows it.
   *
   * @return by how many ns it was set, 0 when it wasn't
   */
  public long follow() throws ErrnoException {
    long measured = measuredOffset();
    return Math.abs(measured - offset) < LEAST_STEP_NANOS ? 0 : adopt(measured);
  }

  /** Takes another offset for events to come; the difference to the one until now. */
  public long adopt(long newOffset) {
    long step = newOffset - offset;
    offset = newOffset;
    MemorySegment memory = control;
    if (!memory.equals(MemorySegment.NULL)) {
      LONG.setVolatile(memory, SharedLayout.Control.BOOT_OFFSET, newOffset);
    }
    return step;
  }

  /** The machine's clock as if it had never been set since the start: for durations and names. */
  public Clock steady() {
    return new Steady();
  }

  private final class Steady extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return Clock.fixed(instant(), zone);
    }

    @Override
    public Instant instant() {
      try {
        return Instant.ofEpochSecond(0, sinceBoot() + firstOffset);
      } catch (ErrnoException e) {
        throw new IllegalStateException(e); // the clock was there at the start
      }
    }
  }
}
