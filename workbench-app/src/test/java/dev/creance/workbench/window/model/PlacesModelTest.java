package dev.creance.workbench.window.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.workbench.window.shown.CorpusCard;
import dev.creance.workbench.window.shown.CorpusCard.Kind;
import dev.creance.workbench.window.shown.CorpusCard.Mark;
import dev.creance.workbench.window.shown.Production;
import dev.creance.workbench.window.shown.Proof;
import dev.creance.workbench.window.shown.RuleWeight;
import dev.creance.workbench.window.shown.Tuning;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The places behind the editor without a toolkit, on a small recording. */
class PlacesModelTest extends ModelTest {
  private static final String RULE =
      """
      - rule: Hidden file
        desc: a file that hides
        condition: evt.type in (open, openat, openat2) and evt.is_open_write = true and fd.name contains "/."
        output: hidden %fd.name by %proc.name %proc.exepath
        priority: NOTICE
      """;
  private static final String TEST =
      """
      rules: [../rules]
      corpora: {build: ../normal-build}
      tests:
        - rule: Hidden file
          at_least: 1
        - rule: Hidden file
          never: true
      """;

  @BeforeEach
  void write() throws Exception {
    Files.createDirectories(folder.resolve("rules"));
    Files.createDirectories(folder.resolve("tests"));
    Files.createDirectories(folder.resolve("normal-build"));
    Files.writeString(folder.resolve("rules/mine.yaml"), RULE);
    Files.writeString(folder.resolve("tests/mine.test.yaml"), TEST);
    Files.copy(capture("normal-build"), folder.resolve("normal-build/capture.scap.gz"));
  }

  @Test
  void anAcceptedProposalMakesTheRuleQuieterAndCanBeTakenBack() throws Exception {
    try (WorkbenchModel model = open()) {
      long before =
          Objects.requireNonNull(onUi(() -> model.rules().hits().get().get("Hidden file")));
      onUi(() -> {
        model.goToRule("Hidden file");
        return true;
      });
      await(() -> model.tune().tuning().get() != null);
      Tuning tuning = Objects.requireNonNull(onUi(() -> model.tune().tuning().get()));
      assertThat(tuning.hits()).isEqualTo(before);
      Tuning.Proposal first = tuning.proposals().getFirst();
      Path overlay = folder.resolve("rules/overlays/exceptions.yaml");
      onUi(() -> {
        Tuning.Signature by = new Tuning.Signature("Jane", "a build\nwrites these", "2099-01-01");
        assertThat(model.tune().missing(new Tuning.Signature("Jane", "", "2099-01-01")))
            .contains("reason");
        assertThat(model.tune().missing(new Tuning.Signature("Jane", "x", "2001-01-01")))
            .contains("day to come");
        model.tune().accept(tuning, first, by);
        return true;
      });
      await(() -> first.left() == model.rules().hits().get().getOrDefault("Hidden file", -1L));
      assertThat(overlay)
          .content()
          .contains("# creance: author=Jane\n", "reason=a build writes these\n", first.name());
      String accept = "accept proposal " + first.name() + " for Hidden file";
      assertThat(onUi(() -> model.steps().undoName().get())).isEqualTo(accept);
      onUi(() -> {
        model.steps().undo();
        return true;
      });
      await(() -> before == model.rules().hits().get().getOrDefault("Hidden file", -1L));
      await(() -> !Files.exists(overlay));
      assertThat(onUi(() -> model.steps().redoName().get())).isEqualTo(accept);
      onUi(() -> {
        model.steps().redo();
        return true;
      });
      await(() -> first.left() == model.rules().hits().get().getOrDefault("Hidden file", -1L));
      assertThat(overlay).content().contains(first.name());
      // Something else was done since: the pane's own button takes back the proposal all the same.
      onUi(() -> {
        model.rules().change("tidying", Map.of(folder.resolve("rules/mine.yaml"), RULE + "\n"));
        return true;
      });
      onUi(() -> {
        model.tune().undo();
        return true;
      });
      await(() -> before == model.rules().hits().get().getOrDefault("Hidden file", -1L));
      await(() -> !Files.exists(overlay));
      assertThat(onUi(() -> model.steps().undoName().get())).isEqualTo("tidying");
    }
  }

