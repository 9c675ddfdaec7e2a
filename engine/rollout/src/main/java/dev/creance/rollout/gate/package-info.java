/**
 * Whether what is measured in a cluster agrees with what was foretold for the release that runs
 * there. Pure functions of a report, of measures and of a plan's rules; knows no clock and no
 * network.
 */
@NullMarked
package dev.creance.rollout.gate;

import org.jspecify.annotations.NullMarked;
