package dev.creance.recorder.capture;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the files of a recording, those of earlier runs included, below a size by deleting the
 * oldest. Only files with the recording's name and a time stamp are ever touched.
 */
final class DiskBudget {
  private final Path folder;
  private final Pattern names;
  private final long bytes;

  DiskBudget(Path output, long bytes) {
    CaptureName name = CaptureName.of(output);
    Path parent = output.toAbsolutePath().getParent();
    this.folder = parent == null ? Path.of("/") : parent;
    this.names =
        Pattern.compile(
            Pattern.quote(name.stem())
                + CaptureName.STAMP_PATTERN
                + Pattern.quote(name.extension()));
    this.bytes = bytes;
  }

  /**
   * Deletes the oldest files until the rest fits.
   *
   * @param current the file that is being written, which stays
   */
  void enforce(@Nullable Path current, RecordingLog log) throws IOException {
    if (bytes <= 0) {
      return;
    }
    List<Path> files = oldestFirst();
    long total = 0;
    for (Path file : files) {
      total += sizeOf(file);
    }
    for (Path file : files) {
      if (total <= bytes || file.equals(current)) {
        return;
      }
      total -= sizeOf(file);
      Files.deleteIfExists(file);
      log.note("deleted " + file.getFileName() + ": the disk budget is " + bytes + " bytes");
    }
  }

  /** The stamps sort as the times do. */
  private List<Path> oldestFirst() throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path file : all) {
        if (names.matcher(String.valueOf(file.getFileName())).matches()) {
          files.add(file);
        }
      }
    }
    files.sort(null);
    return files;
  }

  private static long sizeOf(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0; // deleted by somebody else meanwhile
    }
  }
}
