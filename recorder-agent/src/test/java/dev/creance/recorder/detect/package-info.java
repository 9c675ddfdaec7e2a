/** Tests of detection without a kernel. */
@NullMarked
package dev.creance.recorder.detect;

import org.jspecify.annotations.NullMarked;
