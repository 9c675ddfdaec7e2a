package dev.creance.recorder.kernel;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;

/**
 * The ring that one CPU writes its system calls to ({@code struct recorder_ring} and what follows).
 * A record is in one piece: it may run into the slack behind the data, and the next one begins as
 * far behind the data's beginning. Its data is mapped when something is there, so that a CPU that
 * the machine doesn't have takes a page only.
 */
final class CpuRing implements EventRing {
  private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
  private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();
  private static final ValueLayout.OfLong UNALIGNED_LONG = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final ValueLayout.OfInt UNALIGNED_INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final long BLOCK_LENGTH = SharedLayout.RECORD_HEADER + 4;

  /** After how many bytes the kernel is told that they were read. */
  static final int RELEASE_EVERY = 64 * 1024;

  /** Looks at a CPU in the middle of an event, which takes it less than a microsecond. */
  private static final int LOOKS = 200;

  /** How long a CPU may be in the middle of an event until nobody waits for it. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final MemorySegment header;
  private final Mapping mapping;
  private final RingSizes sizes;
  private MemorySegment data = MemorySegment.NULL;
  private long position;
  private long released;
  private long end;
  private long at;
  private long idleSince;

  /** How to come by the data and the slack. */
  interface Mapping {
    MemorySegment map() throws IOException;
  }

  CpuRing(MemorySegment header, Mapping mapping, RingSizes sizes) {
    this.header = header;
    this.mapping = mapping;
    this.sizes = sizes;
    this.position = (long) LONG.getAcquire(header, SharedLayout.Ring.TAIL);
    this.released = position;
    this.end = position;
    this.at = position % sizes.data();
  }

  /**
   * Before which time everything that this CPU writes has been written. Its programs say that they
   * are busy before they take a record's time, and that they are no longer after it can be read.
   *
   * @param now a time that is over
   */
  long complete(long now) {
    if (isIdle()) {
      idleSince = now;
    }
    return Math.max(idleSince, now - PATIENCE_NANOS);
  }

  /** Whether the CPU is in no event, looking more than once. */
  private boolean isIdle() {
    for (int i = 0; i < LOOKS; i++) {
      if (!isBusy()) {
        return true;
      }
      Thread.onSpinWait();
    }
    return false;
  }

  /** Whether the CPU is in the middle of an event, of whatever kind. */
  boolean isBusy() {
    for (int kind = 0; kind < SharedLayout.KINDS; kind++) {
      if ((int) INT.getVolatile(header, SharedLayout.Ring.BUSY + 4L * kind) != 0) {
        return true;
      }
    }
    return false;
  }

  private long head() {
    return (long) LONG.getAcquire(header, SharedLayout.Ring.HEAD);
  }

  @Override
  public void look() throws IOException {
    end = head();
    if (position < end && data.equals(MemorySegment.NULL)) {
      data = mapping.map();
    }
  }

  @Override
  public long next() {
    return position < end ? data.get(UNALIGNED_LONG, at) : NONE;
  }

  @Override
  public int take(RingReader.Sink sink) throws IOException {
    int length = data.get(UNALIGNED_INT, at + BLOCK_LENGTH);
    byte[] target = sink.reserve(length);
    MemorySegment.copy(
        data,
        ValueLayout.JAVA_BYTE,
        at + SharedLayout.RECORD_HEADER,
        target,
        sink.offset(),
        length);
    int taken = (SharedLayout.RECORD_HEADER + length + 7) & ~7;
    position += taken;
    at += taken;
    if (at >= sizes.data()) {
      at -= sizes.data();
    }
    if (position - released >= RELEASE_EVERY) {
      release();
    }
    return taken;
  }

  @Override
  public void release() {
    if (position != released) {
      LONG.setRelease(header, SharedLayout.Ring.TAIL, position);
      released = position;
    }
  }

  @Override
  public boolean isUrgent() {
    return head() - position >= sizes.wakeAt();
  }

  /** What is mapped: the header and, or {@code NULL}, the data. */
  MemorySegment[] memory() {
    return new MemorySegment[] {header, data};
  }
}
