package dev.creance.workbench.command;

import dev.creance.catalogue.AlertSums;
import dev.creance.catalogue.Catalogue;
import dev.creance.catalogue.CatalogueException;
import dev.creance.catalogue.RuleCount;
import dev.creance.catalogue.RunSummary;
import dev.creance.catalogue.Workspace;
import dev.creance.release.approval.ReleaseFolder;
import dev.creance.release.bundle.MeasureReport;
import dev.creance.release.bundle.ReleaseException;
import dev.creance.rollout.alerts.AlertFile;
import dev.creance.rollout.alerts.ProductionAlerts;
import dev.creance.workbench.report.AlertsReport;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the noise of rules that run. */
@Command(
    name = "show",
    description = {
      "Sums up the alerts of production, rule by rule: those that the workspace keeps, or those",
      "of files. Beside them what a release foretold, and the hits of the workspace's last",
      "measurement on its recordings. 'surprise' is the probability of so many alerts or more,",
      "were it as foretold."
    },
    footer = {
      "",
      "Exit codes: 0 done, 3 there is nothing to read, a file cannot be read or some of its lines",
      "are no alerts."
    })
public final class AlertsShowCommand implements Callable<Integer> {
  private static final double NANOS_PER_HOUR = 3600e9;

  private final Terminal terminal;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Mixin private Memory memory = new Memory();

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

  @Option(
      names = "--last",
      paramLabel = "AGE",
      description = "Of those in the workspace, only the newer ones: 12h, 7d.")
  private @Nullable String last;

  @Option(names = "--json", description = "One JSON document on standard output.")
  private boolean json;

  @Parameters(
      paramLabel = "FILE",
      description =
          "JSON lines, plain or gzipped, each line counted (default: what the workspace keeps).")
  private List<Path> files = new ArrayList<>();

  private int code = ExitCode.DONE;
  private long unreadable;

  public AlertsShowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Instant since = since();
    Optional<Workspace> workspace =
        memory.workspace().filter(known -> Files.exists(known.catalogue()));
    if (files.isEmpty() && workspace.isEmpty()) {
      terminal.err().println(AlertsImportCommand.noWorkspace() + ". Or name files");
      return ExitCode.INPUT;
    }
    AlertSums sums = files.isEmpty() ? AlertSums.NONE : ofFiles();
    AlertsReport.Replay replay = null;
    if (workspace.isPresent()) {
      try (Catalogue catalogue = Catalogue.read(workspace.get())) {
        sums = files.isEmpty() ? catalogue.alerts().sums(since) : sums;
        replay = replay(catalogue);
      }
    }
    double hours = nodeHours == null ? sums.nodeHours() : nodeHours;
    print(new AlertsReport(sums, hours, report(), replay));
    return code;
  }

  private Instant since() {
    if (last == null) {
      return Instant.EPOCH;
    }
    if (!files.isEmpty()) {
      throw new CommandLine.ParameterException(
          command.commandLine(), "--last is for what the workspace keeps, not for files");
    }
    Optional<Duration> age = EarlierRun.age(last);
    return Instant.now()
        .minus(
            age.orElseThrow(() ->
                new CommandLine.ParameterException(
                    command.commandLine(), "--last takes an age such as 12h or 7d")));
  }

  private AlertSums ofFiles() throws IOException {
    ProductionAlerts alerts = new ProductionAlerts();
    for (Path file : files) {
      AlertFile read = alerts.addFile(file);
      unreadable += read.unreadable();
      code = Math.max(code, AlertsImportCommand.told(read, terminal));
    }
    return alerts.sums();
  }

  private @Nullable MeasureReport report() throws IOException {
    try {
      return release == null ? null : new ReleaseFolder(release).release().report();
    } catch (ReleaseException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static AlertsReport.@Nullable Replay replay(Catalogue catalogue)
      throws CatalogueException {
    List<RunSummary> runs = catalogue.runs(1);
    if (runs.isEmpty()) {
      return null;
    }
    RunSummary run = runs.getFirst();
    Map<String, Long> hits = new HashMap<>();
    for (RunSummary.OnCorpus corpus : run.corpora()) {
      for (RuleCount count : catalogue.hits(run.id(), corpus.digest())) {
        hits.merge(count.rule(), count.hits(), Long::sum);
      }
    }
    return new AlertsReport.Replay(
        run.id(),
        run.started(),
        catalogue.recorded(run.id()).toNanos() / NANOS_PER_HOUR,
        run.corpora().stream().map(RunSummary.OnCorpus::path).toList(),
        hits);
  }

  private void print(AlertsReport report) {
    if (json) {
      report.json(unreadable, terminal.out());
      terminal.print("");
    } else {
      report.lines(terminal.outInk()).forEach(terminal::print);
    }
    terminal.flush();
    AlertSums sums = report.alerts();
    terminal
        .err()
        .println(
            Quantities.count(sums.alerts(), "alert", "alerts")
                + " of "
                + Quantities.count(sums.hosts(), "host", "hosts")
                + String.format(Locale.ROOT, ", %.2f node-hours", report.nodeHours()));
    AlertsReport.Replay replay = report.replay();
    if (replay != null) {
      terminal
          .err()
          .println(
              String.format(
                  Locale.ROOT,
                  "recordings: run %d on %s, %.2f hours",
                  replay.run(),
                  String.join(", ", replay.corpora()),
                  replay.hours()));
    }
  }
}
