package dev.creance.recorder.stream;

import dev.creance.recorder.capture.CaptureSink;
import dev.creance.recorder.capture.Chunk;
import dev.creance.recorder.capture.Head;
import dev.creance.recorder.capture.RecordingLog;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.security.SecureRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives recorded events to a detector that connects to a socket, and hands them on to another sink,
 * if there is one. One detector at a time.
 *
 * <p>Where nothing else is recorded, a slow detector slows the recorder down until the kernel drops
 * events, which it counts. Beside a file it does not: what there is no room for is left out of the
 * stream, and counted. When the detector goes away, a head is written at once, and what comes from
 * then on is kept for it; more than fits is thrown away and counted.
 */
public final class EventServer implements CaptureSink {
  private static final int PIECE_BYTES = 64 * 1024;
  private static final long COUNTS_EVERY_NANOS = 1_000_000_000L;
  private static final int WAIT_MILLIS = 200;

  /** Tells the numbers of this process's events from those of any other. */
  private final long run = new SecureRandom().nextLong();

  private final Path socket;
  private final Path headFile;
  private final Head head;
  private final @Nullable CaptureSink next;
  private final LongSupplier dropped;
  private final RecordingLog log;
  private final Backlog backlog;
  private final ServerSocketChannel listener;
  private final Thread thread;
  private volatile boolean closed;
  private volatile boolean connected;
  private volatile boolean ending;
  private volatile @Nullable SocketChannel detector;

  /** Made by the thread that writes, for it alone may take a snapshot; counted down when made. */
  private final AtomicReference<@Nullable CountDownLatch> headWanted = new AtomicReference<>();

  private boolean headMade;

