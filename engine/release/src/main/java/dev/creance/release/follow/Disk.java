package dev.creance.release.follow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** What a store does to the disk, one step a method; tests stop it between and within them. */
interface Disk {
  void createDirectories(Path folder) throws IOException;

  /** Writes a new file and makes it outlive a crash. */
  void write(Path file, byte[] content) throws IOException;

  /** Renames in one step; a file takes another's place. */
  void move(Path from, Path to) throws IOException;

  /** Deletes a file or an empty folder. */
  void delete(Path path) throws IOException;

  /** Deletes a folder with everything in it, if it is there. */
  default void deleteTree(Path folder) throws IOException {
    if (Files.isDirectory(folder, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        for (Path entry : entries) {
          deleteTree(entry);
        }
      }
    }
    if (Files.exists(folder, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      delete(folder);
    }
  }

  /** The real one. */
  static Disk real() {
    return new Disk() {
      @Override
      public void createDirectories(Path folder) throws IOException {
        Files.createDirectories(folder);
      }

      @Override
      public void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
          ByteBuffer bytes = ByteBuffer.wrap(content);
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
          channel.force(true);
        }
      }

      @Override
      public void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }

      @Override
      public void delete(Path path) throws IOException {
        Files.delete(path);
      }
    };
  }
}
