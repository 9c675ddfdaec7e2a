package dev.creance.tuning.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.creance.corpus.Label;
import dev.creance.corpus.evaluate.HitRows;
import dev.creance.corpus.evaluate.Measures;
import dev.creance.events.format.AlertFormatter;
import dev.creance.events.format.AlertTemplate;
import dev.creance.grammar.rules.AppendOutput;
import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.RulesetLoader;
import dev.creance.tuning.Samples;
import dev.creance.tuning.noise.NoiseReport.RuleNoise;
import dev.creance.tuning.noise.NoiseReport.StepOutcome;
import dev.creance.tuning.recording.Recording;
import dev.creance.tuning.recording.Recordings;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every figure again, from the alerts as {@code creance hits --json} prints them: by a naive count
 * that shares nothing with the meter.
 */
class NoiseMeterTest {
  @TempDir static Path folder;

  private static Recordings recordings;
  private static List<Rule> rules;
  private static NoiseReport report;
  private static final List<Alert> ALERTS = new ArrayList<>();

  /** An alert's line. */
  private record Alert(String recording, String rule, long time, JsonNode fields) {}

  @BeforeAll
  static void measure() throws Exception {
    Path attack = Samples.corpora().resolve("attack-exec");
    Path normal = Samples.corpora().resolve("containers");
    recordings =
        Recordings.open(
            List.of(
                Samples.corpus(folder.resolve("mixed"), attack, "normal"),
                Samples.corpus(folder.resolve("normal"), normal, "normal: containers")));
    LoadOptions options =
        LoadOptions.defaults()
            .withAppendOutput(
                List.of(
                    AppendOutput.extraFields(
                        List.of(
                            new AppendOutput.ExtraField.Raw("proc.pid"),
                            new AppendOutput.ExtraField.Raw("proc.sid"),
                            new AppendOutput.ExtraField.Raw("proc.pgid"),
                            new AppendOutput.ExtraField.Raw("proc.apid[1]"),
                            new AppendOutput.ExtraField.Raw("proc.apid[2]"),
                            new AppendOutput.ExtraField.Raw("proc.apid[3]"),
                            new AppendOutput.ExtraField.Raw("proc.apid[4]"),
                            new AppendOutput.ExtraField.Raw("proc.apid[5]"),
                            new AppendOutput.ExtraField.Raw("proc.apid[6]"),
                            new AppendOutput.ExtraField.Raw("evt.rawtime.s"),
                            new AppendOutput.ExtraField.Raw("evt.rawtime.ns")))));
    rules =
        new RulesetLoader(options)
            .load(Samples.stockRules()).ruleset().rules().stream().filter(Rule::enabled).toList();
    report = new NoiseMeter(recordings).measure(rules);
    for (Recording recording : recordings.all()) {
      collect(recording);
    }
  }

  @AfterAll
  static void close() {
    recordings.close();
  }

