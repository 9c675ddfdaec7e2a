package dev.creance.corpus.segment;

import dev.creance.corpus.format.Codes;
import dev.creance.corpus.format.StringTable;

/**
 * The values of a field for the contexts of a segment.
 *
 * @param codes for each context (from 0) the number of its value
 * @param values the distinct values, as {@link CellBytes} writes them
 */
public record ValueColumn(Codes codes, StringTable values) {}
