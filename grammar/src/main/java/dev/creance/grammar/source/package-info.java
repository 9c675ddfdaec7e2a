/** Source texts, places in them, and the diagnostics that point there. */
@NullMarked
package dev.creance.grammar.source;

import org.jspecify.annotations.NullMarked;
