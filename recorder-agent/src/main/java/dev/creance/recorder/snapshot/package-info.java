/**
 * What a machine looks like before the first event: processes, their descriptors, users,
 * interfaces, read from {@code /proc} and told as the head of a capture.
 */
@NullMarked
package dev.creance.recorder.snapshot;

import org.jspecify.annotations.NullMarked;
