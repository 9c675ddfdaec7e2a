package dev.creance.workbench.window.service;

import dev.creance.catalogue.AlertSums;
import dev.creance.catalogue.Catalogue;
import dev.creance.rollout.alerts.AlertFile;
import dev.creance.rollout.alerts.AlertImport;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.window.shown.Production;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The alerts of production that the workspace's catalogue keeps, and files of more. */
public final class ProductionDesk implements AutoCloseable {
  private static final int HOURS_A_DAY = 24;

  private final dev.creance.catalogue.Workspace workspace;
  private final Jobs jobs = new Jobs("creance-production");

  public ProductionDesk(Workspace workspace) {
    this.workspace = new dev.creance.catalogue.Workspace(workspace.folder());
  }

  /** All that are kept. A workspace without a catalogue keeps none, and gets none. */
  public CompletableFuture<Production> read() {
    return jobs.newest(
        "read",
        0,
        () -> {
          if (!Files.exists(workspace.catalogue())) {
            return Production.NONE;
          }
          try (Catalogue catalogue = Catalogue.read(workspace)) {
            return shown(catalogue.alerts().sums(Instant.EPOCH), "");
          }
        });
  }

  /** Keeps the alerts of files, each once: JSON lines of Falco or an agent, plain or gzipped. */
  public CompletableFuture<Production> take(List<Path> files) {
    return jobs.run(() -> {
      try (Catalogue catalogue = Catalogue.open(workspace)) {
        AlertImport into = new AlertImport(catalogue.alerts());
        List<AlertFile> read = new ArrayList<>();
        for (Path file : files) {
          read.add(into.file(file));
        }
        return shown(catalogue.alerts().sums(Instant.EPOCH), told(read, into.added()));
      }
    });
  }

  private static String told(List<AlertFile> read, long added) {
    long alerts = read.stream().mapToLong(AlertFile::alerts).sum();
    StringBuilder text =
        new StringBuilder(
            Quantities.count(alerts, "alert", "alerts")
                + ", "
                + Quantities.grouped(added)
                + " of them new");
    for (AlertFile file : read) {
      if (file.unreadable() > 0) {
        text.append("; ")
            .append(Quantities.count(file.unreadable(), "line", "lines"))
            .append(" of ")
            .append(file.file().getFileName())
            .append(file.unreadable() == 1 ? " is no alert" : " are no alerts");
      }
      if (!file.damage().isEmpty()) {
        text.append("; ").append(file.file().getFileName()).append(": ").append(file.damage());
      }
    }
    return text.toString();
  }

  private static Production shown(AlertSums sums, String told) {
    double hours = sums.nodeHours();
    Map<String, Production.OfRule> rules = new HashMap<>();
    for (AlertSums.OfRule rule : sums.rules()) {
      double perDay = hours == 0 ? 0 : rule.alerts() / hours * HOURS_A_DAY;
      rules.put(rule.rule(), new Production.OfRule(rule.alerts(), perDay, rule.hosts()));
    }
    String summary =
        rules.isEmpty()
            ? ""
            : String.format(
                Locale.ROOT,
                "in production %s of %s, %.1f node-hours",
                Quantities.count(sums.alerts(), "alert", "alerts"),
                Quantities.count(sums.hosts(), "host", "hosts"),
                hours);
    return new Production(rules, hours, summary, told);
  }

  @Override
  public void close() {
    jobs.close();
  }
}
