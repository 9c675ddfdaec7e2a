package dev.creance.workbench.command;

import dev.creance.catalogue.Catalogue;
import dev.creance.catalogue.CatalogueException;
import dev.creance.catalogue.Comparison;
import dev.creance.catalogue.FileDigest;
import dev.creance.catalogue.KnownCorpus;
import dev.creance.catalogue.MeasuredRun;
import dev.creance.catalogue.MeasuredRun.OnCorpus;
import dev.creance.catalogue.MeasuredRun.RuleFile;
import dev.creance.catalogue.RuleCount;
import dev.creance.catalogue.RuleVersions;
import dev.creance.catalogue.RunSummary;
import dev.creance.catalogue.Workspace;
import dev.creance.corpus.evaluate.RuleHits;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.workbench.report.Compared;
import dev.creance.workbench.report.MeasureReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A measurement on its way into the catalogue, and beside an earlier one. */
final class RememberedRun {
  private final Ruleset ruleset;
  private final List<Path> files;
  private final String selection;
  private final Instant started;

  /**
   * @param files the rule files, in their order
   * @param selection what was switched on or off, as text
   */
  RememberedRun(Ruleset ruleset, List<Path> files, String selection, Instant started) {
    this.ruleset = ruleset;
    this.files = files;
    this.selection = selection;
    this.started = started;
  }

  /** As the catalogue takes it. */
  MeasuredRun of(MeasureReport report, Workspace workspace) throws IOException {
    List<RuleFile> rules = new ArrayList<>();
    for (Path file : files) {
      rules.add(new RuleFile(workspace.written(file), FileDigest.of(file)));
    }
    RuleVersions versions = new RuleVersions(ruleset);
    Map<String, String> byName = new HashMap<>();
    for (Rule rule : ruleset.rules()) {
      byName.put(rule.name(), versions.of(rule));
    }
    List<OnCorpus> corpora = new ArrayList<>();
    for (MeasureReport.Part part : report.parts()) {
      List<RuleCount> counts = new ArrayList<>();
      for (RuleHits hits : part.measurement().rules()) {
        counts.add(
            new RuleCount(
                hits.rule(),
                byName.getOrDefault(hits.rule(), ""),
                hits.hits(),
                hits.first(),
                hits.last()));
      }
      corpora.add(new OnCorpus(KnownCorpus.of(part.summary(), workspace), counts));
    }
    return new MeasuredRun(
        started, rules, selection, report.elapsed(), CreanceCommand.VERSION, corpora);
  }

  /** Beside an earlier run on the same corpora; nothing when there is none. */
  static Optional<Compared> compare(Catalogue catalogue, MeasuredRun run, EarlierRun with)
      throws CatalogueException {
    List<String> digests =
        run.corpora().stream().map(measured -> measured.corpus().digest()).distinct().toList();
    Optional<RunSummary> earlier = with.in(catalogue, digests, run.selection());
    if (earlier.isEmpty()) {
      return Optional.empty();
    }
    List<String> common =
        earlier.get().corpora().stream()
            .map(RunSummary.OnCorpus::digest)
            .filter(digests::contains)
            .toList();
    if (common.isEmpty()) {
      return Optional.empty();
    }
    List<RuleCount> before = new ArrayList<>();
    for (String digest : common) {
      before.addAll(catalogue.hits(earlier.get().id(), digest));
    }
    List<RuleCount> after =
        run.corpora().stream()
            .filter(measured -> common.contains(measured.corpus().digest()))
            .flatMap(measured -> measured.rules().stream())
            .toList();
    return Optional.of(
        new Compared(
            earlier.get(),
            earlier.get().rules().equals(run.rules()),
            common.size() < digests.size(),
            Comparison.of(before, after)));
  }
}
