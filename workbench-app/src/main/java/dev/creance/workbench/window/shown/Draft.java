package dev.creance.workbench.window.shown;

import java.nio.file.Path;

/**
 * A text that was written for a person to go on with.
 *
 * @param file where it goes: behind what is there
 * @param anchor what the cursor is put in front of
 */
public record Draft(String label, Path file, String text, String anchor) {}
