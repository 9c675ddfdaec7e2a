package dev.creance.corpus;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One import at a time in a corpus, over all processes. The operating system gives the lock back
 * when a process ends, however it ends.
 */
final class ImportLock implements AutoCloseable {
  static final String FILE = "import.lock";

  private final FileChannel channel;

  private ImportLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @throws FileSystemException when another import into the corpus goes on
   */
  static ImportLock of(Path corpus) throws IOException {
    FileChannel channel =
        FileChannel.open(corpus.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return new ImportLock(channel);
      }
    } catch (OverlappingFileLockException e) {
      // By this process: the same to whoever asks.
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    throw new FileSystemException(
        corpus.toString(), null, "another import into it goes on; try again when it is done");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
