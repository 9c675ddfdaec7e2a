package dev.creance.workbench.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** From a capture to a corpus and what can be asked of it, as the command line has it. */
class CorpusCommandsTest {
  private static final String RULES =
      """
      - rule: shell
        desc: a shell is started
        condition: evt.type = execve and evt.arg.res = 0 and proc.name in (bash, sh)
        output: shell %proc.cmdline
        priority: WARNING
      - rule: silent
        desc: never
        condition: evt.type = execve and proc.name = no-such-name
        output: silent
        priority: INFO
      """;

  @TempDir private static Path shared;
  private static String corpus;

  @TempDir private Path folder;

  @BeforeAll
  static void importTheSample() {
    corpus = shared.resolve("attack").toString();
    Run run =
        Run.of(
            "import",
            sample("attack-exec/capture.scap.gz"),
            "--into",
            corpus,
            "--labels",
            sample("attack-exec/labels.json"),
            "--workspace",
            shared.resolve("import").toString());
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
    assertThat(run.err()).contains("events of host").contains("labels; imported in");
  }

  private static String sample(String name) {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("corpora").resolve(name))) {
      root = Objects.requireNonNull(root.getParent(), "no folder above has corpora/" + name);
    }
    return root.resolve("corpora").resolve(name).toString();
  }

  private String rules(String text) throws IOException {
    return Files.writeString(folder.resolve("rules.yaml"), text).toString();
  }

  private Run measure(String rules, String... more) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of("measure", "--rules", rules(rules), "--workspace", folder.toString()));
    words.addAll(List.of(more));
    words.add(corpus);
    return Run.of(words.toArray(String[]::new));
  }

  private static void assertJson(String text) {
    try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
      int documents = 0;
      int depth = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        documents += depth == 0 ? 1 : 0;
      }
      assertThat(documents).isEqualTo(1);
    }
  }

  @Test
  void importingAgainSaysSo() {
    Run run = Run.of("import", sample("attack-exec/capture.scap.gz"), "--into", corpus);
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.err()).contains("is in " + corpus + " already");
  }

  @Test
  void whatIsNoCaptureLeavesNothingBehind() throws IOException {
    Path none = Files.writeString(folder.resolve("none.scap"), "not a capture");
    Path into = folder.resolve("into");
    Run run = Run.of("import", none.toString(), "--into", into.toString());
    assertThat(run.code()).isEqualTo(ExitCode.INPUT);
    assertThat(run.err()).contains("none.scap").doesNotContain("Exception");
    assertThat(into).doesNotExist();
    Run missing = Run.of("import", "nowhere.scap", "--into", into.toString());
    assertThat(missing.code()).isEqualTo(ExitCode.INPUT);
    assertThat(missing.err()).contains("nowhere.scap: no such file");
  }

  @Test
  void corporaAreListedAndChecked() {
    Run run = Run.of("corpora", "--check", shared.toString());
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).contains("corpus").contains(corpus).doesNotContain("\u001b");
    Run json = Run.of("corpora", "--json", corpus);
    assertJson(json.out());
    assertThat(json.out()).contains("\"technique\"").contains("\"importer\"");
    Run missing = Run.of("corpora", folder.resolve("none").toString());
    assertThat(missing.code()).isEqualTo(ExitCode.INPUT);
    assertThat(missing.err()).contains("creance import CAPTURE --into");
  }

  @Test
  void theCorporaOfAWorkspaceAreKnown() {
    Run run = Run.of("corpora", "--workspace", shared.resolve("import").toString());
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).contains(corpus);
  }

  @Test
  void measuresAreCountedAndHitsArePrinted() throws IOException {
    Run measured = measure(RULES, "--json");
    assertThat(measured.code()).as(measured.err()).isEqualTo(ExitCode.DONE);
    assertJson(measured.out());
    assertThat(measured.out()).contains("{\"rule\":\"silent\",\"priority\":\"Informational\"");
    assertThat(measured.out()).contains("\"elapsedMillis\":");
    Run hits = Run.of("hits", "--rules", rules(RULES), "--rule", "shell", "--json", corpus);
    assertThat(hits.code()).isEqualTo(ExitCode.DONE);
    long count = hits.out().lines().count();
    assertThat(measured.out()).contains("\"rule\":\"shell\",\"priority\":\"Warning\"");
    assertThat(measured.out()).contains("\"hits\":" + count + ",");
    assertThat(count).isPositive();
    hits.out().lines().forEach(CorpusCommandsTest::assertJson);
    Run none = Run.of("hits", "--rules", rules(RULES), "--rule", "shel", corpus);
    assertThat(none.code()).isEqualTo(ExitCode.USAGE);
    assertThat(none.err()).contains("no rule is called 'shel'; did you mean 'shell'?");
    Run missing = Run.of("measure", "--rules", rules(RULES), folder.resolve("gone").toString());
    assertThat(missing.code()).isEqualTo(ExitCode.INPUT);
    assertThat(missing.err()).contains("gone: no such corpus or rule file");
  }

  @Test
  void runsAreRememberedAndCompared() throws IOException {
    Run first = measure(RULES, "--compare");
    assertThat(first.code()).as(first.err()).isEqualTo(ExitCode.DONE);
    assertThat(first.err()).contains("remembered as run 1").contains("no such earlier run");
    Run same = measure(RULES, "--compare");
    assertThat(same.err()).contains("compared with run 1").contains("2 rules unchanged");
    Run edited = measure(RULES.replace("(bash, sh)", "(bash)"), "--compare");
    assertThat(edited.out()).contains("condition changed");
    assertThat(edited.err())
        .contains("compared with run 2")
        .contains("other rule files")
        .contains("1 rule with another condition, 1 rule unchanged");
    assertJson(measure(RULES, "--against", "1", "--json").out());
    assertThat(measure(RULES, "--against", "7d").err()).contains("no such earlier run");
    Run wrong = measure(RULES, "--against", "yesterday");
    assertThat(wrong.code()).isEqualTo(ExitCode.USAGE);
    assertThat(wrong.err()).contains("7d");

    String workspace = folder.toString();
    Run history = Run.of("history", "--workspace", workspace);
    assertThat(history.out().lines()).hasSize(6);
    assertJson(Run.of("history", "--workspace", workspace, "--json").out());
    Run rule = Run.of("history", "--workspace", workspace, "--rule", "shell");
    assertThat(rule.out()).contains("changed");
    Run diff = Run.of("history", "--workspace", workspace, "--diff", "2", "3");
    assertThat(diff.out()).contains("condition changed");
    Run none = Run.of("history", "--workspace", workspace, "--diff", "2", "99");
    assertThat(none.code()).isEqualTo(ExitCode.NO);
  }

  @Test
  void aDamagedCatalogueStopsNoMeasure() throws IOException {
    Path catalogue = folder.resolve(".creance/catalogue.db");
    Files.createDirectories(catalogue.getParent());
    Files.writeString(catalogue, "x".repeat(8192));
    Run run = measure(RULES);
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).contains("shell");
    assertThat(run.err()).contains("nothing was remembered").contains("damaged");
    assertThat(catalogue).hasContent("x".repeat(8192));
    assertThat(Run.of("history", "--workspace", folder.toString()).code())
        .isEqualTo(ExitCode.INPUT);
  }

  @Test
  void wordsLeadToValuesAndEvents() {
    Run values = Run.of("search", "passwd", corpus);
    assertThat(values.code()).as(values.err()).isEqualTo(ExitCode.DONE);
    assertThat(values.out()).contains("fd.name").contains("/etc/passwd");
    assertJson(Run.of("search", "--json", "passwd", corpus).out());
    Run events = Run.of("search", "--events", "--limit", "3", "-p", "%fd.name", "passwd", corpus);
    assertThat(events.out().lines()).hasSizeLessThanOrEqualTo(3);
    Run nothing = Run.of("search", "no-such-word-anywhere", corpus);
    assertThat(nothing.code()).isEqualTo(ExitCode.NO);
    assertThat(Run.of("search", corpus).code()).isEqualTo(ExitCode.USAGE);
    Run rebuilt = Run.of("search", "--rebuild", corpus);
    assertThat(rebuilt.code()).isEqualTo(ExitCode.DONE);
    assertThat(rebuilt.err()).contains("made the search index");
  }

  @Test
  void eventsAreExported() throws IOException {
    Path jsonl = folder.resolve("shells.jsonl");
    Run lines =
        Run.of(
            "export", corpus, "--jsonl", jsonl.toString(), "proc.name = sh and evt.type = openat");
    assertThat(lines.code()).as(lines.err()).isEqualTo(ExitCode.DONE);
    List<String> all = Files.readAllLines(jsonl);
    assertThat(lines.err()).startsWith(all.size() + " events in " + jsonl);
    all.forEach(CorpusCommandsTest::assertJson);
    assertThat(all.getFirst()).startsWith("{\"host\":\"").contains("\"proc.name\":\"sh\"");
    Run few =
        Run.of("export", corpus, "--jsonl", "-", "--fields", "evt.num, fd.name", "--limit", "2");
    assertThat(few.out().lines()).hasSize(2).allMatch(line -> line.startsWith("{\"evt.num\":"));
    Path parquet = folder.resolve("events.parquet");
    Run columns =
        Run.of("export", corpus, "--parquet", parquet.toString(), "--fields", "+proc.vpid");
    assertThat(columns.code()).as(columns.err()).isEqualTo(ExitCode.DONE);
    assertThat(Files.readAllBytes(parquet))
        .startsWith('P', 'A', 'R', '1')
        .endsWith('P', 'A', 'R', '1');
  }

  @Test
  void exportsThatCannotBeAreSaid() throws IOException {
    String file = folder.resolve("out.jsonl").toString();
    assertThat(Run.of("export", corpus).code()).isEqualTo(ExitCode.USAGE);
    assertThat(Run.of("export", corpus, "--jsonl", file, "--parquet", file).code())
        .isEqualTo(ExitCode.USAGE);
    Run filter = Run.of("export", corpus, "--jsonl", file, "proc.nmae = sh");
    assertThat(filter.code()).isEqualTo(ExitCode.USAGE);
    assertThat(filter.err()).contains("proc.nmae");
    Run field = Run.of("export", corpus, "--jsonl", file, "--fields", "proc.nmae");
    assertThat(field.code()).isEqualTo(ExitCode.USAGE);
    assertThat(field.err()).contains("proc.nmae");
    Run folderMissing = Run.of("export", corpus, "--jsonl", file + "/none/out.jsonl");
    assertThat(folderMissing.code()).isEqualTo(ExitCode.INPUT);
    assertThat(Files.list(folder)).isEmpty();
  }

  @Test
  void aDamagedCorpusIsNamedByEveryCommand() throws IOException {
    Path damaged = folder.resolve("damaged");
    Files.createDirectories(damaged);
    try (var files = Files.list(Path.of(corpus))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, damaged.resolve(file.getFileName()));
      }
    }
    Path segment = damaged.resolve("000001.segment");
    byte[] bytes = Files.readAllBytes(segment);
    bytes[bytes.length / 2] ^= 1;
    Files.write(segment, bytes);
    String rules = rules(RULES);
    for (List<String> command :
        List.of(
            List.of("corpora", "--check"),
            List.of("measure", "--rules", rules),
            List.of("hits", "--rules", rules, "--rule", "shell"),
            List.of("export", "--jsonl", "-"),
            List.of("search", "passwd"))) {
      List<String> words = new ArrayList<>(command);
      words.add(damaged.toString());
      Run run = Run.of(words.toArray(String[]::new));
      assertThat(run.code()).as("%s: %s", command, run.err()).isEqualTo(ExitCode.INPUT);
      assertThat(run.err()).contains("000001.segment");
    }
  }
}
