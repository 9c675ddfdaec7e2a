/** Tests of where alerts go. */
@NullMarked
package dev.creance.recorder.alert;

import org.jspecify.annotations.NullMarked;
