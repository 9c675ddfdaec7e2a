package dev.creance.workbench.window.service;

import dev.creance.tuning.regression.LineDiff;
import java.util.ArrayList;
import java.util.List;

/** The lines that two texts do not share, with a little of what is around them. */
final class TextDiff {
  private static final int AROUND = 2;

  private TextDiff() {}

  /** {@code - gone}, {@code + new}, {@code same}; {@code …} where same lines are left out. */
  static List<String> of(List<String> before, List<String> after) {
    return before.equals(after) ? List.of() : folded(LineDiff.whole(before, after));
  }

  /** Long stretches of same lines are left out. */
  private static List<String> folded(List<String> all) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      boolean near = false;
      for (int j = Math.max(0, i - AROUND); j <= Math.min(all.size() - 1, i + AROUND); j++) {
        near |= !all.get(j).startsWith(LineDiff.SAME);
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
