/**
 * YAML as Falco reads it: accepts and rejects what yaml-cpp does, keeps the place of every node and
 * of every character of a scalar, and is quick enough for every keystroke.
 *
 * <p>General YAML libraries differ from yaml-cpp on many broken and some good files (tabs, flow
 * scalars, leftover tokens after a document, escapes), and a rule file's verdict must be Falco's.
 */
@NullMarked
package dev.creance.grammar.yaml;

import org.jspecify.annotations.NullMarked;
