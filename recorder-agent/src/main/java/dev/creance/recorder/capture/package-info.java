/**
 * Captures as files: heads, blocks, compression, rotation, the disk budget, the flight recorder's
 * memory. Knows nothing of the kernel: it is handed whole blocks.
 *
 * <p>Compression is gzip's, as complete members one after another: Falco, sysdig and Stratoshark
 * read captures through zlib, which takes a file compressed with zstd for a damaged plain one.
 */
@NullMarked
package dev.creance.recorder.capture;

import org.jspecify.annotations.NullMarked;
