package dev.creance.grammar.checked;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sets of characters as sorted, disjoint pairs of first and last code point. */
final class RegexClasses {
  static final int LAST = Character.MAX_CODE_POINT;
  private static final Map<String, int[]> POSIX =
      Map.ofEntries(
          Map.entry("alnum", new int[] {'0', '9', 'A', 'Z', 'a', 'z'}),
          Map.entry("alpha", new int[] {'A', 'Z', 'a', 'z'}),
          Map.entry("ascii", new int[] {0, 0x7F}),
          Map.entry("blank", new int[] {'\t', '\t', ' ', ' '}),
          Map.entry("cntrl", new int[] {0, 0x1F, 0x7F, 0x7F}),
          Map.entry("digit", new int[] {'0', '9'}),
          Map.entry("graph", new int[] {'!', '~'}),
          Map.entry("lower", new int[] {'a', 'z'}),
          Map.entry("print", new int[] {' ', '~'}),
          Map.entry("punct", new int[] {'!', '/', ':', '@', '[', '`', '{', '~'}),
          Map.entry("space", new int[] {'\t', '\r', ' ', ' '}),
          Map.entry("upper", new int[] {'A', 'Z'}),
          Map.entry("word", new int[] {'0', '9', 'A', 'Z', '_', '_', 'a', 'z'}),
          Map.entry("xdigit", new int[] {'0', '9', 'A', 'F', 'a', 'f'}));

  /** All characters but the line feed. */
  static final int[] DOT = {0, '\n' - 1, '\n' + 1, LAST};

  private RegexClasses() {}

  /** The set of a name such as {@code alpha} or {@code ^alpha}; null when there is none. */
  static int @Nullable [] posix(String name) {
    boolean negated = name.startsWith("^");
    int[] ranges = POSIX.get(negated ? name.substring(1) : name);
    return ranges == null ? null : negated ? negated(ranges) : ranges;
  }

  static int[] one(int c) {
    return new int[] {c, c};
  }

  /** Both sets together. */
  static int[] union(int[] a, int[] b) {
    int[][] pairs = new int[(a.length + b.length) / 2][];
    for (int i = 0; i < a.length; i += 2) {
      pairs[i / 2] = new int[] {a[i], a[i + 1]};
    }
    for (int i = 0; i < b.length; i += 2) {
      pairs[(a.length + i) / 2] = new int[] {b[i], b[i + 1]};
    }
    Arrays.sort(pairs, (x, y) -> Integer.compare(x[0], y[0]));
    int[] merged = new int[pairs.length * 2];
    int size = 0;
    for (int[] pair : pairs) {
      if (size > 0 && pair[0] <= merged[size - 1] + 1) {
        merged[size - 1] = Math.max(merged[size - 1], pair[1]);
      } else {
        merged[size++] = pair[0];
        merged[size++] = pair[1];
      }
    }
    return Arrays.copyOf(merged, size);
  }

  static int[] negated(int[] ranges) {
    int[] rest = new int[ranges.length + 2];
    int size = 0;
    int next = 0;
    for (int i = 0; i < ranges.length; i += 2) {
      if (next < ranges[i]) {
        rest[size++] = next;
        rest[size++] = ranges[i] - 1;
      }
      next = ranges[i + 1] + 1;
    }
    if (next <= LAST) {
      rest[size++] = next;
      rest[size++] = LAST;
    }
    return Arrays.copyOf(rest, size);
  }

  static boolean contains(int[] ranges, int c) {
    for (int i = 0; i < ranges.length; i += 2) {
      if (c >= ranges[i] && c <= ranges[i + 1]) {
        return true;
      }
    }
    return false;
  }
}
