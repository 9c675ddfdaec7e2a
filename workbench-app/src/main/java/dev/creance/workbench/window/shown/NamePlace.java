package dev.creance.workbench.window.shown;

import java.nio.file.Path;

/**
 * A place where a name is written.
 *
 * @param start offset of the name
 * @param end offset behind it
 * @param line from 1
 * @param text the line
 * @param role {@code defined}, {@code changed} or {@code used}
 */
public record NamePlace(Path file, int start, int end, int line, String text, String role) {}