  private EventServer(
      Path socket,
      String group,
      long capacity,
      Head head,
      @Nullable CaptureSink next,
      LongSupplier dropped,
      RecordingLog log)
      throws IOException {
    this.socket = socket;
    this.headFile = socket.resolveSibling(socket.getFileName() + ".head");
    this.head = head;
    this.next = next;
    this.dropped = dropped;
    this.log = log;
    this.backlog = new Backlog(capacity);
    Files.deleteIfExists(socket);
    this.listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(socket), 1);
    try {
      letIn(group);
    } catch (IOException e) {
      listener.close();
      throw e;
    }
    this.thread = Thread.ofPlatform().name("event-server").daemon().unstarted(this::serve);
  }

  /** This user, and those of a group if one is named; the group last, when it is the right one. */
  private void letIn(String group) throws IOException {
    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
    if (group.isEmpty()) {
      return;
    }
    try {
      Files.setAttribute(
          socket,
          "posix:group",
          socket.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(group));
    } catch (UserPrincipalNotFoundException e) {
      throw new IOException(socket + ": there is no group '" + group + "' to let in", e);
    } catch (FileSystemException e) {
      throw new IOException(
          socket
              + ": may not be given to the group '"
              + group
              + "': run in that group, too (SupplementaryGroups=, supplementalGroups)",
          e);
    }
    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw----"));
  }

  /**
   * Listens at a socket.
   *
   * @param group whose members may connect, by name or number, beside this user; empty for none
   * @param capacity bytes that are kept for a detector that is slow or away
   * @param next where else events go; null for nowhere
   * @param dropped how many events the kernel dropped
   */
  public static EventServer start(
      Path socket,
      String group,
      long capacity,
      Head head,
      @Nullable CaptureSink next,
      LongSupplier dropped,
      RecordingLog log)
      throws IOException {
    EventServer server = new EventServer(socket, group, capacity, head, next, dropped, log);
    server.thread.start();
    return server;
  }

  @Override
  public void write(Chunk chunk) throws IOException {
    makeHeadIfWanted();
    try {
      if (!connected && backlog.full()) {
        // The gap would come after a head: useless to a detector. It gets a fresh head then.
        backlog.drop();
        headMade = false;
      }
      backlog.add(
          chunk.bytes(), chunk.length(), chunk.events(), next == null && connected && !ending);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the detector", e);
    }
    if (next != null) {
      next.write(chunk);
    }
  }

  @Override
  public void idle() throws IOException {
    makeHeadIfWanted();
    if (next != null) {
      next.idle();
    }
  }

  private void makeHeadIfWanted() throws IOException {
    CountDownLatch wanted = headWanted.get() == null ? null : headWanted.getAndSet(null);
    if (wanted == null) {
      return;
    }
    try {
      if (!headMade) {
        backlog.keep();
        try (OutputStream out =
            new BufferedOutputStream(Files.newOutputStream(headFile), PIECE_BYTES)) {
          head.writeTo(out);
        }
        headMade = true;
      }
    } finally {
      wanted.countDown();
    }
  }

  private void awaitHead() throws InterruptedException {
    CountDownLatch made = new CountDownLatch(1);
    headWanted.set(made);
    made.await();
  }

  private void serve() {
    while (!closed) {
      try (SocketChannel channel = listener.accept()) {
        awaitHead();
        detector = channel;
        connected = true; // from now on the recorder waits for it: not before the head is made
        log.note("a detector has come");
        Thread answers =
            Thread.ofPlatform().name("answers").daemon().start(() -> readAnswers(channel));
        send(channel);
        answers.join(WAIT_MILLIS);
      } catch (AsynchronousCloseException e) {
        // This server was closed; or the detector went, and the thread of answers closed its
        // channel.
      } catch (IOException e) {
        log.note("the detector has gone: " + e.getMessage());
      } catch (InterruptedException e) {
        return;
      } finally {
        detector = null;
        connected = false;
      }
      try {
        if (!closed) {
          headWanted.set(new CountDownLatch(1)); // of now, for when it comes back
        }
      } finally {
        backlog.rewind();
      }
    }
  }

  private void send(SocketChannel channel) throws IOException, InterruptedException {
    writeAll(channel, ByteBuffer.wrap(Frame.GREETING));
    writeAll(channel, Frame.buffer(Long.BYTES).putLong(run).flip());
    try (InputStream in = Files.newInputStream(headFile)) {
      byte[] piece = new byte[PIECE_BYTES];
      for (int read = in.read(piece); read > 0; read = in.read(piece)) {
        send(channel, new Frame(Frame.HEAD, read, 0, 0), piece);
      }
    }
    long first = backlog.keep();
    send(channel, new Frame(Frame.HEAD_END, 0, first, 0), new byte[0]);
    headMade = false; // the next detector needs a newer one
    backlog.rewind();
    long counted = System.nanoTime() - COUNTS_EVERY_NANOS;
    while (!closed && channel.isOpen()) {
      Backlog.Piece piece = backlog.toSend(WAIT_MILLIS);
      if (piece != null) {
        byte[] bytes = piece.bytes();
        send(channel, new Frame(Frame.EVENTS, bytes.length, piece.first(), piece.events()), bytes);
      }
      if (System.nanoTime() - counted >= COUNTS_EVERY_NANOS || ending && piece == null) {
        counted = System.nanoTime();
        ByteBuffer counts = Frame.buffer(Frame.COUNTS_BYTES);
        counts.putLong(dropped.getAsLong()).putLong(backlog.lost());
        send(channel, new Frame(Frame.COUNTS, Frame.COUNTS_BYTES, 0, 0), counts.array());
      }
      if (ending && piece == null) {
        return;
      }
    }
  }

  private static void send(SocketChannel channel, Frame frame, byte[] payload) throws IOException {
    writeAll(channel, frame.toBytes());
    writeAll(channel, ByteBuffer.wrap(payload, 0, frame.length()));
  }

  private static void writeAll(SocketChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private void readAnswers(SocketChannel channel) {
    ByteBuffer answer = Frame.buffer(8);
    try (channel) {
      while (true) {
        answer.clear();
        while (answer.hasRemaining()) {
          if (channel.read(answer) < 0) {
            throw new EOFException("it closed the connection");
          }
        }
        backlog.answered(answer.getLong(0));
      }
    } catch (IOException e) {
      // Closing the channel, which happens here, ends the thread that sends.
    }
  }

  /** Whether a detector is there and gets events. */
  boolean attended() {
    return connected;
  }

  /** Events that no detector got, though one had been there. */
  public long lostOnTheWay() {
    return backlog.lost();
  }

  @Override
  public long lostEvents() {
    return next == null ? 0 : next.lostEvents();
  }

  @Override
  public long bytesOnDisk() {
    return next == null ? 0 : next.bytesOnDisk();
  }

  @Override
  public int files() {
    return next == null ? 0 : next.files();
  }

  /** Sends what is left, then closes. */
  @Override
  public void close() throws IOException {
    try (CaptureSink last = next) {
      ending = true;
      SocketChannel channel = detector;
      for (int i = 0; i < 50 && channel != null && channel.isOpen() && connected; i++) {
        Thread.sleep(WAIT_MILLIS / 4);
      }
      closed = true;
      listener.close();
      if (channel != null) {
        channel.close();
      }
      // Not interrupted while it accepts: a connection that came just then would stay open,
      // unheard.
      thread.join(WAIT_MILLIS);
      thread.interrupt();
      thread.join(1000);
      Files.deleteIfExists(socket);
      Files.deleteIfExists(headFile);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
