package dev.creance.workbench.window.shown;

import java.util.List;

/**
 * All rules by their noise, the noisiest first.
 *
 * @param exposure what the rates are over, as text
 * @param summary the whole ruleset in a line
 * @param workloads those with most hits, most first; the last may stand for all others
 * @param marks where on the timelines each capture begins
 */
public record NoiseBoard(
    List<NoiseRow> rows,
    String exposure,
    String summary,
    List<String> workloads,
    List<RulePage.Mark> marks) {
  public static final NoiseBoard EMPTY = new NoiseBoard(List.of(), "", "", List.of(), List.of());

  public NoiseBoard {
    rows = List.copyOf(rows);
    workloads = List.copyOf(workloads);
    marks = List.copyOf(marks);
  }
}
