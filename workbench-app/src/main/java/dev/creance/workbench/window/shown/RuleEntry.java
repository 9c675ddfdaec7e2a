package dev.creance.workbench.window.shown;

import java.nio.file.Path;
import java.util.List;

/**
 * A rule of the workspace.
 *
 * @param file where it was defined last
 * @param start offset of its item in the file
 * @param end offset behind its item
 * @param line of the item, from 1
 */
public record RuleEntry(
    String name,
    Path file,
    int start,
    int end,
    int line,
    boolean enabled,
    String priority,
    String source,
    String description,
    List<String> tags) {
  public RuleEntry {
    tags = List.copyOf(tags);
  }
}
