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
    whole(report, lines);
    changes(report, lines);
    report
        .newlyMissed()
        .forEach(step -> lines.add("  newly missed   the attack step '" + step + "'"));
    report
        .newlyCaught()
        .forEach(step -> lines.add("  newly caught   the attack step '" + step + "'"));
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

  private static void whole(MeasureReport report, List<String> lines) {
    MeasureReport.Whole now = report.now();
    if (report.normalHours() > 0) {
      lines.add(
          String.format(
              Locale.ROOT,
              "Noise: %s hits per node-hour on what is normal (95%%: %s to %s)%s",
              Quantities.rate(now.perNodeHour()),
              Quantities.rate(now.low()),
              Quantities.rate(now.high()),
              before(report, Quantities.rate(report.before().perNodeHour()))));
    } else if (!report.corpora().isEmpty()) {
      lines.add("Noise: unknown, as nothing is labelled normal; no gate can compare with it.");
    }
    if (now.steps() > 0) {
      lines.add(
          String.format(
              Locale.ROOT,
              "Attacks: %d of %d labelled steps caught (95%%: %.0f%% to %.0f%%)%s",
              now.caught(),
              now.steps(),
              100 * now.caughtLow(),
              100 * now.caughtHigh(),
              before(report, Long.toString(report.before().caught()))));
    }
  }

  private static String before(MeasureReport report, String value) {
    return report.before().equals(MeasureReport.Whole.NONE) ? "" : "; before " + value;
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
