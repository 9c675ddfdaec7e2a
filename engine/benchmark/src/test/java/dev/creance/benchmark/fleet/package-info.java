/** Tests of the simulated fleet. */
@NullMarked
package dev.creance.benchmark.fleet;

import org.jspecify.annotations.NullMarked;
