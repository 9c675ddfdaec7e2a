/**
 * What evaluating rules costs on recordings, per rule and per test of their conditions. Knows
 * nothing of labels.
 */
@NullMarked
package dev.creance.tuning.cost;

import org.jspecify.annotations.NullMarked;
