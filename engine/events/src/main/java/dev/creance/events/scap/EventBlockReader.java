package dev.creance.events.scap;

import static dev.creance.events.scap.BlockType.HEADER_BYTES;
import static dev.creance.events.scap.BlockType.TRAILER_BYTES;

import dev.creance.events.Event;

/** Reads event blocks of all versions into a cursor, which then points into the input's window. */
final class EventBlockReader {
  /** What came next. */
  enum Found {
    EVENT,
    /** A block of another kind, left unread. */
    OTHER_BLOCK,
    END
  }

  private static final int CPU_BYTES = 2;
  private static final int FLAGS_BYTES = 4;
  private static final int EVENT_HEADER_V1_BYTES = 22;
  private static final int EVENT_HEADER_V2_BYTES = 26;

  /** What libscap's buffer takes of an event that isn't large: body and trailer. */
  private static final int LONGEST_SMALL = 1 << 16;

  /** Large events are JSON texts and plugins' payloads; libscap has no bound but memory. */
  private static final int LONGEST_LARGE = 64 << 20;

  /** No event type has nearly so many; it bounds what a hostile file makes us keep. */
  private static final int MOST_PARAMETERS = 4096;

  private static final int NOTIFICATION = 280;
  private static final int INFRASTRUCTURE_EVENT = 286;

  private final ConversionTable table = ConversionTable.current();
  private final CaptureInput input;
  private final CaptureCounts counts;
  private long blockOffset;

  EventBlockReader(CaptureInput input, CaptureCounts counts) {
    this.input = input;
    this.counts = counts;
  }

  /** Where the last block read begins. */
  long blockOffset() {
    return blockOffset;
  }

  /** Reads the next event of a known type. */
  Found next(Event into) throws CaptureException {
    while (true) {
      if (!input.ensure(HEADER_BYTES)) {
        if (input.atEnd()) {
          return Found.END;
        }
        input.require(HEADER_BYTES, "a block header");
      }
      int blockType = LittleEndian.int32(input.bytes, input.position);
      boolean flagged = false;
      boolean large = false;
      boolean counted = true;
      switch (blockType) {
        case BlockType.EVENT_V2 -> {}
        case BlockType.EVENT_V2_LARGE -> large = true;
        case BlockType.FLAGGED_EVENT_V2 -> flagged = true;
        case BlockType.FLAGGED_EVENT_V2_LARGE -> {
          flagged = true;
          large = true;
        }
        case BlockType.EVENT_V1, BlockType.EVENT_V1_LEGACY -> counted = false;
        case BlockType.FLAGGED_EVENT_V1 -> {
          flagged = true;
          counted = false;
        }
        default -> {
          return Found.OTHER_BLOCK;
        }
      }
      if (readBlock(into, flagged, large, counted)) {
        return Found.EVENT;
      }
    }
  }

  /** Reads a whole block; false when its event is of a type that we don't know. */
  private boolean readBlock(Event into, boolean flagged, boolean large, boolean counted)
      throws CaptureException {
    blockOffset = input.offset();
    int length = LittleEndian.int32(input.bytes, input.position + 4);
    int headerBytes = counted ? EVENT_HEADER_V2_BYTES : EVENT_HEADER_V1_BYTES;
    int before = HEADER_BYTES + CPU_BYTES + (flagged ? FLAGS_BYTES : 0);
    checkBlockLength(length & 0xFFFFFFFFL, before + headerBytes + TRAILER_BYTES, large);
    input.require(length, "an event block");

    byte[] bytes = input.bytes;
    int at = input.position + before;
    int cpu = LittleEndian.uint16(bytes, input.position + HEADER_BYTES);
    int flags = flagged ? LittleEndian.int32(bytes, input.position + HEADER_BYTES + CPU_BYTES) : 0;
    int available = length - before - TRAILER_BYTES;
    int code = LittleEndian.uint16(bytes, at + 20);
    if (code >= table.size()) {
      counts.unknown(code);
      input.position += length;
      return false;
    }
    into.reset(
        bytes, code, LittleEndian.int64(bytes, at), LittleEndian.int64(bytes, at + 8), cpu, flags);
    if (counted) {
      addCounted(into, at, available);
    } else {
      addUncounted(into, at, available);
    }
    counts.raw(code);
    input.position += length;
    return true;
  }

