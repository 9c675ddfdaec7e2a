/**
 * What an editor asks of the rule language: outline, definitions and usages, renaming, hover,
 * completion, formatting. Answers are values over texts and offsets, so that a window and a
 * language server can share them; edits are lists of replacements that keep everything else,
 * comments included.
 */
@NullMarked
package dev.creance.grammar.service;

import org.jspecify.annotations.NullMarked;
