package dev.creance.workbench.command;

import dev.creance.events.Replay;
import dev.creance.events.state.EventScope;
import dev.creance.events.state.Options;
import dev.creance.workbench.terminal.Progress;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.terminal.Style;
import dev.creance.workbench.terminal.Terminal;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Goes through captures event by event, with a progress bar, and says on standard error what could
 * not be read. Counts events, recorded time and the time that it took.
 */
final class CaptureRun {
  /** How often the progress bar is asked whether it wants to draw. */
  private static final int STRIDE = 1 << 14;

  private final Terminal terminal;
  private final Options options;
  private long events;
  private long recordedNanos;
  private long elapsedNanos;
  private boolean damaged;

  CaptureRun(Terminal terminal, Options options) {
    this.terminal = terminal;
    this.options = options;
  }

  /** Takes each event. */
  @FunctionalInterface
  interface EventConsumer {
    /**
     * @param capture the number of the capture, from 0
     * @return false to stop here
     */
    boolean event(int capture, EventScope scope);
  }

  /** Goes through all captures; a damaged one is left where it is damaged. */
  void run(List<Path> captures, EventConsumer consumer) {
    long start = System.nanoTime();
    for (int i = 0; i < captures.size(); i++) {
      Path capture = captures.get(i);
      try (Replay replay = Replay.open(capture, options);
          Progress progress = new Progress(terminal, capture.toString())) {
        run(replay, i, consumer, progress);
      } catch (NoSuchFileException e) {
        problem(capture + ": no such file");
      } catch (IOException e) {
        problem(String.valueOf(e.getMessage()));
      }
    }
    elapsedNanos += System.nanoTime() - start;
  }

  private void run(Replay replay, int capture, EventConsumer consumer, Progress progress) {
    long first = 0;
    long count = 0;
    EventScope scope = replay.scope();
    boolean more = true;
    while (more && replay.next()) {
      if (first == 0) {
        first = scope.event.timestamp();
      }
      if ((++count & STRIDE - 1) == 0) {
        progress.at(replay.progress(), count);
      }
      more = consumer.event(capture, scope);
    }
    events += count;
    if (count > 0) {
      recordedNanos += Math.max(0, scope.event.timestamp() - first);
    }
    progress.close();
    replay.damage().ifPresent(problem -> problem(String.valueOf(problem.getMessage())));
    unreadable(replay.counts().unreadable());
    long unknown = replay.counts().unknown();
    if (unknown > 0) {
      terminal
          .err()
          .println(
              "creance: skipped "
                  + Quantities.count(unknown, "event", "events")
                  + " of types that are newer than this program: "
                  + replay.counts().unknownTypes());
    }
  }

  private void unreadable(long count) {
    if (count > 0) {
      terminal
          .err()
          .println(
              "creance: skipped "
                  + Quantities.count(count, "piece", "pieces")
                  + " of the log that hold no audit event");
    }
  }

  private void problem(String text) {
    damaged = true;
    terminal.flush();
    terminal.err().println(terminal.errInk().in(Style.RED, "creance: ") + text);
  }

  /** Events that rules could see. */
  long events() {
    return events;
  }

  /** The time from the first to the last event, over all captures. */
  long recordedNanos() {
    return recordedNanos;
  }

  /** The time that going through took. */
  long elapsedNanos() {
    return elapsedNanos;
  }

  /** Whether a capture could not be read to its end. */
  boolean damaged() {
    return damaged;
  }

  /** One line: how much was read, how fast. */
  String summary() {
    double seconds = elapsedNanos / 1e9;
    return Quantities.count(events, "event", "events")
        + ", "
        + Quantities.seconds(recordedNanos / 1e9)
        + " recorded, replayed in "
        + Quantities.seconds(seconds)
        + " ("
        + Quantities.grouped(Math.round(events / Math.max(seconds, 1e-9)))
        + " events/s)";
  }
}
