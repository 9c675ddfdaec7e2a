package dev.creance.events.scap;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/**
 * Reads and inflates a capture ahead of its parser, on a thread of its own, into a small ring of
 * buffers.
 *
 * <p>The ring begins with a small buffer and grows as the stream turns out to be long, so that a
 * small capture costs little. The last chunk handed over tells whether the stream ended properly;
 * there always is a last one.
 */
final class ChunkFeed implements Runnable {

  /** The capacities of the ring's buffers, in the order in which they come into being. */
  private static final int[] CAPACITIES = {1 << 16, 1 << 18, 1 << 20, 1 << 20};

  private final InputStream file;
  private final BlockingQueue<Chunk> filled = new ArrayBlockingQueue<>(CAPACITIES.length + 1);
  private final BlockingQueue<Chunk> free = new ArrayBlockingQueue<>(CAPACITIES.length + 1);
  private final Thread thread;

  /**
   * The last chunk if there is no other to carry the news, made early so that it is always there.
   */
  private final Chunk ending = new Chunk(0);

  private int allocated;
  private volatile boolean closed;

  private ChunkFeed(InputStream file, String name) {
    this.file = file;
    this.thread = Thread.ofPlatform().daemon().name("inflate " + name).unstarted(this);
  }

  /** Starts reading; the stream is closed with the feed. */
  static ChunkFeed start(InputStream file, String name) {
    ChunkFeed feed = new ChunkFeed(file, name);
    feed.thread.start();
    return feed;
  }

  /** The next chunk, waited for; not to be called after the one that is {@link Chunk#last}. */
  Chunk take() throws InterruptedException {
    return filled.take();
  }

  /** Gives a chunk back that is read no more. */
  void release(Chunk chunk) {
    free.offer(chunk);
  }

  void close() throws IOException {
    closed = true;
    thread.interrupt();
    file.close();
  }

  @Override
  public void run() {
    Chunk chunk = ending;
    @Nullable Exception failure = new IllegalStateException("reading stopped unexpectedly");
    try (StreamDecoder decoder = new StreamDecoder(file)) {
      chunk = nextFree();
      while (decoder.fill(chunk)) {
        filled.add(chunk);
        chunk = ending;
        chunk = nextFree();
      }
      failure = null;
    } catch (DataFormatException | IOException e) {
      failure = e;
    } catch (InterruptedException e) {
      failure = e;
    } finally {
      chunk.last = true;
      chunk.failure = failure;
      filled.add(chunk);
    }
  }

  private Chunk nextFree() throws InterruptedException {
    @Nullable Chunk chunk = free.poll();
    if (chunk == null && allocated < CAPACITIES.length) {
      return new Chunk(CAPACITIES[allocated++]);
    }
    if (chunk == null) {
      chunk = free.take();
    }
    if (closed) {
      throw new InterruptedException("closed");
    }
    chunk.limit = Chunk.HEADROOM;
    return chunk;
  }
}
