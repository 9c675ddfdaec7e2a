package dev.creance.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that is there wholly or not at all: it is written under another name beside its own, and
 * gets its own when it is done. Closed before that, nothing is left of it, and a file that was
 * there stays as it was.
 */
public final class WholeFile implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final Path temporary;
  private final FileChannel channel;
  private final OutputStream out;
  private boolean done;

  private WholeFile(Path file, Path temporary, FileChannel channel) {
    this.file = file;
    this.temporary = temporary;
    this.channel = channel;
    this.out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
  }

  /** Begins a file. */
  public static WholeFile create(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": a folder of that name is there; give the name of a file");
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IOException(file + ": its folder is not there; make it first");
    }
    Path temporary =
        folder.resolve("." + file.getFileName() + "." + ProcessHandle.current().pid() + ".new");
    try {
      return new WholeFile(
          file,
          temporary,
          FileChannel.open(
              temporary,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw new IOException(file + ": cannot be written: " + e.getMessage(), e);
    }
  }

  /** Where to write; closing it is this file's task. */
  public OutputStream out() {
    return out;
  }

  /** Puts the file in its place. */
  public void done() throws IOException {
    out.flush();
    channel.force(true);
    channel.close();
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    done = true;
  }

  @Override
  public void close() throws IOException {
    if (!done) {
      channel.close();
      Files.deleteIfExists(temporary);
    }
  }
}
