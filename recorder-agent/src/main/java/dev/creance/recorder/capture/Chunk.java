package dev.creance.recorder.capture;

/**
 * A run of whole event blocks on its way from the ring to a capture. Passed from thread to thread,
 * never shared.
 */
public final class Chunk {
  private static final int DEFAULT_BYTES = 256 * 1024;

  byte[] bytes;
  int length;
  long events;

  public Chunk() {
    this(DEFAULT_BYTES);
  }

  /**
   * @param size capacity in bytes; 0 makes the mark of the end
   */
  public Chunk(int size) {
    bytes = new byte[size];
  }

  public byte[] bytes() {
    return bytes;
  }

  /** Bytes that are filled. */
  public int length() {
    return length;
  }

  /** Blocks that it holds. */
  public long events() {
    return events;
  }

  public boolean isEmpty() {
    return length == 0;
  }

  public boolean hasRoom(int count) {
    return bytes.length - length >= count;
  }

  /** Makes room for a block that a chunk of the usual size cannot hold; only when empty. */
  public void grow(int count) {
    if (bytes.length < count) {
      bytes = new byte[count];
    }
  }

  /** Claims the next bytes for a block; the offset that they begin at. */
  public int claim(int count) {
    int offset = length;
    length += count;
    events++;
    return offset;
  }

  public void clear() {
    length = 0;
    events = 0;
  }
}
