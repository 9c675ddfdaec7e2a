/**
 * The syntax trees of conditions and output templates: what was written, nothing resolved. Parsers
 * that always give a tree, and a printer back. The ANTLR grammars beside these sources say what the
 * language is; {@code ConditionScanner} adds Falco's messages and the way on behind an error.
 */
@NullMarked
package dev.creance.grammar.syntax;

import org.jspecify.annotations.NullMarked;
