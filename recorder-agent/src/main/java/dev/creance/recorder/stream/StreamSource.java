package dev.creance.recorder.stream;

import dev.creance.events.Event;
import dev.creance.events.scap.CaptureCounts;
import dev.creance.events.scap.LiveReader;
import dev.creance.recorder.capture.RecordingLog;
import dev.creance.recorder.detect.Detector;
import dev.creance.recorder.detect.EventSource;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * Events of a recorder that serves them at a socket. When it goes, this waits for it to come back.
 */
public final class StreamSource implements EventSource {
  private static final int SHORTEST_PAUSE_MILLIS = 50;
  private static final int LONGEST_PAUSE_MILLIS = 2_000;
  private static final int LOOK_MILLIS = 100;

  private final Path socket;
  private final RecordingLog log;
  private final Event event = new Event();
  private final ByteBuffer head = Frame.buffer(Frame.BYTES);
  private byte[] payload = new byte[256 * 1024];
  private final SeenEvents seen = new SeenEvents();
  private volatile String illness;

  public StreamSource(Path socket, RecordingLog log) {
    this.socket = socket;
    this.log = log;
    this.illness = "not connected to the recorder at " + socket;
  }

  @Override
  public String illness() {
    return illness;
  }

  @Override
  public void run(Detector detector, BooleanSupplier stop)
      throws IOException, InterruptedException {
    int pause = SHORTEST_PAUSE_MILLIS;
    boolean told = false;
    while (!stop.getAsBoolean()) {
      boolean received = false;
      try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
        channel.connect(UnixDomainSocketAddress.of(socket));
        Thread watch = Thread.ofPlatform().daemon().start(() -> closeOnStop(channel, stop));
        received = true;
        told = false;
        receive(channel, detector);
        watch.interrupt();
      } catch (IOException e) {
        if (!told && !stop.getAsBoolean()) {
          told = true;
          illness = "not connected to the recorder at " + socket + ": " + e.getMessage();
          log.problem(illness + "; trying again");
        }
      }
      detector.pause();
      pause = received ? SHORTEST_PAUSE_MILLIS : Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
      for (int slept = 0; slept < pause && !stop.getAsBoolean(); slept += SHORTEST_PAUSE_MILLIS) {
        Thread.sleep(SHORTEST_PAUSE_MILLIS);
      }
    }
  }

  /** Reading waits as long as nothing comes: closing the channel ends it. */
  private static void closeOnStop(SocketChannel channel, BooleanSupplier stop) {
    try (channel) {
      while (!stop.getAsBoolean() && channel.isOpen()) {
        Thread.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException | IOException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void receive(SocketChannel channel, Detector detector) throws IOException {
    long run = greeted(channel);
    HeadStream stream = new HeadStream(channel);
    LiveReader reader = new LiveReader("the recorder's events", detector.restart());
    reader.head(stream);
    // What a head tells is old news to a detector that had one before.
    while (reader.next(event)) {
      if (seen.any()) {
        detector.state().process(event);
      } else {
        detector.event(event);
      }
    }
    reader.close();
    long expected = stream.first();
    if (seen.restarted(run)) {
      log.note("the recorder was started anew, and so are the numbers of its events");
    }
    missing(seen.head(run, expected), expected, detector);
    detector.position(seen.next());
    illness = "";
    ByteBuffer answer = Frame.buffer(8);
    while (true) {
      Frame frame = frame(channel);
      byte[] bytes = payload(channel, frame);
      switch (frame.type()) {
        case Frame.EVENTS -> {
          if (frame.first() < expected) {
            throw new IOException(
                "event " + frame.first() + " came where " + expected + " or a later one should");
          }
          missing(seen.begins(frame.first()), frame.first(), detector);
          reader.blocks(bytes, 0, frame.length());
          evaluate(frame, reader, detector);
          expected = frame.first() + frame.events();
          answer.clear().putLong(expected).flip();
          channel.write(answer);
        }
        case Frame.COUNTS -> {
          if (frame.length() != Frame.COUNTS_BYTES) {
            throw new IOException("counts of " + frame.length() + " bytes");
          }
          ByteBuffer counts = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
          seen.counts(counts.getLong(8), counts.getLong(0));
          detector.dropped(seen.dropped());
          detector.unseen(seen.unseen());
        }
        default -> throw new IOException("a frame of unknown type " + frame.type());
      }
      detector.pause();
    }
  }

  /** Which run of the recorder it is. */
  private static long greeted(SocketChannel channel) throws IOException {
    byte[] greeting = new byte[Frame.GREETING.length];
    read(channel, ByteBuffer.wrap(greeting));
    if (!Arrays.equals(greeting, Frame.GREETING)) {
      throw new IOException("whoever listens there is no recorder of this version");
    }
    ByteBuffer run = Frame.buffer(Long.BYTES);
    read(channel, run);
    return run.getLong(0);
  }

  private void missing(long count, long before, Detector detector) {
    if (count > 0) {
      log.problem(
          "events " + (before - count) + " to " + (before - 1) + " were recorded and not seen");
      detector.unseen(seen.unseen());
    }
  }

  /**
   * Evaluates the events of a frame. Those that were evaluated before, and come again for the
   * recorder did not get the answer, tell the machine's state only.
   */
  private void evaluate(Frame frame, LiveReader reader, Detector detector) throws IOException {
    CaptureCounts counts = reader.counts();
    long base = frame.first() - numbered(counts);
    boolean again = frame.first() < seen.next();
    boolean done = false;
    detector.position(seen.next()); // exact also behind events of types that we do not know
    try {
      while (reader.next(event)) {
        if (again && base + numbered(counts) <= seen.next()) {
          detector.again(event);
        } else {
          detector.event(event);
        }
      }
      if (base + numbered(counts) > frame.first() + frame.events()) {
        throw new IOException(
            frame.events()
                + " events were announced and "
                + (base + numbered(counts) - frame.first())
                + " came");
      }
      done = true;
    } finally {
      // Of the one at which it failed nobody knows.
      seen.evaluated(
          done ? frame.first() + frame.events() : base + Math.max(0, numbered(counts) - 1));
    }
  }

  /** Events of types that this version does not know are numbered, too. */
  private static long numbered(CaptureCounts counts) {
    return counts.delivered() + counts.dropped() + counts.unknown();
  }

  private Frame frame(SocketChannel channel) throws IOException {
    read(channel, head.clear());
    Frame frame = Frame.read(head.flip());
    if (frame.length() < 0 || frame.length() > Frame.LARGEST) {
      throw new IOException("a frame of " + frame.length() + " bytes");
    }
    if (frame.first() < 0 || frame.events() < 0) {
      throw new IOException(
          "a frame of " + frame.events() + " events, the first of which is " + frame.first());
    }
    return frame;
  }

  private byte[] payload(SocketChannel channel, Frame frame) throws IOException {
    if (payload.length < frame.length()) {
      payload = new byte[frame.length()];
    }
    read(channel, ByteBuffer.wrap(payload, 0, frame.length()));
    return payload;
  }

  private static void read(SocketChannel channel, ByteBuffer into) throws IOException {
    while (into.hasRemaining()) {
      if (channel.read(into) < 0) {
        throw new EOFException("the recorder ended the connection");
      }
    }
  }

  /** The payloads of frames of the head, as one stream. */
  private final class HeadStream extends InputStream {
    private final SocketChannel channel;
    private int left;
    private volatile long first = -1;

    HeadStream(SocketChannel channel) {
      this.channel = channel;
    }

    /** The number of the first event behind the head, which has been read. */
    long first() throws IOException {
      if (first < 0) {
        throw new EOFException("the head did not end");
      }
      return first;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int start, int length) throws IOException {
      while (left == 0) {
        if (first >= 0) {
          return -1;
        }
        Frame frame = frame(channel);
        if (frame.type() == Frame.HEAD_END) {
          first = frame.first();
          return -1;
        }
        if (frame.type() != Frame.HEAD) {
          throw new IOException("a frame of type " + frame.type() + " within the head");
        }
        left = frame.length();
      }
      ByteBuffer piece = ByteBuffer.wrap(into, start, Math.min(length, left));
      int count = channel.read(piece);
      if (count < 0) {
        throw new EOFException("the recorder ended the connection");
      }
      left -= count;
      return count;
    }
  }
}
