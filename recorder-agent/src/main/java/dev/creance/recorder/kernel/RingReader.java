package dev.creance.recorder.kernel;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/**
 * Reads the kernel's ring buffer by shared memory. Each record in it is a whole block of a capture.
 *
 * <p>The ring is a page with the reader's position, a page with the writer's, and the data. Before
 * each record stand 8 bytes: its length, whose highest bits say that it is still being written or
 * was given up. The data is mapped once (libbpf maps it twice in a row, which doubles the resident
 * size); a record that runs across the end is copied in two pieces.
 *
 * <p>One thread only.
 */
public final class RingReader implements AutoCloseable {
  private static final int BUSY = 1 << 31;
  private static final int DISCARDED = 1 << 30;
  private static final int RECORD_HEADER = 8;

  /** After how many bytes the kernel is told that they were read. */
  private static final int RELEASE_EVERY = 64 * 1024;

  private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
  private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();

  private final Libc libc = new Libc();
  private final Arena arena = Arena.ofShared();
  private final MemorySegment event;
  private final MemorySegment consumer;
  private final MemorySegment producer;
  private final MemorySegment control;
  private final long page;
  private final long mask;
  private final int epoll;
  private long position;

  private RingReader(int descriptor, int controlDescriptor, long size) throws ErrnoException {
    this.page = libc.pageSize();
    this.mask = size - 1;
    this.event = libc.allocateEvent(arena);
    this.consumer = libc.map(descriptor, 0, page, Libc.PROT_READ | Libc.PROT_WRITE);
    this.producer = libc.map(descriptor, page, page + size, Libc.PROT_READ);
    this.control = libc.map(controlDescriptor, 0, page, Libc.PROT_READ | Libc.PROT_WRITE);
    this.epoll = libc.epoll(descriptor);
    this.position = (long) LONG.getAcquire(consumer, 0L);
  }

  static RingReader open(int descriptor, int controlDescriptor, long size) throws ErrnoException {
    return new RingReader(descriptor, controlDescriptor, size);
  }

  /** Where blocks are put. */
  public interface Sink {
    /** Makes room for a block: the array that it goes to, with {@link #offset} where. */
    byte[] reserve(int bytes) throws IOException;

    /** Where in the array of the last {@link #reserve}. */
    int offset();
  }

  /**
   * Copies all records that are complete.
   *
   * @return the number of bytes taken from the ring
   */
  public long drain(Sink sink) throws IOException {
    long start = position;
    long released = position;
    long end = (long) LONG.getAcquire(producer, 0L);
    while (position < end) {
      long at = page + (position & mask);
      int header = (int) INT.getAcquire(producer, at);
      if ((header & BUSY) != 0) {
        break;
      }
      int length = header & ~DISCARDED;
      if ((header & DISCARDED) == 0) {
        copy(sink.reserve(length), sink.offset(), length);
      }
      position += (length + RECORD_HEADER + 7) & ~7L;
      if (position - released >= RELEASE_EVERY) {
        LONG.setRelease(consumer, 0L, position);
        released = position;
      }
      if (position >= end) {
        end = (long) LONG.getAcquire(producer, 0L);
      }
    }
    if (position != released) {
      LONG.setRelease(consumer, 0L, position);
    }
    return position - start;
  }

  private void copy(byte[] target, int offset, int length) {
    long start = (position + RECORD_HEADER) & mask;
    int first = (int) Math.min(length, mask + 1 - start);
    MemorySegment.copy(producer, ValueLayout.JAVA_BYTE, page + start, target, offset, first);
    if (first < length) {
      MemorySegment.copy(
          producer, ValueLayout.JAVA_BYTE, page, target, offset + first, length - first);
    }
  }

  /**
   * To be called once by the thread that reads: it is woken before others where the machine is
   * busy.
   */
  public void claimThread() {
    libc.raisePriority();
  }

  /** Bytes that wait in the ring. */
  public long waiting() {
    return (long) LONG.getAcquire(producer, 0L) - position;
  }

  /** Sleeps until much is waiting, or the time is over. */
  public void sleep(int millis) throws IOException {
    INT.setVolatile(control, SharedLayout.Control.READER_SLEEPS, 1);
    try {
      if (waiting() < (mask + 1) / 8) {
        libc.epollWait(epoll, event, millis);
      }
    } finally {
      INT.setVolatile(control, SharedLayout.Control.READER_SLEEPS, 0);
    }
  }

  @Override
  public void close() throws IOException {
    libc.closeDescriptor(epoll);
    libc.unmap(control);
    libc.unmap(producer);
    libc.unmap(consumer);
    arena.close();
  }
}
