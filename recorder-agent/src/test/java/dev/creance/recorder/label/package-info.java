/** Tests of the files of labels. */
@NullMarked
package dev.creance.recorder.label;

import org.jspecify.annotations.NullMarked;
