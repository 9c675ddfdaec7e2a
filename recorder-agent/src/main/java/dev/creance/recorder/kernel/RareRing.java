package dev.creance.recorder.kernel;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/**
 * A ring of the kernel's own ({@code BPF_MAP_TYPE_RINGBUF}), which all CPUs write to: starts of
 * programs and ends of threads.
 *
 * <p>It is a page with the reader's position, a page with the writer's, and the data. Before each
 * record stand 8 bytes: its length, whose highest bits say that it is still being written or was
 * given up. The data is mapped once (libbpf maps it twice in a row, which doubles the resident
 * size); a record that runs across the end is copied in two pieces.
 *
 * <p>Records come in the order in which their places were given out, which may differ from that of
 * their times by what it takes to put an event together.
 */
final class RareRing implements EventRing {
  private static final int BUSY = 1 << 31;
  private static final int DISCARDED = 1 << 30;
  private static final int LENGTH_HEADER = 8;

  private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
  private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();

  private final MemorySegment consumer;
  private final MemorySegment producer;
  private final int page;
  private final RingSizes sizes;
  private final long mask;
  private long position;
  private long released;
  private long end;
  private int length;

  /**
   * @param consumer the page with the reader's position
   * @param producer the page with the writer's, and the data
   */
  RareRing(MemorySegment consumer, MemorySegment producer, RingSizes sizes) {
    this.consumer = consumer;
    this.producer = producer;
    this.sizes = sizes;
    this.page = Math.toIntExact(producer.byteSize() - sizes.rare());
    this.mask = sizes.rare() - 1L;
    this.position = (long) LONG.getAcquire(consumer, 0L);
    this.released = position;
  }

  @Override
  public void look() {
    end = (long) LONG.getAcquire(producer, 0L);
    findRecord();
  }

  /** Goes to the next record that is complete; {@code length} is its length or, without one, 0. */
  private void findRecord() {
    length = 0;
    while (position < end) {
      int header = (int) INT.getAcquire(producer, page + (position & mask));
      if ((header & BUSY) != 0) {
        return;
      }
      if ((header & DISCARDED) == 0) {
        length = header;
        return;
      }
      position += size(header & ~DISCARDED);
    }
  }

  private static int size(int length) {
    return (LENGTH_HEADER + length + 7) & ~7;
  }

  /** Where what stands so far behind the record's beginning is; places are multiples of 8. */
  private long place(long offset) {
    return page + ((position + LENGTH_HEADER + offset) & mask);
  }

  @Override
  public long next() {
    return length == 0 ? NONE : producer.get(ValueLayout.JAVA_LONG, place(0));
  }

  @Override
  public int take(RingReader.Sink sink) throws IOException {
    int bytes = length - SharedLayout.RECORD_HEADER;
    byte[] target = sink.reserve(bytes);
    int offset = sink.offset();
    long start = place(SharedLayout.RECORD_HEADER);
    int first = (int) Math.min(bytes, producer.byteSize() - start);
    MemorySegment.copy(producer, ValueLayout.JAVA_BYTE, start, target, offset, first);
    MemorySegment.copy(
        producer, ValueLayout.JAVA_BYTE, page, target, offset + first, bytes - first);
    int taken = size(length);
    position += taken;
    if (position - released >= CpuRing.RELEASE_EVERY) {
      release();
    }
    findRecord();
    return taken;
  }

  @Override
  public void release() {
    if (position != released) {
      LONG.setRelease(consumer, 0L, position);
      released = position;
    }
  }

  /** Whether there is a record that is still being written. */
  boolean isBusy() {
    look();
    return length == 0 && position < end;
  }

  @Override
  public boolean isUrgent() {
    return (long) LONG.getAcquire(producer, 0L) - position >= sizes.rareWakeAt();
  }

  /** What is mapped. */
  MemorySegment[] memory() {
    return new MemorySegment[] {consumer, producer};
  }
}
