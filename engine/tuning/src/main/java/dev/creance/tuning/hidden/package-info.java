/** What the exceptions, macros and lists of a ruleset hide: hits that would come without them. */
@NullMarked
package dev.creance.tuning.hidden;

import org.jspecify.annotations.NullMarked;
