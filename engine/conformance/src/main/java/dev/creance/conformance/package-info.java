/**
 * Falco's recorded verdicts and published vectors against what the engine makes of the same input:
 * one {@link dev.creance.conformance.Check} for each file, one row of a table for each check.
 *
 * <p>Stands on top of grammar, events and match, and nothing of the engine knows it.
 */
@NullMarked
package dev.creance.conformance;

import org.jspecify.annotations.NullMarked;
