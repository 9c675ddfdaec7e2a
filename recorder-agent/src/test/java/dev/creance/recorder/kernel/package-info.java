/** Tests of the kernel side and of what both sides share. */
@NullMarked
package dev.creance.recorder.kernel;

import org.jspecify.annotations.NullMarked;
