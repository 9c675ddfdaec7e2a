package dev.creance.recorder.label;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A JSON file of labels that any number of processes append to at once. Each append writes the
 * whole file anew under the name {@code FILE.next} and renames it: readers and those who are killed
 * see or leave the file before the append, or after it. The new file is the lock, too: who finds it
 * there waits for it to go away.
 *
 * <pre>{@code
 * {"labels": [
 * {"name": "reverse shell", "start": 1795413527306950472, "end": …, "pids": [20313], …},
 * {…}
 * ]}
 * }</pre>
 */
public final class LabelsFile {
  private static final String HEAD = "{\"labels\": [\n";
  private static final String TAIL = "\n]}\n";

  /** How old another's new file must be to have been left behind by a process that was killed. */
  private static final Duration ABANDONED = Duration.ofSeconds(10);

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path file;
  private final Path next;

  public LabelsFile(Path file) {
    this.file = file;
    this.next = file.resolveSibling(file.getFileName() + ".next");
  }

  /** The file of labels that belongs to a capture: {@code x.labels.json} of {@code x.scap.gz}. */
  public static Path beside(Path capture) {
    String name = capture.getFileName().toString();
    return capture.resolveSibling(name.replaceFirst("\\.scap(\\.gz)?$", "") + ".labels.json");
  }

  /**
   * Appends a label, begins the file when there is none.
   *
   * @throws IOException when it cannot be written, or what is there was not written by this class
   */
  public void append(Label label) throws IOException, InterruptedException {
    try (FileChannel channel = lock()) {
      try {
        String before = read();
        write(channel, before + (before.equals(HEAD) ? "" : ",\n") + label.json() + TAIL);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        Files.deleteIfExists(next);
        throw e;
      }
    }
  }

  /** Fails now where {@link #append} would fail later. */
  public void check() throws IOException {
    read();
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new IOException(file + ": cannot be written: its folder is missing or read-only");
    }
  }

  /** What stands in the file without its end. */
  private String read() throws IOException {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return HEAD;
    }
    if (!text.startsWith(HEAD) || !text.endsWith(TAIL)) {
      throw new IOException(
          file
              + ": expected labels as 'recorder-agent mark' writes them, found something else;"
              + " name another file with --labels");
    }
    return text.substring(0, text.length() - TAIL.length());
  }

  private FileChannel lock() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return FileChannel.open(next, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      } catch (FileAlreadyExistsException e) {
        if (System.nanoTime() > deadline) {
          throw new IOException(next + ": another process has been writing labels for too long", e);
        }
        removeIfAbandoned();
        TimeUnit.MILLISECONDS.sleep(2);
      }
    }
  }

  private void removeIfAbandoned() throws IOException {
    try {
      long age = System.currentTimeMillis() - Files.getLastModifiedTime(next).toMillis();
      if (age > ABANDONED.toMillis()) {
        Files.deleteIfExists(next);
      }
    } catch (NoSuchFileException e) {
      // It has just gone away by itself.
    }
  }

  private static void write(FileChannel channel, String text) throws IOException {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.force(true);
  }
}
