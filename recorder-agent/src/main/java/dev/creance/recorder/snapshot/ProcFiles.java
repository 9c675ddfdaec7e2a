package dev.creance.recorder.snapshot;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads files below {@code /proc}, which may vanish at any moment with the process that they belong
 * to. Texts are byte strings.
 */
final class ProcFiles {
  private ProcFiles() {}

  /** The content of a file; null when it is gone or may not be read. */
  static @Nullable String read(String path) {
    try (FileInputStream in = new FileInputStream(path)) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return null;
    }
  }

  /** The first bytes of a file; null when it is gone or may not be read. */
  static @Nullable String read(String path, int most) {
    try (FileInputStream in = new FileInputStream(path)) {
      return new String(in.readNBytes(most), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return null;
    }
  }

  /** The names in a folder that are numbers, such as process ids; empty when it is gone. */
  static long[] numbers(String folder) {
    String[] names = new java.io.File(folder).list();
    if (names == null) {
      return new long[0];
    }
    long[] numbers = new long[names.length];
    int count = 0;
    for (String name : names) {
      if (!name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9')) {
        numbers[count++] = Long.parseLong(name);
      }
    }
    return java.util.Arrays.copyOf(numbers, count);
  }
}
