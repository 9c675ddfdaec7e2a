package dev.creance.workbench.window.shown;

import java.nio.file.Path;

/**
 * How many events a part of a condition lets through.
 *
 * @param start offset of its first char in the file
 * @param end offset behind its last
 * @param lastLine the line on which it ends, from 1
 * @param depth in the tree of the condition, from 0
 * @param text the part as written, on one line
 * @param alone events that it holds for by itself
 * @param inPlace those among the events that reach it
 * @param reached events that reach it
 */
public record PartCount(
    Path file,
    int start,
    int end,
    int lastLine,
    int depth,
    String text,
    long alone,
    long inPlace,
    long reached) {}
