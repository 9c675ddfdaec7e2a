package dev.creance.workbench.window.shown;

import java.nio.file.Path;

/**
 * A release whose hits those of the rules being edited are held against.
 *
 * @param version as people call it
 * @param why for example that it is the newest one, or that it runs
 */
public record ReleaseBase(Path folder, String name, String version, String why) {
  /** {@code stock 1.0.0 (the newest release)}. */
  public String title() {
    return name + " " + version + (why.isEmpty() ? "" : " (" + why + ")");
  }
}
