package dev.creance.events.scap;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The uncompressed stream as its parser sees it: a window into a byte array, {@link #bytes} from
 * {@link #position} to {@link #limit}, which {@link #ensure} makes long enough for the next item.
 *
 * <p>Items are never copied but where they lie across the border of two chunks. What was read of
 * the window stays valid until the next {@code ensure}.
 */
final class CaptureInput implements AutoCloseable {
  private static final byte[] NOTHING = new byte[0];

  private final String name;
  private final @Nullable ChunkFeed feed;
  private @Nullable Chunk chunk;
  private boolean ended;
  private @Nullable Exception failure;
  private long compressedEnd;

  /** Where in the stream {@code bytes[0]} is; negative while it lies before the stream's start. */
  private long origin;

  byte[] bytes = NOTHING;
  int position;
  int limit;

  CaptureInput(InputStream file, String name) {
    this.name = name;
    this.feed = ChunkFeed.start(file, name);
  }

  /** A window without a stream, which {@link #show} fills; it ends where its bytes end. */
  CaptureInput(String name) {
    this.name = name;
    this.feed = null;
    this.ended = true;
  }

  /** Looks at other bytes, behind those that were looked at before. */
  void show(byte[] shown, int start, int length) {
    origin += position - start;
    bytes = shown;
    position = start;
    limit = start + length;
  }

  /** Where the window begins, in bytes of the uncompressed stream. */
  long offset() {
    return origin + position;
  }

  /** Bytes of the file that the chunks seen so far were made of. */
  long compressedOffset() {
    return compressedEnd;
  }

  /**
   * Makes the window at least {@code count} bytes long, if the stream has them.
   *
   * @return false when the stream ends before
   */
  boolean ensure(int count) throws CaptureException {
    while (limit - position < count) {
      if (ended) {
        return false;
      }
      advance(count);
    }
    return true;
  }

  /** As {@link #ensure}, but a shorter stream is an error. */
  void require(int count, String what) throws CaptureException {
    if (!ensure(count)) {
      throw cutOff(count, what);
    }
  }

  /** Passes over bytes, however many. */
  void skip(long count, String what) throws CaptureException {
    long left = count;
    while (left > limit - position) {
      left -= limit - position;
      position = limit;
      if (!ensure(1)) {
        throw cutOff(left, what);
      }
    }
    position += (int) left;
  }

  /** Whether the stream ends here; damage that ends it is thrown. */
  boolean atEnd() throws CaptureException {
    if (ensure(1)) {
      return false;
    }
    if (failure != null) {
      throw problem(offset(), failure);
    }
    return true;
  }

  CaptureException error(String problem) {
    return error(offset(), problem);
  }

  CaptureException error(long at, String problem) {
    return new CaptureException(name, at, problem);
  }

  private CaptureException cutOff(long count, String what) {
    if (failure != null) {
      return problem(origin + limit, failure);
    }
    return error(
        "expected "
            + count
            + " bytes of "
            + what
            + ", but only "
            + (limit - position)
            + " are left");
  }

  private CaptureException problem(long at, Exception cause) {
    String message = Objects.requireNonNullElse(cause.getMessage(), cause.toString());
    CaptureException problem = error(at, "cannot be read on: " + message);
    problem.initCause(cause);
    return problem;
  }

  private void advance(int wanted) throws CaptureException {
    Chunk next = take();
    compressedEnd = next.compressedEnd;
    ended = next.last;
    failure = next.failure;
    int left = limit - position;
    if (left <= Chunk.HEADROOM) {
      int start = Chunk.HEADROOM - left;
      System.arraycopy(bytes, position, next.bytes, start, left);
      release(chunk);
      chunk = next;
      origin += position - start;
      bytes = next.bytes;
      position = start;
      limit = next.limit;
    } else {
      append(next, wanted);
    }
  }

  /** For items longer than a chunk: an array that grows with what the stream really holds. */
  private void append(Chunk next, int wanted) {
    int left = limit - position;
    int added = next.limit - Chunk.HEADROOM;
    if (chunk != null || bytes.length - limit < added) {
      int capacity = Math.min(Math.max(2 * left, left + added), Math.max(wanted, left + added));
      byte[] grown = new byte[Math.max(capacity, left + added)];
      System.arraycopy(bytes, position, grown, 0, left);
      release(chunk);
      chunk = null;
      origin += position;
      bytes = grown;
      position = 0;
      limit = left;
    }
    System.arraycopy(next.bytes, Chunk.HEADROOM, bytes, limit, added);
    limit += added;
    release(next);
  }

  private void release(@Nullable Chunk read) {
    if (read != null && feed != null) {
      feed.release(read);
    }
  }

  private Chunk take() throws CaptureException {
    try {
      return Objects.requireNonNull(feed, "no stream, so nothing is missing").take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw error("reading was interrupted");
    }
  }

  /** Stops reading ahead and closes the file. */
  @Override
  public void close() throws IOException {
    if (feed != null) {
      feed.close();
    }
    bytes = NOTHING;
    position = 0;
    limit = 0;
    ended = true;
    chunk = null;
  }
}
