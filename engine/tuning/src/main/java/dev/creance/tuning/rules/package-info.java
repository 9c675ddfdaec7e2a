/** Rule files as measures need them: loaded once, and again with an overlay on top. */
@NullMarked
package dev.creance.tuning.rules;

import org.jspecify.annotations.NullMarked;
