/** The smallest capture in which a rule still fires, made of a hit in a corpus. */
@NullMarked
package dev.creance.tuning.shrink;

import org.jspecify.annotations.NullMarked;
