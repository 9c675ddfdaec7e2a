package dev.creance.tuning.recording;

import dev.creance.corpus.Corpus;
import dev.creance.corpus.evaluate.MeasureSession;

/**
 * An open corpus with a session to measure on it.
 *
 * @param name what people call it: its path as it was given
 * @param session used by one caller at a time
 */
public record Recording(String name, Corpus corpus, MeasureSession session) {}
