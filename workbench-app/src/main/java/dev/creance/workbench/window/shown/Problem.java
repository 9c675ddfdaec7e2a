package dev.creance.workbench.window.shown;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Something wrong in a rule file.
 *
 * @param start offset of the first char
 * @param end offset behind the last
 * @param line from 1
 * @param column from 1
 * @param error whether it keeps the rules from loading; else a warning
 * @param item what it is about, empty for the whole file
 */
public record Problem(
    Path file,
    int start,
    int end,
    int line,
    int column,
    boolean error,
    String code,
    String item,
    String message,
    Optional<Repair> repair) {

  /** A repair that replaces a stretch of the text. */
  public record Repair(String title, int start, int end, String replacement) {}
}
