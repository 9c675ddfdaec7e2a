package dev.creance.corpus;

/**
 * What an import did.
 *
 * @param capture as it is in the manifest now
 * @param fresh whether it was added; else it was there already
 * @param newLabels the labels that were added
 */
public record Imported(Manifest.Capture capture, boolean fresh, int newLabels) {}
