/** Tests of capture files. */
@NullMarked
package dev.creance.recorder.capture;

import org.jspecify.annotations.NullMarked;
