/** The machine state that events add up to: threads, descriptors, users, containers. */
@NullMarked
package dev.creance.events.state;

import org.jspecify.annotations.NullMarked;
