/** One event against a ruleset: compiled conditions, rules indexed by event type, explanations. */
@NullMarked
package dev.creance.match;

import org.jspecify.annotations.NullMarked;
