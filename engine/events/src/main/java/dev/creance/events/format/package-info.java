/** Output templates rendered as Falco renders them, and alerts as text and JSON. */
@NullMarked
package dev.creance.events.format;

import org.jspecify.annotations.NullMarked;
