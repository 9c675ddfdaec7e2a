package dev.creance.workbench.window.shown;

import java.nio.file.Path;
import java.util.List;

/**
 * A rule as it runs, and who gave which part of it.
 *
 * @param pieces the items that had a part in it, in the order of loading
 * @param text the rule as if it were written in one piece
 */
public record EffectiveRule(String name, List<Piece> pieces, String text) {
  public EffectiveRule {
    pieces = List.copyOf(pieces);
  }

  /**
   * An item that had a part in a rule.
   *
   * @param how {@code defines}, {@code appends}, {@code replaces} or {@code switches}
   * @param keys what it gave
   * @param start its offset in the file
   * @param line from 1
   */
  public record Piece(Path file, int start, int line, String how, List<String> keys, String text) {
    public Piece {
      keys = List.copyOf(keys);
    }
  }
}
