/** The .scap savefile: reading, conversion of old events, writing. */
@NullMarked
package dev.creance.events.scap;

import org.jspecify.annotations.NullMarked;
