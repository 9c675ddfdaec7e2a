package dev.creance.events.scap;

import org.jspecify.annotations.Nullable;

/**
 * A piece of the uncompressed stream on its way from the {@link ChunkFeed} to the {@link
 * CaptureInput}.
 */
final class Chunk {
  /**
   * Free bytes before the data: the unread rest of the chunk before goes here, so that a block that
   * lies across the border is contiguous. As large as the largest block of an ordinary event.
   */
  static final int HEADROOM = 1 << 16;

  final byte[] bytes;

  /** The end of the data, which start at {@link #HEADROOM}. */
  int limit;

  /** Bytes of the file that were used up to the end of this chunk. */
  long compressedEnd;

  /** Nothing comes after this chunk. */
  boolean last;

  /** Why nothing comes after this chunk, if that is not the stream's proper end. */
  @Nullable Exception failure;

  Chunk(int capacity) {
    bytes = new byte[HEADROOM + capacity];
    limit = HEADROOM;
  }
}
