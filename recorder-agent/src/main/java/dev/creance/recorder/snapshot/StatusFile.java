package dev.creance.recorder.snapshot;

import java.util.HashMap;
import java.util.Map;

/** The lines {@code Name: value value …} of {@code /proc/PID/status}. */
final class StatusFile {
  private final Map<String, String> values = new HashMap<>();

  StatusFile(String text) {
    for (String line : (Iterable<String>) text.lines()::iterator) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        values.put(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
  }

  /** A decimal number by its place in the line; {@code missing} where there is none. */
  long number(String name, int index, long missing) {
    String[] parts = parts(name);
    return index < parts.length ? parse(parts[index], 10, missing) : missing;
  }

  /** The last number of a line: of ids by namespace, the innermost. */
  long last(String name, long missing) {
    String[] parts = parts(name);
    return parts.length > 0 ? parse(parts[parts.length - 1], 10, missing) : missing;
  }

  /** A hexadecimal number; 0 where there is none. */
  long hex(String name) {
    return parse(values.getOrDefault(name, ""), 16, 0);
  }

  private String[] parts(String name) {
    String value = values.get(name);
    return value == null || value.isEmpty() ? new String[0] : value.split("\\s+");
  }

  private static long parse(String text, int radix, long missing) {
    try {
      return Long.parseUnsignedLong(text, radix);
    } catch (NumberFormatException e) {
      return missing;
    }
  }
}
