package dev.creance.workbench.window.shown;

/**
 * Something that could be typed where the cursor is.
 *
 * @param kind for example {@code field} or {@code macro}
 * @param insert what replaces the text from {@code start} to {@code end}
 * @param detail for example a field's type; may be empty
 */
public record Suggestion(
    String label, String kind, String insert, String detail, int start, int end) {}
