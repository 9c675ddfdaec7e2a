/**
 * Rule files: items with their places, linking over many files in order, and the ruleset that comes
 * of it.
 */
@NullMarked
package dev.creance.grammar.rules;

import org.jspecify.annotations.NullMarked;
