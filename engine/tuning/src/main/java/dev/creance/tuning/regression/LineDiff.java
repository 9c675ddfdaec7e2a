package dev.creance.tuning.regression;

import java.util.ArrayList;
import java.util.List;

/** The shortest way from one list of lines to another: {@code - gone}, {@code + new}. */
public final class LineDiff {
  /** What lines that both have begin with in {@link #whole}. */
  public static final String SAME = "  ";

  /** More cells than that are not worth their memory: then all lines are said to differ. */
  private static final long CELLS = 25_000_000;

  private LineDiff() {}

  /** The lines that one has and the other has not; none when they are equal. */
  static List<String> of(List<String> before, List<String> after) {
    return whole(before, after).stream().filter(line -> !line.startsWith(SAME)).toList();
  }

  /** All lines, those that both have behind {@link #SAME}. */
  public static List<String> whole(List<String> before, List<String> after) {
    int start = 0;
    while (start < before.size()
        && start < after.size()
        && before.get(start).equals(after.get(start))) {
      start++;
    }
    int end = 0;
    while (end < before.size() - start
        && end < after.size() - start
        && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
      end++;
    }
    List<String> one = before.subList(start, before.size() - end);
    List<String> other = after.subList(start, after.size() - end);
    List<String> lines = new ArrayList<>();
    before.subList(0, start).forEach(line -> lines.add(SAME + line));
    middle(one, other, lines);
    before.subList(before.size() - end, before.size()).forEach(line -> lines.add(SAME + line));
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
    int i = 0;
    int j = 0;
    while (i < one.size() || j < other.size()) {
      if (i < one.size() && j < other.size() && one.get(i).equals(other.get(j))) {
        lines.add(SAME + one.get(i));
        i++;
        j++;
      } else if (j == other.size() || (i < one.size() && common[i + 1][j] >= common[i][j + 1])) {
        lines.add("- " + one.get(i++));
      } else {
        lines.add("+ " + other.get(j++));
      }
    }
  }
}
