package dev.creance.workbench.window.shown;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What another name would change.
 *
 * @param problem why it cannot be done; empty when it can
 * @param lines every changed line, before and after
 * @param texts the new text of every changed file
 */
public record Rename(String problem, List<ChangedLine> lines, Map<Path, String> texts) {
  public Rename {
    lines = List.copyOf(lines);
    texts = Map.copyOf(texts);
  }

  /**
   * A line that changes.
   *
   * @param line from 1
   */
  public record ChangedLine(Path file, int line, String before, String after) {}
}
