package dev.creance.workbench.terminal;

import java.util.Locale;

/**
 * One line on standard error that is drawn again while long work goes on: a bar, the share, the
 * rate and the time left. Silent where standard error is no terminal, and for the first moments.
 */
public final class Progress implements AutoCloseable {
  private static final long QUIET_NANOS = 400_000_000L;
  private static final long REDRAW_NANOS = 100_000_000L;
  private static final int BAR = 24;

  private final Terminal terminal;
  private final String what;
  private final long started = System.nanoTime();
  private long nextDraw = started + QUIET_NANOS;
  private boolean drawn;

  /**
   * @param what what is being worked on, for example a file's name
   */
  public Progress(Terminal terminal, String what) {
    this.terminal = terminal;
    this.what = what;
  }

  /**
   * Shows how far the work is, if it is time to draw again.
   *
   * @param share the part that is done, 0 to 1
   * @param events how many events that were
   */
  public void at(double share, long events) {
    if (!terminal.redrawable()) {
      return;
    }
    long now = System.nanoTime();
    if (now < nextDraw) {
      return;
    }
    nextDraw = now + REDRAW_NANOS;
    drawn = true;
    double seconds = (now - started) / 1e9;
    int full = (int) (share * BAR);
    String bar = "█".repeat(full) + "░".repeat(BAR - full);
    String left = share > 0 ? Quantities.seconds(seconds * (1 - share) / share) + " left" : "";
    String line =
        String.format(
            Locale.ROOT,
            "%s %3.0f%%  %s events/s  %s  %s",
            bar,
            share * 100,
            Quantities.grouped(Math.round(events / seconds)),
            left,
            what);
    int limit = Math.max(20, terminal.columns() - 1);
    terminal.err().print("\r\u001b[K" + (line.length() > limit ? line.substring(0, limit) : line));
    terminal.err().flush();
  }

  /** Takes the line away. */
  @Override
  public void close() {
    if (drawn) {
      terminal.err().print("\r\u001b[K");
      terminal.err().flush();
      drawn = false;
    }
  }
}
