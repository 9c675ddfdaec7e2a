package dev.creance.workbench.window.shown;

import java.util.List;

/**
 * All rules by their noise, the noisiest first.
 *
 * @param exposure what the rates are over, as text
 * @param summary the whole ruleset in a line
 */
public record NoiseBoard(List<NoiseRow> rows, String exposure, String summary) {
  public static final NoiseBoard EMPTY = new NoiseBoard(List.of(), "", "");

  public NoiseBoard {
    rows = List.copyOf(rows);
  }
}
