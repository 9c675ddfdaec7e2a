/**
 * Whole-column evaluation: which rows of a corpus a condition holds for, and how many.
 *
 * <p>A predicate is evaluated once for each distinct value or context that it depends on; the
 * answers are gathered over the columns; conditions are boolean algebra over the outcome. What was
 * evaluated is kept by meaning, so that an edit costs what it changed.
 */
@NullMarked
package dev.creance.corpus.evaluate;

import org.jspecify.annotations.NullMarked;