  private void checkBlockLength(long length, int least, boolean large) throws CaptureException {
    if (length < least) {
      throw input.error("event block of " + length + " bytes, expected at least " + least);
    }
    if (large ? length > LONGEST_LARGE : length - HEADER_BYTES > LONGEST_SMALL) {
      throw input.error(
          "event block of "
              + length
              + " bytes, expected at most "
              + (large ? LONGEST_LARGE : LONGEST_SMALL + HEADER_BYTES));
    }
  }

  /** The parameters of an event that says how many it has. */
  private void addCounted(Event into, int at, int available) throws CaptureException {
    byte[] bytes = input.bytes;
    long length = LittleEndian.int32(bytes, at + 16) & 0xFFFFFFFFL;
    long count = LittleEndian.int32(bytes, at + 22) & 0xFFFFFFFFL;
    if (length < EVENT_HEADER_V2_BYTES || length > available) {
      throw invalid(into, "length " + length + ", expected 26 to " + available);
    }
    int lengthBytes = table.lengthBytes(into.code());
    if (EVENT_HEADER_V2_BYTES + count * lengthBytes > length || count > MOST_PARAMETERS) {
      throw invalid(into, count + " parameters don't fit into its " + length + " bytes");
    }
    int end = at + (int) length;
    int lengths = at + EVENT_HEADER_V2_BYTES;
    int value = lengths + (int) count * lengthBytes;
    if (lengthBytes == 2) {
      for (int i = 0; i < count; i++) {
        int valueLength = LittleEndian.uint16(bytes, lengths + 2 * i);
        if (valueLength > end - value) {
          throw parameterTooLong(into, i, valueLength, end - value);
        }
        into.add(value, valueLength);
        value += valueLength;
      }
    } else {
      for (int i = 0; i < count; i++) {
        int valueLength = LittleEndian.int32(bytes, lengths + 4 * i);
        if (Integer.compareUnsigned(valueLength, end - value) > 0) {
          throw parameterTooLong(into, i, valueLength & 0xFFFFFFFFL, end - value);
        }
        into.add(value, valueLength);
        value += valueLength;
      }
    }
  }

  /**
   * The parameters of an event that doesn't say how many it has: as many as make its lengths add up
   * to its own, tried from the schema's number downwards.
   */
  private void addUncounted(Event into, int at, int available) throws CaptureException {
    byte[] bytes = input.bytes;
    long length = LittleEndian.int32(bytes, at + 16) & 0xFFFFFFFFL;
    if (into.code() == NOTIFICATION || into.code() == INFRASTRUCTURE_EVENT) {
      // Their writers said 3 too many.
      length -= 3;
    }
    if (length < EVENT_HEADER_V1_BYTES || length > available) {
      throw invalid(into, "length " + length + ", expected 22 to " + available);
    }
    int end = at + (int) length;
    int lengths = at + EVENT_HEADER_V1_BYTES;
    for (int count = table.parameterCount(into.code()); count >= 0; count--) {
      long value = lengths + 2L * count;
      if (value > end) {
        continue;
      }
      for (int i = 0; i < count; i++) {
        value += LittleEndian.uint16(bytes, lengths + 2 * i);
      }
      if (value < end) {
        break;
      }
      if (value == end) {
        addAll(into, lengths, count);
        return;
      }
    }
    throw invalid(into, "its parameters' lengths don't add up to its " + length + " bytes");
  }

  private void addAll(Event into, int lengths, int count) {
    int value = lengths + 2 * count;
    for (int i = 0; i < count; i++) {
      int valueLength = LittleEndian.uint16(input.bytes, lengths + 2 * i);
      into.add(value, valueLength);
      value += valueLength;
    }
  }

  private CaptureException parameterTooLong(Event event, int parameter, long length, int left) {
    return invalid(
        event,
        "parameter " + parameter + " has " + length + " bytes, but only " + left + " are left");
  }

  private CaptureException invalid(Event event, String problem) {
    return input.error("invalid event: " + table.name(event.code()) + ": " + problem);
  }
}
