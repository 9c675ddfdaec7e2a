package dev.creance.tuning.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.creance.corpus.Label;
import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.grammar.source.SourceFile;
import dev.creance.tuning.GeneratedCapture;
import dev.creance.tuning.Samples;
import dev.creance.tuning.recording.Recordings;
import dev.creance.tuning.regression.Mutants.Change;
import dev.creance.tuning.regression.Mutants.Fate;
import dev.creance.tuning.regression.TestOutcome.Status;
import dev.creance.tuning.rules.RuleFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tests of rules, on a capture of which every hit is known: 10 normal ones, 3 of an attack. */
class TestRunnerTest {
  private static final String RULES =
      """
      - rule: Reads secrets
        desc: somebody reads a secret
        condition: evt.type = openat and fd.name startswith /srv/ and not proc.name = backup
        output: secret read (file=%fd.name process=%proc.name)
        priority: WARNING
        tags: [secrets]
      - rule: Never
        desc: nothing
        condition: evt.type = openat and fd.name = /nowhere
        output: nothing
        priority: WARNING
      """;

  @TempDir Path folder;

  @BeforeEach
  void record() throws Exception {
    GeneratedCapture capture = new GeneratedCapture(1_000_000_000L);
    long cat = capture.process(10, 1, "cat", "/bin/cat", "", 0);
    long backup = capture.process(11, 1, "backup", "/bin/backup", "", 0);
    long thief = capture.process(12, 1, "thief", "/tmp/thief", "", 33);
    for (int i = 0; i < 10; i++) {
      capture.open(cat, "/srv/secret" + i);
      capture.open(backup, "/srv/secret" + i);
      capture.open(cat, "/usr/lib/x");
    }
    long first = capture.open(thief, "/srv/secret1");
    capture.open(thief, "/srv/secret2");
    long last = capture.open(thief, "/srv/secret3");
    capture.labelAll("normal");
    capture.label(new Label("theft", first, last, "", List.of(12L), "T1003", List.of()));
    capture.importInto(folder.resolve("corpus"));
    Files.writeString(folder.resolve("rules.yaml"), RULES);
  }

  private List<TestOutcome> run(String tests, boolean update) throws Exception {
    TestFile file = file(tests);
    Ruleset ruleset = Samples.load(List.of(new SourceFile("rules.yaml", RULES))).ruleset();
    try (Recordings recordings = Recordings.open(List.copyOf(file.corpora().values()))) {
      return new TestRunner(file, ruleset, recordings, update).run();
    }
  }