  private static void collect(Recording recording) throws Exception {
    JsonMapper json = JsonMapper.builder().build();
    AlertFormatter formatter = new AlertFormatter(AlertFormatter.Options.defaults("test"));
    for (Rule rule : rules) {
      AlertTemplate template = AlertTemplate.of(rule);
      new HitRows(recording.session())
          .visit(
              List.of(rule),
              Measures.printedBy(rule),
              (hit, scope, segment) -> {
                ByteArrayOutputStream line = new ByteArrayOutputStream();
                try {
                  formatter.json(template, scope).writeTo(line);
                } catch (java.io.IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
                JsonNode alert = json.readTree(line.toByteArray());
                JsonNode fields = alert.path("output_fields");
                long time =
                    fields.path("evt.rawtime.s").asLong() * 1_000_000_000L
                        + fields.path("evt.rawtime.ns").asLong();
                ALERTS.add(new Alert(recording.name(), rule.name(), time, fields));
                return true;
              });
    }
  }

  private static boolean in(Alert alert, Label label) {
    if (alert.time < label.start() || alert.time > label.end()) {
      return false;
    }
    Set<Long> processes = new HashSet<>();
    for (String field :
        List.of(
            "proc.pid",
            "proc.sid",
            "proc.pgid",
            "proc.apid[1]",
            "proc.apid[2]",
            "proc.apid[3]",
            "proc.apid[4]",
            "proc.apid[5]",
            "proc.apid[6]")) {
      processes.add(alert.fields.path(field).asLong(-1));
    }
    return label.pids().isEmpty() || label.pids().stream().anyMatch(processes::contains);
  }

  private static List<Label> attacks(String recording) {
    return recordings.all().stream()
        .filter(one -> one.name().equals(recording))
        .flatMap(one -> one.corpus().manifest().labels().stream())
        .filter(label -> !label.aim().isEmpty() || !label.technique().isEmpty())
        .toList();
  }

  private static boolean attack(Alert alert) {
    return attacks(alert.recording).stream().anyMatch(label -> in(alert, label));
  }

  @Test
  void thereIsSomethingToCount() {
    assertThat(ALERTS).hasSizeGreaterThan(100);
    assertThat(report.steps()).hasSizeGreaterThan(30);
    assertThat(report.rules().stream().filter(rule -> rule.attackHits() > 0))
        .hasSizeGreaterThan(15);
  }

  @Test
  void hitsByRuleAndLabel() {
    for (RuleNoise rule : report.rules()) {
      List<Alert> own = of(rule);
      List<Alert> attacks = own.stream().filter(NoiseMeterTest::attack).toList();
      assertThat(rule.hits()).as(rule.rule().name()).isEqualTo(own.size());
      assertThat(rule.attackHits()).as(rule.rule().name()).isEqualTo(attacks.size());
      // Everything that is no attack was labelled normal.
      assertThat(rule.normalHits()).as(rule.rule().name()).isEqualTo(own.size() - attacks.size());
      assertThat(rule.hours().stream().mapToLong(Long::longValue).sum())
          .isEqualTo(rule.normalHits());
    }
  }

  @Test
  void noiseIsHitsByTimeThatIsLabelledNormal() {
    double days =
        recordings.all().stream()
            .flatMap(one -> one.corpus().manifest().captures().stream())
            .mapToDouble(capture -> (capture.lastTime() - capture.firstTime()) / 86400e9)
            .sum();
    // Attack steps of the sample name their processes, so no time is taken away.
    assertThat(report.normalDays()).isCloseTo(days, within(1e-12));
    for (RuleNoise rule : report.rules()) {
      assertThat(rule.noise().orElseThrow().value())
          .isCloseTo(
              of(rule).stream().filter(alert -> !attack(alert)).count() / days, within(1e-6));
    }
    assertThat(report.hourDays().stream().mapToDouble(Double::doubleValue).sum())
        .isCloseTo(days, within(1e-12));
  }

  @Test
  void stepsAreCaughtByTheRulesThatHitThem() {
    for (StepOutcome step : report.steps()) {
      Set<String> expected = new TreeSet<>();
      for (Alert alert : ALERTS) {
        String own = recordings.get(step.step().recording()).name();
        if (alert.recording.equals(own) && in(alert, step.step().label())) {
          expected.add(alert.rule);
        }
      }
      assertThat(new TreeSet<>(step.caughtBy())).as(step.step().name()).isEqualTo(expected);
    }
    for (RuleNoise rule : report.rules()) {
      List<StepOutcome> meant =
          report.steps().stream()
              .filter(step -> step.step().label().aim().contains(rule.rule().name()))
              .toList();
      long caught =
          meant.stream().filter(step -> step.caughtBy().contains(rule.rule().name())).count();
      assertThat(rule.hitRate().map(rate -> rate.successes()).orElse(0L)).isEqualTo(caught);
      assertThat(rule.hitRate().map(rate -> rate.trials()).orElse(0L)).isEqualTo(meant.size());
    }
  }

  @Test
  void precisionIsOfRecordingsThatHoldBoth() {
    String mixed = recordings.get(0).name();
    for (RuleNoise rule : report.rules()) {
      List<Alert> own = of(rule).stream().filter(alert -> alert.recording.equals(mixed)).toList();
      long attacks = own.stream().filter(NoiseMeterTest::attack).count();
      assertThat(rule.precision().map(precision -> precision.trials()).orElse(0L))
          .as(rule.rule().name())
          .isEqualTo(own.size());
      assertThat(rule.precision().map(precision -> precision.successes()).orElse(0L))
          .isEqualTo(attacks);
    }
  }

  @Test
  void distinctAlertsAreThoseThatPrintTheSame() {
    for (RuleNoise rule : report.rules()) {
      Set<String> distinct = new HashSet<>();
      for (Alert alert : of(rule)) {
        Map<String, String> printed = new TreeMap<>();
        alert.fields.properties().forEach(field -> printed.put(field.getKey(), masked(field)));
        printed
            .keySet()
            .removeIf(key ->
                key.matches(
                    "evt\\.(raw)?time.*|evt\\.num|proc\\.(a?pid.*|sid|pgid|vpid|ppid)|evt\\.args|evt\\.info"));
        distinct.add(printed.toString());
      }
      assertThat(rule.signatures()).as(rule.rule().name()).isEqualTo(distinct.size());
    }
  }

  private static String masked(Map.Entry<String, JsonNode> field) {
    return field.getValue().asString("<NA>").replaceAll("[0-9]{3,}", "#");
  }

  private static List<Alert> of(RuleNoise rule) {
    return ALERTS.stream().filter(alert -> alert.rule.equals(rule.rule().name())).toList();
  }
}
