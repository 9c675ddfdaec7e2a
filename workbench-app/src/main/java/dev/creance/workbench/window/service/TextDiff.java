package dev.creance.workbench.window.service;

import java.util.ArrayList;
import java.util.List;

/** The lines that two texts do not share, with a little of what is around them. */
final class TextDiff {
  private static final int AROUND = 2;
  private static final long CELLS = 16_000_000;

  private TextDiff() {}

  /** {@code - gone}, {@code + new}, {@code same}; {@code …} where same lines are left out. */
  static List<String> of(List<String> before, List<String> after) {
    int start = 0;
    int shorter = Math.min(before.size(), after.size());
    while (start < shorter && before.get(start).equals(after.get(start))) {
      start++;
    }
    int end = 0;
    while (end < shorter - start
        && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
      end++;
    }
    List<String> one = before.subList(start, before.size() - end);
    List<String> other = after.subList(start, after.size() - end);
    if (one.isEmpty() && other.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    int from = Math.max(0, start - AROUND);
    if (from > 0) {
      lines.add("…");
    }
    before.subList(from, start).forEach(line -> lines.add("  " + line));
    middle(one, other, lines);
    int rest = Math.min(end, AROUND);
    before
        .subList(before.size() - end, before.size() - end + rest)
        .forEach(line -> lines.add("  " + line));
    if (rest < end) {
      lines.add("…");
    }
    return lines;
  }

  private static void middle(List<String> one, List<String> other, List<String> lines) {
    if ((long) one.size() * other.size() > CELLS) {
      one.forEach(line -> lines.add("- " + line));
      other.forEach(line -> lines.add("+ " + line));
      return;
    }
    int[][] common = new int[one.size() + 1][other.size() + 1];
    for (int i = one.size() - 1; i >= 0; i--) {
      for (int j = other.size() - 1; j >= 0; j--) {
        common[i][j] =
            one.get(i).equals(other.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    List<String> all = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < one.size() || j < other.size()) {
      if (i < one.size() && j < other.size() && one.get(i).equals(other.get(j))) {
        all.add("  " + one.get(i));
        i++;
        j++;
      } else if (j == other.size() || i < one.size() && common[i + 1][j] >= common[i][j + 1]) {
        all.add("- " + one.get(i++));
      } else {
        all.add("+ " + other.get(j++));
      }
    }
    lines.addAll(folded(all));
  }

  /** Long stretches of same lines are left out. */
  private static List<String> folded(List<String> all) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      boolean near = false;
      for (int j = Math.max(0, i - AROUND); j <= Math.min(all.size() - 1, i + AROUND); j++) {
        near |= !all.get(j).startsWith("  ");
      }
      if (near) {
        lines.add(all.get(i));
      } else if (lines.isEmpty() || !lines.getLast().equals("…")) {
        lines.add("…");
      }
    }
    return lines;
  }
}
