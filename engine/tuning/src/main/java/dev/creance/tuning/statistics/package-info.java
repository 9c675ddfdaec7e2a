/**
 * The few estimates that measures are stated with: rates and proportions with intervals, trends.
 * Pure functions; know nothing of rules.
 */
@NullMarked
package dev.creance.tuning.statistics;

import org.jspecify.annotations.NullMarked;
