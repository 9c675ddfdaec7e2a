/**
 * Recordings in columns: captures are imported once, and from then on whole rulesets are measured
 * on them in the time that a keystroke takes. {@code format} and {@code segment} say how they are
 * stored, {@code evaluate} measures.
 */
@NullMarked
package dev.creance.corpus;

import org.jspecify.annotations.NullMarked;