  @Test
  void rulesAreWeighedByWhatIsNewHowTheyGrowAndWhatTheyCost() throws Exception {
    try (WorkbenchModel model = open()) {
      onUi(() -> {
        model.go(Place.NOISE);
        return true;
      });
      await(() -> model.noise().weights().get().containsKey("Hidden file"));
      RuleWeight weight =
          Objects.requireNonNull(onUi(() -> model.noise().weights().get().get("Hidden file")));
      assertThat(weight.judged()).isTrue();
      assertThat(weight.novel()).as("all of it is labelled normal").isZero();
      assertThat(weight.growth()).isEmpty();
      assertThat(weight.growthLack()).as("a minute is recorded").isNotEmpty();
      assertThat(weight.nanosPerEvent()).isPositive();
    }
  }

  @Test
  void alertsOfProductionStandBesideWhatTheRecordingsForetell() throws Exception {
    String line =
        """
        {"hostname":"node-%d","output":"a hidden file %d","priority":"Notice","rule":"%s","time":"2026-11-01T0%d:00:00.000000000Z","output_fields":{}}
        """;
    StringBuilder lines = new StringBuilder("no alert\n");
    for (int i = 0; i < 6; i++) {
      lines.append(line.formatted(i % 2, i, i == 5 ? "Of another team" : "Hidden file", i));
    }
    Path file = Files.writeString(folder.resolve("falco.jsonl"), lines);
    try (WorkbenchModel model = open()) {
      onUi(() -> {
        model.go(Place.NOISE);
        model.noise().importAlerts(List.of(file));
        return true;
      });
      await(() -> model.noise().production().get().any());
      assertThat(onUi(() -> model.status().activity().get()))
          .isEqualTo("6 alerts, 6 of them new; 1 line of falco.jsonl is no alert");
    }
    try (WorkbenchModel again = open()) {
      onUi(() -> {
        again.go(Place.NOISE);
        return true;
      });
      await(() -> again.noise().production().get().any());
      Production kept = onUi(() -> again.noise().production().get());
      // Two hosts for five hours.
      assertThat(kept.nodeHours()).isEqualTo(10);
      assertThat(kept.rules()).containsOnlyKeys("Hidden file", "Of another team");
      assertThat(kept.rules().get("Hidden file")).isEqualTo(new Production.OfRule(5, 12, 2));
      assertThat(kept.summary()).isEqualTo("in production 6 alerts of 2 hosts, 10.0 node-hours");
    }
  }

  @Test
  void testsRunAndRunAgainAsTheRulesChange() throws Exception {
    try (WorkbenchModel model = open()) {
      onUi(() -> {
        model.go(Place.PROVE);
        return true;
      });
      await(() -> model.prove().proof().get() != null && model.status().idle());
      Proof proof = Objects.requireNonNull(onUi(() -> model.prove().proof().get()));
      assertThat(proof.problems()).isEmpty();
      assertThat(proof.tests())
          .extracting(Proof.Outcome::state)
          .containsExactly(Proof.State.PASSED, Proof.State.FAILED);
      onUi(() -> {
        Document document = model.rules().documents().getFirst();
        model.rules().edited(document, RULE.replace("contains \"/.\"", "contains \"/no-such\""));
        return true;
      });
      await(() -> {
        Proof now = model.prove().proof().get();
        return now != null && now.tests().getFirst().state() == Proof.State.FAILED;
      });
    }
  }

  @Test
  void aBrokenTestFileIsASentence() throws Exception {
    Files.writeString(folder.resolve("tests/mine.test.yaml"), "tests: [");
    try (WorkbenchModel model = open()) {
      onUi(() -> {
        model.go(Place.PROVE);
        return true;
      });
      await(() -> model.prove().proof().get() != null);
      assertThat(onUi(() -> Objects.requireNonNull(model.prove().proof().get()).problems()))
          .singleElement()
          .asString()
          .startsWith("tests/mine.test.yaml: ");
    }
  }

