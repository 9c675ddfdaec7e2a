package dev.creance.workbench.command;

import dev.creance.release.approval.ReleaseFolder;
import dev.creance.release.bundle.MeasureReport;
import dev.creance.release.bundle.MeasureReport.RuleMeasure;
import dev.creance.release.bundle.ReleaseException;
import dev.creance.rollout.alerts.ProductionAlerts;
import dev.creance.rollout.alerts.ProductionAlerts.Tally;
import dev.creance.rollout.gate.Foretold;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.terminal.Terminal;
import dev.creance.workbench.terminal.TextTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the noise of rules that run. */
@Command(
    name = "show",
    description = {
      "Sums up alerts that Falco or an agent wrote in production, rule by rule, and beside them"
          + " what a",
      "release foretold. 'surprise' is the probability of so many or more, were it as foretold."
    },
    footer = {
      "",
      "Exit codes: 0 done, 3 a file cannot be read or some of its lines are no alerts."
    })
public final class AlertsShowCommand implements Callable<Integer> {
  private static final double TAIL = 0.025;

  private final Terminal terminal;

  @Option(
      names = "--release",
      paramLabel = "FOLDER",
      description = "The release whose measures foretell the noise.")
  private @Nullable Path release;

  @Option(
      names = "--node-hours",
      paramLabel = "N",
      description =
          "How many node-hours the alerts are of (default: the hosts that fired, times the span"
              + " from the first to the last alert).")
  private @Nullable Double nodeHours;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "JSON lines, plain or gzipped.")
  private List<Path> files = new ArrayList<>();

  public AlertsShowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    ProductionAlerts alerts = new ProductionAlerts();
    for (Path file : files) {
      alerts.addFile(file);
    }
    double hours = nodeHours == null ? alerts.nodeHours() : nodeHours;
    print(alerts, hours, report());
    terminal
        .err()
        .println(
            Quantities.count(alerts.alerts(), "alert", "alerts")
                + " of "
                + Quantities.count(alerts.hosts(), "host", "hosts")
                + String.format(Locale.ROOT, ", %.2f node-hours", hours)
                + (alerts.unreadable() == 0
                    ? ""
                    : "; "
                        + Quantities.count(alerts.unreadable(), "line is", "lines are")
                        + " no alert"));
    return alerts.unreadable() == 0 ? ExitCode.DONE : ExitCode.INPUT;
  }

  private MeasureReport report() throws IOException {
    try {
      return release == null ? MeasureReport.EMPTY : new ReleaseFolder(release).release().report();
    } catch (ReleaseException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private void print(ProductionAlerts alerts, double hours, MeasureReport report) {
    TextTable table =
        new TextTable(
            List.of(
                TextTable.left("rule"),
                TextTable.left("priority"),
                TextTable.right("alerts"),
                TextTable.right("hosts"),
                TextTable.right("per node-hour"),
                TextTable.right("foretold"),
                TextTable.right("alerts foretold"),
                TextTable.right("surprise")));
    Map<String, RuleMeasure> foretold = new HashMap<>();
    if (report.normalHours() > 0) {
      report.rules().forEach(rule -> foretold.put(rule.rule(), rule));
    }
    alerts.rules().values().stream()
        .sorted(Comparator.comparingLong(Tally::count).reversed().thenComparing(Tally::rule))
        .forEach(rule -> row(table, rule, hours, foretold.get(rule.rule()), report.normalHours()));
    table.lines(terminal.outInk()).forEach(terminal::print);
    terminal.flush();
  }

  private static void row(
      TextTable table, Tally rule, double hours, @Nullable RuleMeasure before, double exposure) {
    String rate = hours > 0 ? Quantities.rate(rule.count() / hours) : "";
    String foretold = "";
    String range = "";
    String surprise = "";
    if (before != null && hours > 0) {
      Foretold.Expected expected = new Foretold(before.normalHits(), exposure).in(hours, 1);
      foretold = Quantities.rate(before.perNodeHour());
      range = expected.quantile(1 - TAIL) + " to " + expected.quantile(TAIL);
      surprise = String.format(Locale.ROOT, "%.2g", expected.atLeast(rule.count()));
    }
    table.row(
        rule.rule(),
        rule.priority(),
        Quantities.grouped(rule.count()),
        Quantities.grouped(rule.hosts().size()),
        rate,
        foretold,
        range,
        surprise);
  }
}
