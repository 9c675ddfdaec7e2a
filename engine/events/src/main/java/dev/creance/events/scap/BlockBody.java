package dev.creance.events.scap;

/**
 * The body of one metadata block, read field by field. No field may cross the body's end: a length
 * that claims so is damage.
 */
final class BlockBody {
  private final CaptureInput input;
  private final String what;
  private final long end;

  /**
   * Begins at the input's position.
   *
   * @param what the block's content, for messages
   */
  BlockBody(CaptureInput input, long length, String what) {
    this.input = input;
    this.what = what;
    this.end = input.offset() + length;
  }

  long left() {
    return end - input.offset();
  }

  long offset() {
    return input.offset();
  }

  /** Whether another entry may follow; less than 4 bytes are padding. */
  boolean hasEntry() {
    return left() >= 4;
  }

  int uint8() throws CaptureException {
    need(1);
    return input.bytes[input.position++] & 0xFF;
  }

  int uint16() throws CaptureException {
    need(2);
    int value = LittleEndian.uint16(input.bytes, input.position);
    input.position += 2;
    return value;
  }

  int int32() throws CaptureException {
    need(4);
    int value = LittleEndian.int32(input.bytes, input.position);
    input.position += 4;
    return value;
  }

  long uint32() throws CaptureException {
    return int32() & 0xFFFFFFFFL;
  }

  long int64() throws CaptureException {
    need(8);
    long value = LittleEndian.int64(input.bytes, input.position);
    input.position += 8;
    return value;
  }

  /** A byte string of exactly {@code length} bytes. */
  String bytes(int length) throws CaptureException {
    need(length);
    String value = LittleEndian.bytes(input.bytes, input.position, length);
    input.position += length;
    return value;
  }

  /** A byte string with its length before it. */
  String counted(int longest, String field) throws CaptureException {
    int length = uint16();
    if (length > longest) {
      throw error(field + " is " + length + " bytes long, expected at most " + longest);
    }
    return bytes(length);
  }

  /** A counted text: libscap sees it up to its first NUL. */
  String text(int longest, String field) throws CaptureException {
    return untilNul(counted(longest, field));
  }

  static String untilNul(String text) {
    int nul = text.indexOf('\0');
    return nul < 0 ? text : text.substring(0, nul);
  }

  /** Leaves an entry of a known length, fields that we don't know included. */
  void endEntry(long start, long length) throws CaptureException {
    long read = input.offset() - start;
    if (read > length) {
      throw error(
          "an entry says that it is " + length + " bytes long, but its fields take " + read);
    }
    skip(length - read);
  }

  /** Passes over what is left of the body. */
  void finish() throws CaptureException {
    skip(left());
  }

  private void skip(long count) throws CaptureException {
    if (count > left()) {
      throw beyondEnd(count);
    }
    input.skip(count, what);
  }

  CaptureException error(String problem) {
    return input.error("damaged " + what + ": " + problem);
  }

  private void need(int count) throws CaptureException {
    if (count > left()) {
      throw beyondEnd(count);
    }
    input.require(count, what);
  }

  private CaptureException beyondEnd(long count) {
    return error("expected " + count + " more bytes in the block, found its end after " + left());
  }
}
