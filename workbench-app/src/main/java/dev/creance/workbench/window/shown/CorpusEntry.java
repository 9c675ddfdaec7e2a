package dev.creance.workbench.window.shown;

import java.nio.file.Path;

/**
 * A corpus of the workspace.
 *
 * @param recorded the recorded time, as text
 * @param drops events the recorder lost, as text
 * @param folder where it is
 */
public record CorpusEntry(
    String name, long events, String recorded, String drops, int labels, Path folder) {}
