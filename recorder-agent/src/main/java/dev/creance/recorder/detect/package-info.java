/**
 * Live events against rules: the machine's state, a ruleset that can be replaced between two
 * events, alerts. Knows nothing of where events come from.
 */
@NullMarked
package dev.creance.recorder.detect;

import org.jspecify.annotations.NullMarked;
