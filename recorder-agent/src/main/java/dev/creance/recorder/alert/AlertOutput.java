package dev.creance.recorder.alert;

import dev.creance.recorder.metrics.MetricsText;
import java.io.IOException;

/** Somewhere that alerts go. Alerts come from one thread. */
public interface AlertOutput extends AutoCloseable {
  /** What metrics and messages call it. */
  String name();

  /**
   * Takes an alert. When this returns, the alert is written, or in a queue that outlives the
   * process, or counted as lost.
   */
  void accept(Alert alert) throws IOException;

  /** Called every second or so: time to tell what was held back, to reopen a file. */
  default void tick() throws IOException {}

  /** Counts as they stand. */
  Counts counts();

  /**
   * What became of alerts.
   *
   * @param sent written, or taken by the receiver
   * @param waiting in the queue
   * @param heldBack by the rate limit
   * @param full lost because the queue had no room
   * @param refused lost because the receiver will never take them
   * @param failures attempts that failed and are made again
   */
  record Counts(long sent, long waiting, long heldBack, long full, long refused, long failures) {}

  @Override
  void close() throws IOException;

  /** Tells the counts of several outputs. */
  static void tell(MetricsText page, Iterable<AlertOutput> outputs) {
    page.counter("creance_agent_alerts_total", "Alerts that left.");
    outputs.forEach(output -> page.sample(output.counts().sent(), "output", output.name()));
    page.gauge("creance_agent_alerts_waiting", "Alerts in the disk queue.");
    outputs.forEach(output -> page.sample(output.counts().waiting(), "output", output.name()));
    page.counter("creance_agent_alerts_held_back_total", "Alerts that the rate limit held back.");
    outputs.forEach(output -> page.sample(output.counts().heldBack(), "output", output.name()));
    page.counter("creance_agent_alerts_lost_total", "Alerts that never left.");
    outputs.forEach(output -> {
      page.sample(output.counts().full(), "output", output.name(), "reason", "full");
      page.sample(output.counts().refused(), "output", output.name(), "reason", "refused");
    });
    page.counter("creance_agent_alert_failures_total", "Attempts that failed and are made again.");
    outputs.forEach(output -> page.sample(output.counts().failures(), "output", output.name()));
  }
}
