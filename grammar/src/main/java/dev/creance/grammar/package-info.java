/**
 * The Falco rule language: from text to a linked and checked ruleset, with every problem named by
 * code and place.
 *
 * <p>Knows the vocabulary (fields, event types) but no events. Text of the language is held as
 * <em>byte strings</em>: Java strings in which every char is one byte (ISO-8859-1), because Falco
 * compares bytes.
 */
@NullMarked
package dev.creance.grammar;

import org.jspecify.annotations.NullMarked;
