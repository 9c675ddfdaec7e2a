/**
 * Labels: what was done when, and by which processes, written beside a capture in the form that
 * {@code creance import --labels} reads. Knows nothing of captures but their names.
 */
@NullMarked
package dev.creance.recorder.label;

import org.jspecify.annotations.NullMarked;