  @Test
  void labelsAreWrittenBesideTheCaptureAndTakenBack() throws Exception {
    try (WorkbenchModel model = open()) {
      CorpusCard card = card(model);
      assertThat(card.labels()).extracting(Mark::kind).containsExactly(Kind.NORMAL);
      CorpusCard.Capture capture = card.captures().getFirst();
      Mark attack =
          new Mark(
              "shell",
              capture.from(),
              capture.from() + 1_000_000_000L,
              capture.host(),
              List.of(),
              "T1059",
              List.of(),
              Kind.ATTACK);
      onUi(() -> {
        model.corporaPlace().change(card, null, attack);
        return true;
      });
      await(() -> labels(model) == 2);
      Path file = folder.resolve("normal-build/labels.json");
      assertThat(file).content().contains("T1059", "normal");
      assertThat(onUi(() -> model.steps().undoName().get())).contains("labels of normal-build");
      onUi(() -> {
        model.steps().undo();
        return true;
      });
      await(() -> labels(model) == 1);
      assertThat(file).content().doesNotContain("T1059");
      onUi(() -> {
        model.steps().redo();
        return true;
      });
      await(() -> labels(model) == 2);
      onUi(() -> {
        model.corporaPlace().undo();
        return true;
      });
      await(() -> labels(model) == 1);
      assertThat(onUi(() -> model.steps().undoName().get())).isEmpty();
    }
  }

  @Test
  void anImportedCaptureIsMeasuredAtOnceAndAWrongOneIsASentence() throws Exception {
    Path capture = folder.resolve("elsewhere-admin.scap.gz");
    Files.move(Files.copy(capture("normal-admin"), folder.resolve("x")), capture);
    try (WorkbenchModel model = open()) {
      onUi(() -> {
        model.go(Place.CORPORA);
        model.corporaPlace().add(folder.resolve("rules/mine.yaml").toString(), "rules-2");
        return true;
      });
      await(() -> model.status().problem().get().contains("is no capture"));
      await(() -> !model.corporaPlace().importing().get());
      onUi(() -> {
        assertThat(model.corporaPlace().nameOf(capture.toString())).isEqualTo("elsewhere-admin");
        model.corporaPlace().add(capture.toString(), "admin");
        return true;
      });
      await(() -> model.corpora().size() == open + 1 && !model.corporaPlace().importing().get());
      assertThat(folder.resolve("admin/manifest")).exists();
      await(() -> model.corporaPlace().cards().get() != null);
      assertThat(onUi(() -> model.corporaPlace().chosen().get())).isEqualTo("admin");
    }
  }

  @Test
  void whatIsNewAndWhoTalksToWhomAreSaid() throws Exception {
    try (WorkbenchModel model = open()) {
      onUi(() -> {
        model.go(Place.NORMAL);
        model.normal().compare("", "normal-build");
        model.go(Place.NETWORK);
        return true;
      });
      await(() -> model.normal().differences().get() != null && model.status().idle());
      assertThat(onUi(() -> model.normal().differences().get())).isEmpty();
      assertThat(onUi(() -> Objects.requireNonNull(model.normal().profiles().get()).workloads()))
          .isNotEmpty();
      assertThat(onUi(() -> model.network().traffic().get())).isNotNull();
    }
  }

  private int open;

  private long labels(WorkbenchModel model) {
    List<CorpusCard> cards = model.corporaPlace().cards().get();
    return cards == null || cards.isEmpty() ? -1 : cards.getFirst().labels().size();
  }

  private CorpusCard card(WorkbenchModel model) throws Exception {
    onUi(() -> {
      model.go(Place.CORPORA);
      return true;
    });
    await(() -> model.corporaPlace().cards().get() != null);
    return Objects.requireNonNull(onUi(() -> model.corporaPlace().cards().get())).getFirst();
  }

  @Override
  WorkbenchModel open() throws Exception {
    WorkbenchModel model = super.open();
    open = onUi(() -> model.corpora().size());
    return model;
  }
}
