/**
 * Free text over a corpus: which values have these words in them, and which events have such
 * values.
 *
 * <p>What is indexed are distinct texts, not events: command lines, paths, names, addresses, users
 * and containers of the processes and descriptors, and paths and names among the parameters, each
 * once a segment. {@link dev.creance.corpus.search.TextParts} says what a text is cut into. The
 * Lucene index lies in the folder {@code search} of the corpus and is worth nothing without it: it
 * holds parts of texts and where the texts are in the segments, and is made again when it is
 * missing, older than the corpus, or damaged.
 *
 * <p>The only package that knows Lucene.
 */
@NullMarked
package dev.creance.corpus.search;

import org.jspecify.annotations.NullMarked;
