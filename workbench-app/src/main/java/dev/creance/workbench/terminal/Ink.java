package dev.creance.workbench.terminal;

/**
 * Puts styles around text, or leaves it as it is.
 *
 * @param styled whether the stream shows styles
 */
public record Ink(boolean styled) {
  /** Plain text, whatever the style. */
  public static final Ink NONE = new Ink(false);

  /** The text in a style. */
  public String in(Style style, String text) {
    return styled ? style.around(text) : text;
  }
}
