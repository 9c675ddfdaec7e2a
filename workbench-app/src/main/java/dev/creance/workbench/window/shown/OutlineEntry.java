package dev.creance.workbench.window.shown;

/**
 * An item of a rule file.
 *
 * @param kind {@code rule}, {@code macro} or {@code list}
 * @param change whether it changes one that stands before, in this file or another
 * @param start offset of the item
 * @param firstLine its first line, from 1
 * @param lastLine its last line
 */
public record OutlineEntry(
    String kind, String name, boolean change, int start, int firstLine, int lastLine) {}
