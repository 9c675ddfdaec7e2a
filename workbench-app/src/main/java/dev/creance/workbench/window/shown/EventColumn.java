package dev.creance.workbench.window.shown;

/**
 * A column of the table of events.
 *
 * @param field what stands in it, as an output would print it: {@code proc.aname[2]}
 * @param title what stands above it
 * @param width in pixels
 * @param number whether figures stand in it
 */
public record EventColumn(String field, String title, double width, boolean number) {
  /** Narrower columns could not be taken hold of any more. */
  public static final double LEAST_WIDTH = 30;

  public EventColumn {
    width = Math.max(LEAST_WIDTH, width);
  }

  /** The same with another width. */
  public EventColumn wide(double other) {
    return new EventColumn(field, title, other, number);
  }
}
