/**
 * The value of every field for an event and the state it happened in. {@link
 * dev.creance.events.field.FieldReaders} is the door; behind it there is a class for each family of
 * fields, which lists its fields by name.
 */
@NullMarked
package dev.creance.events.field;

import org.jspecify.annotations.NullMarked;
