package dev.creance.workbench.window.service;

import dev.creance.grammar.rules.LoadResult;
import dev.creance.grammar.rules.Rule;
import dev.creance.tuning.hidden.HiddenHits;
import dev.creance.tuning.hidden.Suppression;
import dev.creance.tuning.normal.NormalLearner.Judgement;
import dev.creance.tuning.propose.FieldTest;
import dev.creance.tuning.propose.Ownership;
import dev.creance.tuning.propose.Proposals;
import dev.creance.tuning.propose.Proposer;
import dev.creance.tuning.recording.AttackStep;
import dev.creance.tuning.rules.OwnedException;
import dev.creance.tuning.rules.OwnershipComments;
import dev.creance.tuning.rules.RuleFiles;
import dev.creance.workbench.terminal.ShownText;
import dev.creance.workbench.window.shown.HiddenPart;
import dev.creance.workbench.window.shown.Novelty;
import dev.creance.workbench.window.shown.RulePage.ValueCount;
import dev.creance.workbench.window.shown.Tuning;
import dev.creance.workbench.window.shown.Wrong;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Says how a rule could be made quieter, and what its exceptions hide already. */
public final class Tuner {
  private static final int MOST = 5;
  private static final double LEAST_SHARE = 0.02;
  private static final int REASONS = 30;

  private final Laboratory laboratory;

  public Tuner(Laboratory laboratory) {
    this.laboratory = laboratory;
  }

  /**
   * Proposes exceptions for a rule.
   *
   * @param texts the rule files in the order of loading
   */
  public CompletableFuture<Tuning> propose(Map<Path, String> texts, String rule) {
    return laboratory.newest(
        "propose",
        recordings -> {
          RuleFiles files = RuleTexts.files(texts);
          LoadResult loaded = files.load();
          Rule found =
              loaded.ruleset().rule(rule).orElseThrow(() -> new Wrong(rule + " does not load now"));
          Proposals proposals =
              new Proposer(files, recordings)
                  .propose(
                      loaded,
                      found,
                      new Proposer.Options(MOST, LEAST_SHARE, Ownership.unsigned(LocalDate.now())));
          return shown(proposals);
        });
  }

  private static Tuning shown(Proposals found) {
    return new Tuning(
        found.rule(),
        found.hits(),
        found.normalHits(),
        found.attackHits(),
        found.attackStepsCaught(),
        found.proposals().stream().map(Tuner::shown).toList(),
        found.rejected().stream()
            .map(one ->
                new Tuning.Refusal(
                    one.tests().stream()
                        .map(test -> text(test.text()))
                        .collect(Collectors.joining(" and ")),
                    one.hits(),
                    one.attacks()))
            .toList());
  }

  private static Tuning.Proposal shown(dev.creance.tuning.propose.Proposal one) {
    return new Tuning.Proposal(
        one.name(),
        one.tests().stream().map(Tuner::shown).toList(),
        one.overlay(),
        one.hitsRemoved(),
        one.hitsLeft(),
        one.normalHitsRemoved(),
        one.attackStepsCaught() - one.attackStepsLost(),
        one.distinctContexts(),
        one.eventsCovered(),
        one.events(),
        Double.isNaN(one.noiseLeft()) ? "" : String.format(Locale.ROOT, "%,.1f", one.noiseLeft()),
        one.wideOpen());
  }

  private static Tuning.Test shown(FieldTest test) {
    return new Tuning.Test(text(test.text()), test.spoofable());
  }

  private static String text(String bytes) {
    return ShownText.of(bytes);
  }

  /** What the exceptions and negated macros of a rule hide. */
  public CompletableFuture<List<HiddenPart>> hidden(Map<Path, String> texts, Rule rule) {
    return laboratory.newest(
        "hidden",
        recordings -> {
          List<OwnedException> owned = OwnershipComments.in(RuleTexts.files(texts).files());
          return new HiddenHits(recordings)
              .of(List.of(rule)).stream()
                  .map(one -> shown(one, owned))
                  .sorted(
                      Comparator.comparing((HiddenPart part) -> part.attacks().isEmpty())
                          .thenComparingLong(part -> -part.hits()))
                  .toList();
        });
  }

  private static HiddenPart shown(Suppression one, List<OwnedException> owned) {
    Optional<OwnedException> owner =
        owned.stream()
            .filter(exception ->
                exception.rule().equals(one.rule()) && exception.name().equals(one.name()))
            .findFirst();
    return new HiddenPart(
        one.kind().name().toLowerCase(Locale.ROOT),
        one.name(),
        one.suppressed(),
        one.normalSuppressed(),
        one.attacks().stream().map(AttackStep::name).distinct().toList(),
        owner.map(Tuner::owner).orElse(""));
  }

  private static String owner(OwnedException owned) {
    String until =
        owned
            .expires()
            .map(day -> (owned.expired(LocalDate.now()) ? ", expired on " : ", until ") + day)
            .orElse("");
    return (owned.author().isEmpty() ? "unsigned" : owned.author())
        + until
        + (owned.reason().isEmpty() ? "" : ": " + owned.reason());
  }

  /** Which hits of a rule are expected, as what is labelled normal in the corpora says. */
  public CompletableFuture<Optional<Novelty>> novelty(Rule rule) {
    return laboratory.newest(
        "novelty",
        recordings -> {
          if (recordings.normalDays() <= 0) {
            return Optional.empty();
          }
          return Optional.of(shown(laboratory.normal().judge(recordings, rule)));
        });
  }

  private static Novelty shown(Judgement judged) {
    return new Novelty(
        judged.expected(),
        judged.novel(),
        judged.unjudged(),
        judged.reasons().entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(REASONS)
            .map(entry ->
                new ValueCount(entry.getKey().replaceAll("\\p{Cntrl}", "."), entry.getValue()))
            .toList());
  }

  /** An overlay with the names of those who answer for it in its comments. */
  public static String signed(String overlay, Tuning.Signature by) {
    return with(
        with(with(overlay, "author", by.author()), "reason", by.reason()), "expires", by.expires());
  }

  private static String with(String overlay, String key, String value) {
    String start = "# creance: " + key + "=";
    String line = start + value.replaceAll("\\p{Cntrl}+", " ").strip();
    return overlay
        .lines()
        .map(old -> old.startsWith(start) ? line : old)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** Who signs when nobody says otherwise: half a year from today. */
  public static Tuning.Signature unsigned() {
    Ownership ownership = Ownership.unsigned(LocalDate.now());
    return new Tuning.Signature(
        System.getProperty("user.name", ""), "", ownership.expires().toString());
  }

  /** Whether an expiry is a day that is still to come. */
  public static boolean isFuture(String day) {
    try {
      return LocalDate.parse(day).isAfter(LocalDate.now());
    } catch (java.time.format.DateTimeParseException e) {
      return false;
    }
  }
}
