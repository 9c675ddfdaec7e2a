/**
 * How the noise of rules grows with time and with the number of workloads, and where it stands in a
 * year if it goes on so.
 */
@NullMarked
package dev.creance.tuning.growth;

import org.jspecify.annotations.NullMarked;
