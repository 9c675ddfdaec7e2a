/** Why a rule fired on an event, or did not: its condition part by part, with the values in it. */
@NullMarked
package dev.creance.match.explain;

import org.jspecify.annotations.NullMarked;
