package dev.creance.tuning.propose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.corpus.evaluate.HitRows;
import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.LoadResult;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.source.SourceFile;
import dev.creance.tuning.Samples;
import dev.creance.tuning.recording.HitTable;
import dev.creance.tuning.recording.Recording;
import dev.creance.tuning.recording.Recordings;
import dev.creance.tuning.rules.RuleFiles;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Planted causes are found, attacks are never hidden, and what is foretold comes true. */
class ProposerTest {
  private static final int CASES = 200;

  private static final String RULE =
      """
      - list: open_calls
        items: [open, openat, openat2]
      - rule: Reads secrets
        desc: somebody reads a secret
        condition: evt.type in (open_calls) and fd.name startswith /srv/
        output: secret read (file=%fd.name process=%proc.name parent=%proc.pname user=%user.name)
        priority: WARNING
        tags: [T1003]
      """;

  private static final Proposer.Options OPTIONS =
      new Proposer.Options(5, 0.02, Ownership.unsigned(LocalDate.of(2026, 11, 24)));

  @TempDir Path folder;

  @Test
  void plantedCausesComeFirstAndNoAttackIsHidden() throws Exception {
    long seed = Long.getLong("creance.seed", 20261124);
    RuleFiles files = new RuleFiles(List.of(Samples.file(RULE)), LoadOptions.defaults());
    LoadResult loaded = files.load();
    Rule rule = loaded.ruleset().rule("Reads secrets").orElseThrow();
    List<String> missed = new ArrayList<>();
    for (int i = 0; i < CASES; i++) {
      PlantedCause planted = new PlantedCause(seed + i);
      Path corpus = planted.capture().importInto(folder.resolve("case" + i));
      try (Recordings recordings = Recordings.open(List.of(corpus))) {
        Proposals found = new Proposer(files, recordings).propose(loaded, rule, OPTIONS);
        String which = "seed " + (seed + i) + ": " + planted;
        assertThat(found.attackStepsCaught()).as(which).isEqualTo(planted.attacks());
        for (Proposal proposal : found.proposals()) {
          holds(which, files, rule, recordings, found, proposal);
        }
        if (found.proposals().isEmpty()
            || found.proposals().getFirst().hitsRemoved() != planted.normalOfCause()) {
          missed.add(
              which + " → " + found.proposals().stream().limit(2).map(ProposerTest::text).toList());
        }
      }
    }
    assertThat(missed)
        .as("of %d cases from seed %d", CASES, seed)
        .hasSizeLessThanOrEqualTo(CASES / 20);
  }

  private static String text(Proposal proposal) {
    return proposal.hitsRemoved()
        + ": "
        + String.join(" and ", proposal.tests().stream().map(FieldTest::text).toList());
  }

  /** What a proposal says, measured again with its text loaded behind the rules. */
  private static void holds(
      String which,
      RuleFiles files,
      Rule rule,
      Recordings recordings,
      Proposals found,
      Proposal proposal)
      throws Exception {
    LoadResult with = files.loadWith(new SourceFile("overlay.yaml", proposal.overlay()));
    assertThat(with.successful()).as(proposal.overlay()).isTrue();
    assertThat(with.warnings()).as(proposal.overlay()).isEmpty();
    Rule changed = with.ruleset().rule(rule.name()).orElseThrow();
    List<Long> before = events(recordings, rule);
    List<Long> after = events(recordings, changed);
    assertThat(after).as(which).hasSize((int) proposal.hitsLeft()).isSubsetOf(before);
    assertThat(before.size() - after.size()).as(which).isEqualTo((int) proposal.hitsRemoved());
    assertThat(found.hits()).isEqualTo(before.size());
    HitTable hits = HitTable.collect(recordings, List.of(changed), List.of());
    long attacks = 0;
    for (int hit = 0; hit < hits.size(); hit++) {
      attacks += hits.attack(hit) ? 1 : 0;
    }
    assertThat(attacks)
        .as(which + " loses attack hits by " + proposal.tests())
        .isEqualTo(found.attackHits());
    assertThat(proposal.safe()).isTrue();
  }

  private static List<Long> events(Recordings recordings, Rule rule) throws Exception {
    List<Long> numbers = new ArrayList<>();
    for (Recording recording : recordings.all()) {
      new HitRows(recording.session())
          .visit(List.of(rule), false, (hit, scope, segment) -> numbers.add(scope.event.number()));
    }
    return numbers;
  }
}
