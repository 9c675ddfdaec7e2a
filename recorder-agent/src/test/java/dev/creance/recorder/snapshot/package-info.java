/** Tests of what is read from /proc. */
@NullMarked
package dev.creance.recorder.snapshot;

import org.jspecify.annotations.NullMarked;
