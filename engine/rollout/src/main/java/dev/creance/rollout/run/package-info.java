/**
 * Rollouts: what a plan's clusters do, and the steps that follow from it. A rollout's state is what
 * its entries in the audit trail add up to; each step is an entry before it is taken and one when
 * it is done, and taking it twice does no harm.
 */
@NullMarked
package dev.creance.rollout.run;

import org.jspecify.annotations.NullMarked;
