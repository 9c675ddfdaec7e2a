/**
 * Noise and hit rate of rules: how often they fire on what is normal, which labelled attacks they
 * catch.
 */
@NullMarked
package dev.creance.tuning.noise;

import org.jspecify.annotations.NullMarked;
