/**
 * What tests of several rooms, and benchmarks, share: the folder with vectors and captures, and
 * Debian's servers on loopback. No program that is shipped knows it.
 */
@NullMarked
package dev.creance.testing;

import org.jspecify.annotations.NullMarked;
