/**
 * Captures as files: heads, blocks, compression, rotation, the disk budget, the flight recorder's
 * memory. Knows nothing of the kernel: it is handed whole blocks.
 */
@NullMarked
package dev.creance.recorder.capture;

import org.jspecify.annotations.NullMarked;
