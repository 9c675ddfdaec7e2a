/**
 * Recordings in columns: captures are imported once, and from then on whole rulesets are measured
 * on them in the time that a keystroke takes. {@code evaluate} measures, {@code search} finds
 * words.
 *
 * <p><b>The format of a corpus, version 1.</b> A corpus is a folder:
 *
 * <pre>
 * manifest         what the corpus consists of: a section file with one section, "manifest", JSON
 * NNNNNN.segment   some millions of events of one capture: a section file
 * search/          a Lucene index of the texts in the segments; of no meaning without them
 * import.lock      empty; locked while an import goes on
 * </pre>
 *
 * What the manifest does not name is no part of the corpus: a segment of an import that did not end
 * ({@code manifest.new} is a manifest on its way). The index is left over or missing at any time,
 * and a reader of the corpus needs it for nothing.
 *
 * <p>How section files are built and how columns are encoded in them is specified in {@link
 * dev.creance.corpus.format}, what the sections of a segment are in {@link
 * dev.creance.corpus.segment}. A reader of these three pages alone, with a library for zstd, one
 * for JSON and Falco's event table, can read all that is in a corpus; {@code SpecificationTest} has
 * one.
 *
 * <p>The manifest, times in ns since the epoch (keys that a reader does not know are to be ignored;
 * a {@code version} above 1 is not to be read):
 *
 * <pre>
 * {"version": 1,
 *  "captures": [{"name": the file's name, "digest": SHA-256 of the file, hexadecimal, "bytes": its length,
 *                "host": the machine's name, "containerEngines": "all", "none" or names with commas,
 *                "events": events that rules see, "hiddenEvents": events that only change the state,
 *                "unknownEvents": events that were passed over, "dropped": lost by the recorder, −1 = unknown,
 *                "firstTime", "lastTime", "containers": distinct ones, "damage": "" or what was wrong,
 *                "importer": version, "segments": [{"file": its name, "length": in bytes}]}],
 *  "labels": [{"name", "start", "end": included, "host": "" = any, "pids": [] = all, "technique", "aim": []}]}
 * </pre>
 *
 * Host names and other recorded texts are byte strings in JSON too: each character is one byte.
 */
@NullMarked
package dev.creance.corpus;

import org.jspecify.annotations.NullMarked;
