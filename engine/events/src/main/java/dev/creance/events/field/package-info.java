/** The value of every field for an event and the state it happened in. */
@NullMarked
package dev.creance.events.field;

import org.jspecify.annotations.NullMarked;
