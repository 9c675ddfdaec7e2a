package dev.creance.events.scap;

import dev.creance.events.Event;
import dev.creance.events.scap.CaptureHeader.GroupEntry;
import dev.creance.events.scap.CaptureHeader.UserEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a capture in the newest format (1.2), byte for byte as libscap does: section header,
 * machine, interfaces, users, processes, one descriptor list per process, then events.
 *
 * <p>The head is told to {@link #head()} and written before the first event. If it is told anew
 * later, another section begins there, so a reader's {@code CaptureHeader} may be this one and a
 * concatenated capture is copied as such:
 *
 * <pre>{@code
 * try (CaptureWriter writer = CaptureWriter.plain(Files.newOutputStream(to));
 *     CaptureReader reader = CaptureReader.open(from, writer.head())) {
 *   while (reader.next(event)) {
 *     writer.write(event);
 *   }
 * }
 * }</pre>
 *
 * <p>Not thread-safe. Whole files only: whoever needs that writes to a temporary file and renames
 * it.
 */
public final class CaptureWriter implements AutoCloseable {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private static final int FLUSH_BYTES = 1 << 18;
  private static final int EVENT_HEADER_BYTES = 26;
  private static final int LONGEST_PARAMETER = 0xFFFF;

  /** What readers take of a block: body and trailer. */
  private static final int LONGEST_SMALL = 1 << 16;

  private static final int LONGEST_LARGE = 64 << 20;

  private static final int CONTAINER_TID = 1;
  private static final int NO_TID = -1;
  private static final int USER_ADDED = 354;
  private static final int GROUP_ADDED = 358;
  private static final int ASYNC_EVENT = 402;

  private final ConversionTable table = ConversionTable.current();
  private final OutputStream out;
  private final HeadBuffer head = new HeadBuffer();
  private final BlockBuffer buffer = new BlockBuffer();
  private final EventBuilder builder = new EventBuilder();
  private long flushed;
  private long events;
  private boolean closed;

  private CaptureWriter(OutputStream out) {
    this.out = out;
    buffer.reserve(FLUSH_BYTES + (LONGEST_SMALL << 1));
  }

  /** Writes uncompressed; the stream is closed with the writer. */
  public static CaptureWriter plain(OutputStream out) {
    return new CaptureWriter(out);
  }

  /** Writes gzip; the stream is closed with the writer. */
  public static CaptureWriter gzip(OutputStream out) throws IOException {
    return new CaptureWriter(new GZIPOutputStream(out, LONGEST_SMALL, true));
  }

  /** Takes what the capture shall say of the machine before the next event. */
  public CaptureHeader head() {
    return head;
  }

  /**
   * Appends an event of the newest schema.
   *
   * @throws IllegalArgumentException when it is too long for the format
   */
  public void write(Event event) throws IOException {
    beginEvents();
    int code = event.code();
    int count = event.parameterCount();
    int lengthBytes = table.lengthBytes(code);
    int valueBytes = valueBytes(event, lengthBytes);
    int length = EVENT_HEADER_BYTES + count * lengthBytes + valueBytes;
    int start = beginEvent(code, event.cpu(), event.flags(), length);
    buffer.put64(event.timestamp());
    buffer.put64(event.tid());
    buffer.put32(length);
    buffer.put16(code);
    buffer.put32(count);
    for (int i = 0; i < count; i++) {
      if (lengthBytes == 2) {
        buffer.put16(event.length(i));
      } else {
        buffer.put32(event.length(i));
      }
    }
    for (int i = 0; i < count; i++) {
      buffer.put(event.bytes(), event.offset(i), event.length(i));
    }
    endEvent(start);
  }

  /**
   * Appends an event that is encoded already, with its header, lengths and values, as the kernel
   * side hands it over.
   *
   * @throws IllegalArgumentException when it is too long for the format, or its length is not its
   *     own
   */
  public void write(int cpu, int flags, MemorySegment event) throws IOException {
    beginEvents();
    long length = event.byteSize();
    if (length < EVENT_HEADER_BYTES
        || length != Integer.toUnsignedLong(event.get(INT, 16))
        || Short.toUnsignedInt(event.get(SHORT, 20)) >= table.size()) {
      throw new IllegalArgumentException("not an encoded event of " + length + " bytes");
    }
    int start =
        beginEvent(
            Short.toUnsignedInt(event.get(SHORT, 20)),
            cpu,
            flags,
            (int) Math.min(length, Integer.MAX_VALUE));
    putSegment(event, 0, (int) length);
    endEvent(start);
  }

  /** Appends whole blocks as they are; that they are event blocks is the caller's word. */
  public void writeBlocks(MemorySegment blocks) throws IOException {
    beginEvents();
    long left = blocks.byteSize();
    while (left > 0) {
      int count = (int) Math.min(left, FLUSH_BYTES);
      putSegment(blocks, blocks.byteSize() - left, count);
      left -= count;
      flushWhenFull();
    }
  }

  /** Appends that a user is known from here on; {@code containerId} is empty for the host. */
  public void userAdded(long timestamp, UserEntry user, String containerId) throws IOException {
    write(
        builder
            .begin(USER_ADDED, timestamp, NO_TID, 0)
            .int32(user.uid())
            .int32(user.gid())
            .text(user.name())
            .text(user.home())
            .text(user.shell())
            .text(containerId)
            .event());
  }

  /** Appends that a group is known from here on; {@code containerId} is empty for the host. */
  public void groupAdded(long timestamp, GroupEntry group, String containerId) throws IOException {
    write(
        builder
            .begin(GROUP_ADDED, timestamp, NO_TID, 0)
            .int32(group.gid())
            .text(group.name())
            .text(containerId)
            .event());
  }

  /**
   * Appends a container's metadata as Falco's container plugin does.
   *
   * @param json the plugin's JSON object, UTF-8 as a byte string
   */
  public void container(long timestamp, String json) throws IOException {
    write(
        builder
            .begin(ASYNC_EVENT, timestamp, CONTAINER_TID, 0)
            .int32(0)
            .text("container")
            .text(json)
            .event());
  }

  /** Events written so far, blocks appended as they are not counted. */
  public long events() {
    return events;
  }

  /** Bytes written so far, before compression. */
  public long bytes() {
    return flushed + buffer.size;
  }

  /** Hands everything written so far to the stream, so that a reader can read up to here. */
  public void flush() throws IOException {
    beginEvents();
    flushBuffer();
    out.flush();
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (out) {
      beginEvents();
      flushBuffer();
    }
  }

  private void beginEvents() {
    if (head.pending()) {
      head.writeTo(buffer);
    }
  }

  private int valueBytes(Event event, int lengthBytes) {
    long sum = 0;
    for (int i = 0; i < event.parameterCount(); i++) {
      int length = event.length(i);
      if (lengthBytes == 2 && length > LONGEST_PARAMETER) {
        throw tooLong(event.code(), length, LONGEST_PARAMETER);
      }
      sum += length;
    }
    if (sum > LONGEST_LARGE) {
      throw tooLong(event.code(), sum, LONGEST_LARGE);
    }
    return (int) sum;
  }

  private int beginEvent(int code, int cpu, int flags, int length) {
    boolean flagged = flags != 0;
    long body = 2L + (flagged ? 4 : 0) + length + 3 & ~3L;
    if (body > LONGEST_LARGE - BlockType.FRAME_BYTES) {
      throw tooLong(code, length, LONGEST_LARGE);
    }
    // libscap looks at the type alone; a longer event in a small block it couldn't read again.
    boolean large = table.lengthBytes(code) == 4 || body > LONGEST_SMALL - BlockType.TRAILER_BYTES;
    int type;
    if (flagged) {
      type = large ? BlockType.FLAGGED_EVENT_V2_LARGE : BlockType.FLAGGED_EVENT_V2;
    } else {
      type = large ? BlockType.EVENT_V2_LARGE : BlockType.EVENT_V2;
    }
    int start = buffer.beginBlock(type);
    buffer.put16(cpu);
    if (flagged) {
      buffer.put32(flags);
    }
    return start;
  }

  private void endEvent(int start) throws IOException {
    buffer.endBlock(start);
    events++;
    flushWhenFull();
  }

  private IllegalArgumentException tooLong(int code, long length, int longest) {
    return new IllegalArgumentException(
        table.name(code) + " has " + length + " bytes; the format has room for " + longest);
  }

  private void putSegment(MemorySegment from, long offset, int length) {
    buffer.reserve(length);
    MemorySegment.copy(from, ValueLayout.JAVA_BYTE, offset, buffer.bytes, buffer.size, length);
    buffer.size += length;
  }

  private void flushWhenFull() throws IOException {
    if (buffer.size >= FLUSH_BYTES) {
      flushBuffer();
    }
  }

  private void flushBuffer() throws IOException {
    out.write(buffer.bytes, 0, buffer.size);
    flushed += buffer.size;
    buffer.clear();
  }
}
