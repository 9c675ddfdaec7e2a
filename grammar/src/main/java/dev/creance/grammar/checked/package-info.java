/**
 * Conditions after linking and checking: fields resolved, constants typed, macros in place. What
 * the evaluators run.
 */
@NullMarked
package dev.creance.grammar.checked;

import org.jspecify.annotations.NullMarked;
