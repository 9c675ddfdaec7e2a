/**
 * Falco's recorded verdicts and published vectors against what the engine makes of the same input:
 * one {@link dev.creance.conformance.check.Check} for each file, one row of a table for each check.
 * Whoever prints the table enters by {@link dev.creance.conformance.Checks}.
 *
 * <p>Stands on top of grammar, events, match and corpus, and nothing of the engine knows it.
 */
@NullMarked
package dev.creance.conformance;

import org.jspecify.annotations.NullMarked;
