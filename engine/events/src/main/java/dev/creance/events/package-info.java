/** What happened: events with their parameters as they come out of a capture. */
@NullMarked
package dev.creance.events;

import org.jspecify.annotations.NullMarked;
