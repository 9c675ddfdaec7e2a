package dev.creance.workbench.window.shown;

/** Something that a person asked for cannot be done; the message says why and what to do. */
public final class Wrong extends Exception {
  private static final long serialVersionUID = 1;

  public Wrong(String message) {
    super(message);
  }
}
