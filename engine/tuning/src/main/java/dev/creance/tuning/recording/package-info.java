/**
 * Corpora open for measuring, what their labels say of each hit, and the hits of rules as columns:
 * what every measure starts from.
 */
@NullMarked
package dev.creance.tuning.recording;

import org.jspecify.annotations.NullMarked;
