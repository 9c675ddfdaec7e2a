package dev.creance.recorder.alert;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue of messages in a folder, first in first out. A message that was added is there
 * after a restart, however the process ended; one whose delivery was noted is not; one that was
 * delivered and not yet noted comes again.
 *
 * <p>Segments ({@code 0000000001.queue}, …) hold records: length and CRC-32, 4 bytes each, then the
 * message. {@code position} says where the first message that was not delivered is: segment, offset
 * and CRC-32, overwritten in one write; when it is damaged, the queue begins with its oldest
 * segment. A record that is cut off ends its segment.
 *
 * <p>One thread adds, another takes.
 */
public final class DiskQueue implements AutoCloseable {
  private static final int SEGMENT_BYTES = 1 << 20;
  private static final int HEAD = 8;
  private static final int LARGEST = 16 << 20;
  private static final String ENDING = ".queue";

  private final Path folder;
  private final long capacity;
  private final TreeMap<Long, Long> segments = new TreeMap<>();
  private final FileChannel position;
  private FileChannel writer;
  private @Nullable FileChannel reader;
  private long readSegment;
  private long readOffset;
  private long waiting;
  private boolean dirty;

  private DiskQueue(Path folder, long capacity) throws IOException {
    this.folder = folder;
    this.capacity = capacity;
    Files.createDirectories(folder);
    this.position =
        FileChannel.open(
            folder.resolve("position"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    recover();
    long last = segments.isEmpty() ? 1 : segments.lastKey() + 1;
    segments.put(last, 0L);
    this.writer = write(last);
  }

  /**
   * Opens a queue, or makes one.
   *
   * @param capacity bytes that it may take on the disk
   */
  public static DiskQueue open(Path folder, long capacity) throws IOException {
    return new DiskQueue(folder, capacity);
  }

  private Path path(long segment) {
    return folder.resolve(String.format("%010d%s", segment, ENDING));
  }

  private FileChannel write(long segment) throws IOException {
    return FileChannel.open(
        path(segment),
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE,
        StandardOpenOption.APPEND);
  }

  /** Finds the segments, where to read on, and how many messages wait. */
  private void recover() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + ENDING)) {
      for (Path file : files) {
        String name = file.getFileName().toString().replace(ENDING, "");
        if (name.matches("\\d{10,18}")) {
          segments.put(Long.parseLong(name), Files.size(file));
        }
      }
    }
    ByteBuffer noted = ByteBuffer.allocate(20);
    position.read(noted, 0);
    readSegment = segments.isEmpty() ? 1 : segments.firstKey();
    readOffset = 0;
    if (noted.position() == 20 && noted.getInt(16) == crc(noted.array(), 16)) {
      long segment = noted.getLong(0);
      if (segment >= readSegment) {
        readSegment = segment;
        readOffset = noted.getLong(8);
      }
    }
    for (long old : segments.headMap(readSegment).keySet().toArray(Long[]::new)) {
      Files.deleteIfExists(path(old));
      segments.remove(old);
    }
    for (long segment : segments.keySet()) {
      count(segment, segment == readSegment ? readOffset : 0);
    }
  }

  private void count(long segment, long from) throws IOException {
    try (FileChannel channel = FileChannel.open(path(segment))) {
      long at = from;
      for (byte[] message = read(channel, at); message != null; message = read(channel, at)) {
        waiting++;
        at += HEAD + message.length;
      }
    }
  }

  private static int crc(byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  /**
   * Adds a message.
   *
   * @return false when there is no room for it
   */
  public synchronized boolean add(byte[] message) throws IOException {
    long used = segments.values().stream().mapToLong(Long::longValue).sum();
    if (used + HEAD + message.length > capacity || message.length > LARGEST) {
      return false;
    }
    long last = segments.lastKey();
    if (segments.getOrDefault(last, 0L) >= SEGMENT_BYTES) {
      writer.force(false);
      writer.close();
      last++;
      writer = write(last);
      segments.put(last, 0L);
    }
    ByteBuffer record = ByteBuffer.allocate(HEAD + message.length);
    record.putInt(message.length).putInt(crc(message, message.length)).put(message).flip();
    while (record.hasRemaining()) {
      writer.write(record);
    }
    segments.merge(last, (long) HEAD + message.length, Long::sum);
    waiting++;
    dirty = true;
    notifyAll();
    return true;
  }

  /** The first message, waited for; it stays until {@link #delivered}. */
  public synchronized byte[] first() throws IOException, InterruptedException {
    while (true) {
      byte[] message = peek();
      if (message != null) {
        return message;
      }
      wait();
    }
  }

  private byte @Nullable [] peek() throws IOException {
    while (true) {
      FileChannel channel = reader;
      if (channel == null) {
        channel = FileChannel.open(path(readSegment = segments.ceilingKey(readSegment)));
        reader = channel;
      }
      byte[] message = read(channel, readOffset);
      if (message != null || readSegment == segments.lastKey()) {
        return message;
      }
      nextSegment();
    }
  }

  /** The record at an offset; null when there is none, or it is not whole. */
  private static byte @Nullable [] read(FileChannel channel, long at) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(HEAD);
    if (channel.read(head, at) < HEAD) {
      return null;
    }
    int length = head.getInt(0);
    if (length < 0 || length > LARGEST || at + HEAD + length > channel.size()) {
      return null;
    }
    ByteBuffer message = ByteBuffer.allocate(length);
    channel.read(message, at + HEAD);
    byte[] bytes = message.array();
    return !message.hasRemaining() && crc(bytes, length) == head.getInt(4) ? bytes : null;
  }

  private void nextSegment() throws IOException {
    FileChannel done = reader;
    if (done != null) {
      done.close();
    }
    reader = null;
    long old = readSegment;
    readSegment = segments.higherKey(old);
    readOffset = 0;
    note();
    segments.remove(old);
    Files.deleteIfExists(path(old));
  }

  /** Takes the first message off. */
  public synchronized void delivered(byte[] message) throws IOException {
    readOffset += HEAD + message.length;
    waiting--;
    note();
  }

  private void note() throws IOException {
    ByteBuffer noted = ByteBuffer.allocate(20).putLong(readSegment).putLong(readOffset);
    noted.putInt(crc(noted.array(), 16)).flip();
    position.write(noted, 0);
  }

  /** Makes what was added outlive a crash of the machine, too. */
  public synchronized void force() throws IOException {
    if (dirty) {
      dirty = false;
      writer.force(false);
    }
  }

  /** Messages that wait. */
  public synchronized long waiting() {
    return waiting;
  }

  @Override
  public synchronized void close() throws IOException {
    try (FileChannel first = reader;
        FileChannel second = position) {
      writer.force(false);
      writer.close();
    }
  }
}
