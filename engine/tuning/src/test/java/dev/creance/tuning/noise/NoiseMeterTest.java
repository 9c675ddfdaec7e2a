package dev.creance.tuning.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.creance.corpus.Label;
import dev.creance.corpus.evaluate.HitRows;
import dev.creance.corpus.evaluate.Measures;
import dev.creance.events.Utf8Text;
import dev.creance.events.format.AlertFormatter;
import dev.creance.events.format.AlertTemplate;
import dev.creance.grammar.rules.AppendOutput;
import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.RulesetLoader;
import dev.creance.tuning.Samples;
import dev.creance.tuning.noise.NoiseReport.RuleNoise;
import dev.creance.tuning.noise.NoiseReport.StepOutcome;
import dev.creance.tuning.noise.NoiseReport.TechniqueCoverage;
import dev.creance.tuning.recording.Recording;
import dev.creance.tuning.recording.Recordings;
import dev.creance.tuning.statistics.Proportion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
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

  /** The same rules and alerts, with other fields printed. */
  private static List<Rule> workloadRules;

  private static final List<Alert> WORKLOAD_ALERTS = new ArrayList<>();

  private static final List<String> EXTRA =
      List.of(
          "proc.pid",
          "proc.sid",
          "proc.pgid",
          "proc.apid[1]",
          "proc.apid[2]",
          "proc.apid[3]",
          "proc.apid[4]",
          "proc.apid[5]",
          "proc.apid[6]",
          "evt.rawtime.s",
          "evt.rawtime.ns");

  private static final List<String> OF_WORKLOADS =
      Stream.concat(
              EXTRA.stream(),
              Stream.of(
                  "container.id",
                  "container.image.repository",
                  "thread.cgroups",
                  "proc.exepath",
                  "proc.name",
                  "k8s.pod.name"))
          .toList();

  /** An alert's line. */
  private record Alert(String recording, String rule, long time, JsonNode fields) {}

  @BeforeAll
  static void measure() throws Exception {
    List<Path> corpora = new ArrayList<>();
    for (Path capture : captures()) {
      corpora.add(Samples.corpus(folder.resolve("c" + corpora.size()), capture, "normal"));
    }
    recordings = Recordings.open(corpora);
    rules = load(EXTRA);
    workloadRules = load(OF_WORKLOADS);
    report = new NoiseMeter(recordings).measure(rules);
    for (Recording recording : recordings.all()) {
      collect(recording, rules, ALERTS);
      collect(recording, workloadRules, WORKLOAD_ALERTS);
    }
  }

  /** The sample corpora, and the captures beside the repository where they are; no large ones. */
  private static List<Path> captures() throws IOException {
    List<Path> folders = new ArrayList<>(List.of(Samples.corpora()));
    Samples.shared("zoo").ifPresent(zoo -> folders.add(zoo.getParent()));
    List<Path> captures = new ArrayList<>();
    for (Path folder : folders) {
      try (Stream<Path> all = Files.list(folder)) {
        all.filter(one -> Files.exists(one.resolve("capture.scap.gz")))
            .filter(one -> !one.getFileName().toString().startsWith("large"))
            .sorted()
            .forEach(captures::add);
      }
    }
    return captures;
  }

  private static List<Rule> load(List<String> extra) throws IOException {
    List<AppendOutput.ExtraField> fields = new ArrayList<>();
    extra.forEach(field -> fields.add(new AppendOutput.ExtraField.Raw(field)));
    LoadOptions options =
        LoadOptions.defaults().withAppendOutput(List.of(AppendOutput.extraFields(fields)));
    return new RulesetLoader(options)
        .load(Samples.stockRules()).ruleset().rules().stream().filter(Rule::enabled).toList();
  }

  @AfterAll
  static void close() {
    recordings.close();
  }

  private static void collect(Recording recording, List<Rule> rules, List<Alert> alerts)
      throws Exception {
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
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
                JsonNode alert = json.readTree(line.toByteArray());
                JsonNode fields = alert.path("output_fields");
                long time =
                    fields.path("evt.rawtime.s").asLong() * 1_000_000_000L
                        + fields.path("evt.rawtime.ns").asLong();
                alerts.add(new Alert(recording.name(), rule.name(), time, fields));
                return true;
              });
    }
  }

  private static boolean in(Alert alert, Label label) {
    if (alert.time < label.start() || alert.time > label.end()) {
      return false;
    }
    Set<Long> processes = new HashSet<>();
    for (String field : EXTRA.subList(0, 9)) {
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
    // Attack steps of the samples name their processes, so no time is taken away.
    assertThat(report.normalDays()).isCloseTo(days, withinPercentage(1e-9));
    for (RuleNoise rule : report.rules()) {
      assertThat(rule.noise().orElseThrow().value())
          .isCloseTo(
              of(rule).stream().filter(alert -> !attack(alert)).count() / days, within(1e-6));
    }
    assertThat(report.hourDays().stream().mapToDouble(Double::doubleValue).sum())
        .isCloseTo(days, withinPercentage(1e-9));
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
    for (RuleNoise rule : report.rules()) {
      List<Alert> own =
          of(rule).stream().filter(alert -> !attacks(alert.recording).isEmpty()).toList();
      long attacks = own.stream().filter(NoiseMeterTest::attack).count();
      assertThat(rule.precision().map(precision -> precision.trials()).orElse(0L))
          .as(rule.rule().name())
          .isEqualTo(own.size());
      assertThat(rule.precision().map(precision -> precision.successes()).orElse(0L))
          .isEqualTo(attacks);
    }
  }

  @Test
  void workloadsAreWhatTheFieldsOfTheirAlertsSay() {
    for (RuleNoise rule : report.rules()) {
      Map<String, Long> expected = new TreeMap<>();
      WORKLOAD_ALERTS.stream()
          .filter(alert -> alert.rule.equals(rule.rule().name()) && !attack(alert))
          .forEach(alert -> expected.merge(workload(alert.fields), 1L, Long::sum));
      Map<String, Long> found = new TreeMap<>();
      rule.workloads().forEach(share -> found.put(Utf8Text.decode(share.name()), share.hits()));
      assertThat(found).as(rule.rule().name()).isEqualTo(expected);
      assertThat(rule.hosts().stream().mapToLong(share -> share.hits()).sum())
          .isEqualTo(rule.normalHits());
    }
  }

  private static String workload(JsonNode fields) {
    if (!fields.path("k8s.pod.name").asString("").isEmpty()) {
      return "a pod"; // none of the samples has one
    }
    String image = fields.path("container.image.repository").asString("");
    if (!image.isEmpty()) {
      return "image " + image;
    }
    String id = fields.path("container.id").asString("");
    if (!id.isEmpty() && !id.equals("host")) {
      return "container unknown";
    }
    for (String part : fields.path("thread.cgroups").asString("").split("[/ ]")) {
      if (part.endsWith(".service") && !part.contains("=")) {
        return "unit " + part;
      }
    }
    String path = fields.path("proc.exepath").asString("");
    String name = path.isEmpty() ? fields.path("proc.name").asString("") : path;
    return name.isEmpty() ? "unknown" : "executable " + name;
  }

  @Test
  void techniquesAreThoseOfTheStepsAndOfTheRulesThatCatchThem() {
    Map<String, Set<String>> caughtBy = new TreeMap<>();
    Map<String, long[]> steps = new TreeMap<>();
    for (Recording recording : recordings.all()) {
      for (Label label : attacks(recording.name())) {
        Set<String> ids = new TreeSet<>();
        if (label.technique().isEmpty()) {
          rules.stream()
              .filter(rule -> label.aim().contains(rule.name()))
              .flatMap(rule -> rule.tags().stream())
              .filter(tag -> tag.matches("T[0-9]{4}([.][0-9]{3})?"))
              .forEach(ids::add);
        } else {
          ids.add(label.technique());
        }
        Set<String> by = new TreeSet<>();
        ALERTS.stream()
            .filter(alert -> alert.recording.equals(recording.name()) && in(alert, label))
            .forEach(alert -> by.add(alert.rule));
        for (String id : ids) {
          caughtBy.computeIfAbsent(id, key -> new TreeSet<>()).addAll(by);
          long[] counts = steps.computeIfAbsent(id, key -> new long[2]);
          counts[0]++;
          counts[1] += by.isEmpty() ? 0 : 1;
        }
      }
    }
    assertThat(steps).hasSizeGreaterThan(40);
    List<TechniqueCoverage> labelled =
        report.techniques().stream().filter(one -> one.hitRate().isPresent()).toList();
    assertThat(labelled.stream().map(TechniqueCoverage::id))
        .containsExactlyElementsOf(steps.keySet());
    for (TechniqueCoverage technique : labelled) {
      long[] counts = Objects.requireNonNull(steps.get(technique.id()));
      assertThat(technique.hitRate().orElseThrow())
          .as(technique.id())
          .isEqualTo(new Proportion(counts[1], counts[0]));
      assertThat(new TreeSet<>(technique.caughtBy())).isEqualTo(caughtBy.get(technique.id()));
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
