/**
 * JMH benchmarks of the engine's parts: reading captures, parsing rules, machine state, matching.
 * They run on the sample corpora: {@code ./creance bench --parts}. And what a corpus is worth, on
 * any capture: {@link dev.creance.benchmark.CorpusBenchmark}.
 */
@NullMarked
package dev.creance.benchmark;

import org.jspecify.annotations.NullMarked;
