/**
 * Two rulesets on the same recordings: which alerts come, which go, what that does to noise and hit
 * rate.
 */
@NullMarked
package dev.creance.tuning.compare;

import org.jspecify.annotations.NullMarked;
