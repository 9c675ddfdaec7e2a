package dev.creance.workbench.window.shown;

/**
 * What the explorer shows.
 *
 * @param corpus its name
 * @param filter a condition in Falco's language, empty for all events
 * @param words free text, empty for all events
 */
public record Search(String corpus, String filter, String words) {}
