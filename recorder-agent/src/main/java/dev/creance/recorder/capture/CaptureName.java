package dev.creance.recorder.capture;

import java.nio.file.Path;

/**
 * A capture's file name in two parts.
 *
 * @param extension with its dot: {@code .scap}, {@code .scap.gz} or whatever follows the last dot
 */
record CaptureName(String stem, String extension) {
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
