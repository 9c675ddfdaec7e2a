package dev.creance.recorder.capture;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * A capture's file name in two parts.
 *
 * @param extension with its dot: {@code .scap}, {@code .scap.gz} or whatever follows the last dot
 */
record CaptureName(String stem, String extension) {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** What {@link #stamped} puts between the parts, as a regular expression. */
  static final String STAMP_PATTERN = "-\\d{8}T\\d{6}\\.\\d{3}Z";

  /**
   * The path with a time in its name: {@code node.scap.gz} → {@code
   * node-20260105T101112.345Z.scap.gz}.
   */
  static Path stamped(Path path, Instant time) {
    CaptureName name = of(path);
    return path.resolveSibling(name.stem + "-" + STAMP.format(time) + name.extension);
  }

  static CaptureName of(Path path) {
    String name = String.valueOf(path.getFileName());
    for (String known : new String[] {".scap.gz", ".scap"}) {
      if (name.endsWith(known)) {
        return new CaptureName(name.substring(0, name.length() - known.length()), known);
      }
    }
    int dot = name.lastIndexOf('.');
    return dot <= 0
        ? new CaptureName(name, "")
        : new CaptureName(name.substring(0, dot), name.substring(dot));
  }
}
