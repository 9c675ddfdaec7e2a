package dev.creance.workbench.window.shown;

/**
 * A corpus of the workspace.
 *
 * @param recorded the recorded time, as text
 * @param drops events the recorder lost, as text
 */
public record CorpusEntry(String name, long events, String recorded, String drops, int labels) {}
