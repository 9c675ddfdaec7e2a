package dev.creance.recorder.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Events that a detector has not answered for, bounded in bytes. Each has a number, whether it is
 * kept or not: a gap in the numbers is a loss. Thread-safe.
 */
final class Backlog {
  /** Whole blocks, numbered. */
  record Piece(long first, long events, byte[] bytes) {
    long end() {
      return first + events;
    }
  }

  private final long capacity;
  private final Deque<Piece> pieces = new ArrayDeque<>();
  private long bytes;
  private long next;
  private long sent;
  private long lost;
  private boolean keeping;

  Backlog(long capacity) {
    this.capacity = capacity;
  }

  /**
   * Numbers events, and keeps them while somebody wants them.
   *
   * @param patient whether to wait for room
   */
  synchronized void add(byte[] blocks, int length, long events, boolean patient)
      throws InterruptedException {
    long first = next;
    next += events;
    if (!keeping) {
      return;
    }
    while (patient && bytes > 0 && bytes + length > capacity) {
      wait(100);
    }
    if (bytes > 0 && bytes + length > capacity) {
      lost += events;
      return;
    }
    byte[] copy = java.util.Arrays.copyOf(blocks, length);
    pieces.addLast(new Piece(first, events, copy));
    bytes += length;
    notifyAll();
  }

  /** Begins to keep events, if it does not; the number of the first one kept. */
  synchronized long keep() {
    keeping = true;
    return pieces.isEmpty() ? next : pieces.getFirst().first();
  }

  /** Throws away what is kept: nobody can make use of it. */
  synchronized void drop() {
    pieces.forEach(piece -> lost += piece.events());
    pieces.clear();
    bytes = 0;
    notifyAll();
  }

  /** Whether there is no room for much more. */
  synchronized boolean full() {
    return bytes > capacity - capacity / 8;
  }

  /** Sends from the beginning again. */
  synchronized void rewind() {
    sent = pieces.isEmpty() ? next : pieces.getFirst().first();
  }

  /** The next piece to send, waited for up to a time; null when there is none. */
  synchronized @Nullable Piece toSend(long millis) throws InterruptedException {
    Piece piece = unsent();
    if (piece == null) {
      wait(millis);
      piece = unsent();
    }
    if (piece != null) {
      sent = piece.end();
    }
    return piece;
  }

  private @Nullable Piece unsent() {
    for (Piece piece : pieces) {
      if (piece.first() >= sent) {
        return piece;
      }
    }
    return null;
  }

  /** Forgets everything before a number. */
  synchronized void answered(long upTo) {
    while (!pieces.isEmpty() && pieces.getFirst().end() <= upTo) {
      bytes -= pieces.removeFirst().bytes().length;
    }
    notifyAll();
  }

  /** Events that were numbered and thrown away. */
  synchronized long lost() {
    return lost;
  }
}
