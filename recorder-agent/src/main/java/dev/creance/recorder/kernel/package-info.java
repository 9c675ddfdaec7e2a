/**
 * The eBPF program and the rings that it fills: loading through libbpf, reading through shared
 * memory, counting. The only package that calls native functions.
 */
@NullMarked
package dev.creance.recorder.kernel;

import org.jspecify.annotations.NullMarked;
