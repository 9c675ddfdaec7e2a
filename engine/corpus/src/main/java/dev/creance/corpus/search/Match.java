package dev.creance.corpus.search;

/**
 * A value that was found.
 *
 * @param field the field that has it, for example {@code proc.cmdline}
 * @param text the value
 * @param events how many events have it, over all segments
 */
public record Match(String field, String text, long events) {}
