/**
 * Thousands of agents on one machine: nodes that follow a channel of a real registry as an agent
 * does, without a kernel below and rules above; what that costs the registry, how long a release
 * takes to reach them all, and the control side that takes it through many clusters.
 */
@NullMarked
package dev.creance.benchmark.fleet;

import org.jspecify.annotations.NullMarked;
