package dev.creance.workbench.command;

import dev.creance.release.approval.Person.Role;
import dev.creance.release.approval.Signature;
import dev.creance.release.approval.Verdict;
import dev.creance.release.bundle.MeasureReport;
import dev.creance.release.bundle.Release;
import dev.creance.release.bundle.ReleaseManifest;
import dev.creance.workbench.terminal.Quantities;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A release as people read it before they approve it. */
final class ReleaseText {
  private ReleaseText() {}

  static List<String> lines(Release release, List<Signature> signatures) {
    ReleaseManifest manifest = release.manifest();
    MeasureReport report = release.report();
    List<String> lines = new ArrayList<>();
    lines.add(manifest.name() + " " + manifest.version() + ", release " + manifest.sequence());
    lines.add("  " + release.digest());
    lines.add(
        "  by "
            + manifest.author()
            + (manifest.previous().isEmpty()
                ? ", the first"
                : ", after " + manifest.previous().substring(0, 19) + "…"));
    for (ReleaseManifest.FileEntry file : manifest.files()) {
      lines.add("  " + file.name() + ", " + Quantities.bytes(file.size()));
    }
    lines.add("");
    if (report.corpora().isEmpty()) {
      lines.add("Not measured.");
    }
    for (MeasureReport.Corpus corpus : report.corpora()) {
      lines.add(
          "Measured on "
              + corpus.name()
              + ": "
              + Quantities.count(corpus.events(), "event", "events")
              + String.format(Locale.ROOT, ", %.2f node-hours", corpus.exposureHours()));
    }
    changes(report, lines);
    for (String breach : report.breaches()) {
      lines.add("Exceeds a budget: " + breach);
    }
    lines.add("");
    for (Signature signature : signatures) {
      lines.add(
          deed(signature.role())
              + signature.person()
              + " at "
              + signature.time()
              + (signature.comment().isEmpty() ? "" : ": " + signature.comment()));
    }
    return lines;
  }

  private static String deed(Role role) {
    return switch (role) {
      case AUTHOR -> "Signed by ";
      case APPROVER -> "Approved by ";
      case ROLLBACK -> "Allowed to run again by ";
    };
  }

  private static void changes(MeasureReport report, List<String> lines) {
    if (report.changes().isEmpty()) {
      lines.add("No rule changes.");
      return;
    }
    for (MeasureReport.Change change : report.changes()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %-8s %-14s %s: %s → %s",
              change.kind().name().toLowerCase(Locale.ROOT),
              change.priority(),
              change.rule(),
              Quantities.count(change.hitsBefore(), "hit", "hits"),
              Quantities.grouped(change.hitsNow())));
    }
  }

  static List<String> lines(Verdict verdict) {
    if (verdict.accepted()) {
      return List.of(
          "May run: approved by "
              + String.join(", ", verdict.approvers())
              + "; it needs "
              + verdict.needed());
    }
    List<String> lines = new ArrayList<>();
    verdict.reasons().forEach(reason -> lines.add("May not run: " + reason));
    return lines;
  }
}
