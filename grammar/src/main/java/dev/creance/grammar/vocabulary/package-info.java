/** The words that rules are made of: value types, fields, event types and their parameters. */
@NullMarked
package dev.creance.grammar.vocabulary;

import org.jspecify.annotations.NullMarked;
