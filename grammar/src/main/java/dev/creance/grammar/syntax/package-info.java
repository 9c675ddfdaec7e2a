/** The syntax trees of conditions and output templates: what was written, nothing resolved. */
@NullMarked
package dev.creance.grammar.syntax;

import org.jspecify.annotations.NullMarked;
