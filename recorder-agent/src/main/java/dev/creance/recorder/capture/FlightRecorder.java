package dev.creance.recorder.capture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps the last minutes in memory, compressed and outside the heap, and writes them out when
 * asked.
 *
 * <p>A capture must begin with what the machine looked like at that moment, so the memory is
 * divided into segments, a quarter of the time each, that begin with a snapshot; a segment is
 * forgotten when those behind it cover the time, or when memory runs short.
 */
public final class FlightRecorder implements CaptureSink {
  private static final int LEVEL = 1;
  private static final int PIECE_BYTES = 128 * 1024;
  private static final int SEGMENTS = 4;
  private static final Duration SHORTEST_SEGMENT = Duration.ofSeconds(5);

  private final Path output;
  private final Duration window;
  private final long memory;
  private final Head head;
  private final Clock clock;
  private final RecordingLog log;
  private final GzipMember gzip = new GzipMember(LEVEL);
  private final Deque<Segment> segments = new ArrayDeque<>();
  private final AtomicBoolean requested = new AtomicBoolean();
  private boolean toldShort;
  private long written;
  private int files;

  /**
   * @param output what dumps are called, a time stamp added
   * @param window how far back a dump reaches
   * @param memory bytes that it may take, compressed
   * @param head takes a snapshot
   */
  public FlightRecorder(
      Path output, Duration window, long memory, Head head, Clock clock, RecordingLog log)
      throws IOException {
    this.output = output;
    this.window = window;
    this.memory = memory;
    this.head = head;
    this.clock = clock;
    this.log = log;
    begin(clock.instant());
  }

  /** A snapshot and what happened after it. */
  private static final class Segment {
    final Arena arena = Arena.ofShared();
    final Instant begun;
    final List<MemorySegment> head = new ArrayList<>();
    final List<MemorySegment> chunks = new ArrayList<>();
    long bytes;

    Segment(Instant begun) {
      this.begun = begun;
    }

    void keep(List<MemorySegment> list, byte[] compressed) {
      MemorySegment copy = arena.allocate(compressed.length);
      MemorySegment.copy(compressed, 0, copy, ValueLayout.JAVA_BYTE, 0, compressed.length);
      list.add(copy);
      bytes += compressed.length;
    }
  }

  private void begin(Instant now) throws IOException {
    Segment segment = new Segment(now);
    boolean told = false;
    try {
      ByteArrayOutputStream piece = new ByteArrayOutputStream(PIECE_BYTES);
      head.writeTo(new Pieces(segment, piece));
      keepPiece(segment, piece);
      segments.addLast(segment);
      told = true;
    } finally {
      if (!told) {
        segment.arena.close();
      }
    }
  }

  private void keepPiece(Segment segment, ByteArrayOutputStream piece) {
    if (piece.size() > 0) {
      byte[] bytes = piece.toByteArray();
      segment.keep(segment.head, gzip.toByteArray(bytes, 0, bytes.length));
      piece.reset();
    }
  }

  /** Compresses a head piece by piece, so that it is never in memory as a whole. */
  private final class Pieces extends OutputStream {
    private final Segment segment;
    private final ByteArrayOutputStream piece;

    Pieces(Segment segment, ByteArrayOutputStream piece) {
      this.segment = segment;
      this.piece = piece;
    }

    @Override
    public void write(int one) {
      piece.write(one);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      piece.write(bytes, offset, length);
      if (piece.size() >= PIECE_BYTES) {
        keepPiece(segment, piece);
      }
    }
  }

  @Override
  public void write(Chunk chunk) throws IOException {
    Instant now = clock.instant();
    beginIfDue(now);
    Segment last = segments.getLast();
    last.keep(last.chunks, gzip.toByteArray(chunk.bytes, 0, chunk.length));
    forget(now);
    dumpIfRequested();
  }

  @Override
  public void idle() throws IOException {
    Instant now = clock.instant();
    beginIfDue(now);
    forget(now);
    dumpIfRequested();
  }

  private void beginIfDue(Instant now) throws IOException {
    Segment last = segments.getLast();
    Duration length = window.dividedBy(SEGMENTS);
    if (length.compareTo(SHORTEST_SEGMENT) < 0) {
      length = SHORTEST_SEGMENT;
    }
    boolean old = Duration.between(last.begun, now).compareTo(length) >= 0;
    boolean large = last.bytes > memory / SEGMENTS;
    if (!last.chunks.isEmpty() && (old || large)) {
      begin(now);
    }
  }

  /**
   * Forgets the oldest segments: those not needed for the time, and those there is no memory for.
   */
  private void forget(Instant now) {
    Instant from = now.minus(window);
    while (segments.size() > 1) {
      Segment oldest = segments.getFirst();
      Segment next = segments.stream().skip(1).findFirst().orElseThrow();
      boolean needless = !next.begun.isAfter(from);
      boolean tooMuch = bytes() > memory;
      if (!needless && !tooMuch) {
        return;
      }
      if (!needless && !toldShort) {
        toldShort = true;
        log.problem(
            "--flight-memory " + memory + " bytes holds less than " + window + ": keeping less");
      }
      segments.removeFirst();
      oldest.arena.close();
    }
  }

  private long bytes() {
    long bytes = 0;
    for (Segment segment : segments) {
      bytes += segment.bytes;
    }
    return bytes;
  }

  /** Has the memory written out soon, by the writer's thread; any thread may ask. */
  public void requestDump() {
    requested.set(true);
  }

  private void dumpIfRequested() {
    if (!requested.getAndSet(false)) {
      return;
    }
    try {
      Path file = dump();
      log.note("wrote the last minutes to " + file);
    } catch (IOException e) {
      log.problem("cannot write the last minutes: " + e.getMessage());
    }
  }

  /** Writes what is in memory to a new file. */
  private Path dump() throws IOException {
    Path file = CaptureName.stamped(output, clock.instant());
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      write(channel, segments.getFirst().head);
      for (Segment segment : segments) {
        write(channel, segment.chunks);
      }
      written += channel.position();
    }
    files++;
    return file;
  }

  private static void write(FileChannel channel, List<MemorySegment> parts) throws IOException {
    for (MemorySegment part : parts) {
      ByteBuffer buffer = part.asByteBuffer();
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }
  }

  @Override
  public long lostEvents() {
    return 0; // what is forgotten was never meant to stay
  }

  @Override
  public long bytesOnDisk() {
    return written;
  }

  @Override
  public int files() {
    return files;
  }

  @Override
  public void close() {
    dumpIfRequested();
    gzip.close();
    for (Segment segment : segments) {
      segment.arena.close();
    }
    segments.clear();
  }
}
