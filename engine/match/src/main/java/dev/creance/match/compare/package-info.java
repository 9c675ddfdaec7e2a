/**
 * Comparisons of extracted values, with Falco's meaning: one small class for each operator and
 * type.
 *
 * <p>A {@link dev.creance.match.compare.ValueTest} looks at a value and knows nothing of events, so
 * that whole columns can be tested with the same code as single events.
 */
@NullMarked
package dev.creance.match.compare;

import org.jspecify.annotations.NullMarked;