  private TestFile file(String tests) throws Exception {
    Path path = folder.resolve("some.test.yaml");
    Files.writeString(path, "rules: rules.yaml\ncorpora: {c: corpus}\ntests:\n" + tests);
    return TestFileReader.read(path);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          rule: Reads secrets, exactly: 13                         | PASSED | 13 hits
          rule: Reads secrets, exactly: 12                         | FAILED | 13 hits, expected exactly 12
          rule: Reads secrets, at_least: 14                        | FAILED | 13 hits, expected at least 14
          rule: Reads secrets, at_least: 2, at_most: 13            | PASSED | 13 hits
          rule: Reads secrets, on: normal, exactly: 10             | PASSED | 10 hits
          rule: Reads secrets, label: theft, exactly: 3            | PASSED | 3 hits
          rule: Reads secrets, label: theft, never: true           | FAILED | 3 hits, expected never
          rule: Reads secrets, label: heist, never: true           | BROKEN | no label is called 'heist'
          rule: Never, never: true                                 | PASSED | 0 hits
          rule: Missing, never: true                               | BROKEN | no rule is called 'Missing'
          tag: secrets, exactly: 13                                | PASSED | 13 hits
          tag: others, exactly: 13                                 | BROKEN | no enabled rule is tagged 'others'
          all: true, exactly: 13                                   | PASSED | 13 hits
          """)
  void countsHits(String test, Status status, String message) throws Exception {
    TestOutcome outcome = run("  - {" + test + "}\n", false).getFirst();
    assertThat(outcome.message()).isEqualTo(message);
    assertThat(outcome.status()).isEqualTo(status);
    assertThat(outcome.test().line()).isEqualTo(4);
  }

  @Test
  void budgetsAreOfNormalTime() throws Exception {
    // 33 s recorded, two of the three attack's seconds are between its first and its last event;
    // its
    // label names a process, so no time is taken away: the label of all covers 34 s, 32 of them
    // recorded.
    double days = 32 / 86400.0;
    double noise = 10 / days;
    List<TestOutcome> outcomes =
        run(
            "  - {rule: Reads secrets, noise_at_most: "
                + (noise + 1)
                + "}\n  - {rule: Reads secrets, noise_at_most: "
                + (noise - 1)
                + "}\n",
            false);
    assertThat(outcomes)
        .extracting(TestOutcome::status)
        .containsExactly(Status.PASSED, Status.FAILED);
    assertThat(outcomes.getFirst().message()).startsWith("27,000.00 hits per node-day (");
  }

  @Test
  void snapshotsTellWhatCameAndWent() throws Exception {
    String test = "  - {rule: Reads secrets, label: theft, snapshot: golden/theft.alerts}\n";
    assertThat(run(test, false).getFirst().message()).startsWith("no snapshot theft.alerts");
    assertThat(run(test, true).getFirst().message()).isEqualTo("3 alerts written");
    assertThat(run(test, false).getFirst().message()).isEqualTo("3 alerts as accepted");
    Path golden = folder.resolve("golden/theft.alerts");
    List<String> lines = Files.readAllLines(golden);
    assertThat(lines.getFirst()).startsWith("c ").endsWith("(file=/srv/secret1 process=thief)");
    Files.write(golden, List.of(lines.get(0), "c 99 an alert of old", lines.get(2)));
    TestOutcome changed = run(test, false).getFirst();
    assertThat(changed.status()).isEqualTo(Status.FAILED);
    assertThat(changed.details()).containsExactly("- c 99 an alert of old", "+ " + lines.get(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {rule: A}                                    | 4: a test needs one of 'exactly: N'
          {rule: A, never: true, exactly: 1}           | 4: a test needs one of 'exactly: N'
          {rule: A, tag: b, never: true}               | 4: a test needs one of 'rule: NAME'
          {never: true}                                | 4: a test needs one of 'rule: NAME'
          {rule: A, exactly: some}                     | 4: exactly: expected a number of hits, found 'some'
          {rule: A, exactly: -1}                       | 4: exactly: expected a number of hits, found '-1'
          {rule: A, at_least: 3, at_most: 2}           | 4: at least 3 and at most 2 cannot be
          {rule: A, never: true, corpus: d}            | 4: corpus: no corpus is called 'd' in this file
          {rule: A, never: true, often: true}          | 4: 'often' is none of
          {rule: A, never: true, on: attack}           | 4: on: expected 'normal'
          {rule: [A], never: true}                     | 4: rule: expected a text
          just text                                    | 4: tests: expected a mapping
          """)
  void wrongFilesSayWhereAndWhat(String test, String message) {
    assertThatThrownBy(() -> file("  - " + test + "\n"))
        .isInstanceOf(TestFileException.class)
        .hasMessageContaining("some.test.yaml:" + message);
  }

  @Test
  void mutantsAreNoticedMissedOrNotExercised() throws Exception {
    TestFile file = file("  - {rule: Reads secrets, on: normal, exactly: 10}\n");
    RuleFiles rules =
        new RuleFiles(List.of(new SourceFile("rules.yaml", RULES)), LoadOptions.defaults());
    try (Recordings recordings = Recordings.open(List.copyOf(file.corpora().values()))) {
      List<Mutants.Mutant> mutants =
          new Mutants(file, rules, recordings).run(rules.load().ruleset());
      assertThat(mutants)
          .filteredOn(
              mutant -> mutant.part().startsWith("evt.type") && mutant.change() == Change.DROPPED)
          .singleElement()
          .extracting(Mutants.Mutant::fate)
          .isEqualTo(Fate.UNEXERCISED);
      assertThat(mutants)
          .filteredOn(
              mutant -> mutant.part().startsWith("fd.name") && mutant.change() == Change.DROPPED)
          .singleElement()
          .satisfies(mutant -> assertThat(mutant.fate()).isEqualTo(Fate.NOTICED))
          .satisfies(mutant -> assertThat(mutant.hits()).isEqualTo(23));
      assertThat(mutants)
          .filteredOn(
              mutant -> mutant.part().startsWith("not") && mutant.change() == Change.DROPPED)
          .singleElement()
          .satisfies(mutant -> assertThat(mutant.hits()).isEqualTo(23));
    }
  }

  @Test
  void theSchemaKnowsTheKeysOfTests() {
    JsonNode schema = JsonMapper.builder().build().readTree(TestFileSchema.text());
    assertThat(schema.path("$defs").path("test").path("properties").propertyNames())
        .containsExactlyInAnyOrder(
            "name",
            "rule",
            "tag",
            "all",
            "corpus",
            "label",
            "on",
            "exactly",
            "at_least",
            "at_most",
            "never",
            "noise_at_most",
            "snapshot");
  }
}
