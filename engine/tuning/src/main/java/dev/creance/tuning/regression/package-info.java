/**
 * Regression tests of rules: what they must catch, where they must stay silent, how noisy they may
 * be, and what their alerts say, in files beside the rules.
 */
@NullMarked
package dev.creance.tuning.regression;

import org.jspecify.annotations.NullMarked;
