package dev.creance.workbench.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReplayCommandTest {
  private static final String RULES =
      """
      - rule: Write etc
        desc: the event 29302, in which a shell opens /etc/x
        condition: evt.num = 29302
        output: '%evt.num %proc.name "%fd.name"'
        priority: WARNING
        tags: [files, etc]
      - rule: Same event
        desc: the same event
        condition: evt.num = 29302
        output: again
        priority: INFO
        tags: [files]
      - rule: Any chmod
        desc: many
        condition: evt.type = fchmodat
        output: chmod
        priority: NOTICE
        tags: [modes]
      """;

  private static final int EVENT_BLOCK = 0x216;
  private static final int NEWER_TYPE = 4_000;

  @TempDir private Path folder;
  private String rules = "";

  @BeforeEach
  void writeRules() throws IOException {
    rules = Files.writeString(folder.resolve("rules.yaml"), RULES).toString();
  }

  @Test
  void textIsAsFalcoPrintsItAndATableFollows() {
    Run run =
        Run.of("replay", "--rules", rules, "--no-suggested-output", "-D", "Any*", House.sample());
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).isEqualTo("06:44:02.139619809: Warning 29302 sh \"/etc/x\"\n");
    assertThat(run.err())
        .containsPattern("rule +priority +hits +per hour +first \\(UTC\\) +last +processes")
        .containsPattern("Write etc +Warning +1 +545 +2026-11-23 06:44:02.139 +06:44:02.139 +1")
        .contains("1 hit of 1 of 2 rules; 81,369 events");
  }

  @Test
  void jsonIsAsFalcoPrintsItWithExtraFields() {
    Run run =
        Run.of(
            "replay",
            "--rules",
            rules,
            "--json",
            "--extra-field",
            "evt.num",
            "--extra-field",
            "who=%user.name!",
            "-t",
            "etc",
            House.sample());
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    JsonNode alert = JsonMapper.shared().readTree(run.out());
    assertThat(alert.path("rule").asString()).isEqualTo("Write etc");
    assertThat(alert.path("priority").asString()).isEqualTo("Warning");
    assertThat(alert.path("source").asString()).isEqualTo("syscall");
    assertThat(alert.path("tags").toString()).isEqualTo("[\"etc\",\"files\"]");
    assertThat(alert.path("time").asString()).isEqualTo("2026-11-23T06:44:02.139619809Z");
    assertThat(alert.path("output").asString())
        .startsWith("06:44:02.139619809: Warning 29302 sh \"/etc/x\" container_id=0e2bc2e719a8 ");
    assertThat(alert.at("/output_fields/evt.num").asInt()).isEqualTo(29302);
    assertThat(alert.at("/output_fields/who").asString()).isEqualTo("root!");
    assertThat(alert.at("/output_fields/container.id").asString()).isEqualTo("0e2bc2e719a8");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --rule-matching first -D Any*    | Write etc
          --rule-matching all -D Any*      | Write etc, Same event
          --rule-matching all -t files     | Write etc, Same event
          --rule-matching all -t etc       | Write etc
          --rule-matching all -T etc -T modes | Same event
          --rule-matching first -D Write* -D Any* | Same event
          """)
  void rulesAreChosen(String options, String fired) {
    String[] words = options.split(" ");
    String[] line = Arrays.copyOf(words, words.length + 5);
    System.arraycopy(
        new String[] {"--rules", rules, "--json", House.sample()}, 0, line, words.length, 4);
    System.arraycopy(line, 0, line, 1, line.length - 1);
    line[0] = "replay";
    assertThat(Run.of(line).out().lines())
        .extracting(alert -> JsonMapper.shared().readTree(alert).path("rule").asString())
        .containsExactly(fired.split(", "));
  }

  @Test
  void aSelectionThatFitsNothingIsSaid() {
    Run run = Run.of("replay", "-D", "Write ect", "-t", "etcc", "--rules", rules, House.sample());
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.err())
        .contains("no rule has the tag 'etcc'")
        .contains("no rule is called 'Write ect'; did you mean 'Write etc'?");
  }

  @Test
  void whatComesBeforeTheDamageIsReplayed() throws IOException {
    byte[] whole = unzipped();
    Path cut = folder.resolve("cut.scap");
    Files.write(cut, Arrays.copyOf(whole, whole.length * 3 / 4));
    Run run = Run.of("replay", "--rules", rules, "-t", "etc", cut.toString());
    assertThat(run.code()).isEqualTo(ExitCode.INPUT);
    assertThat(run.out()).contains("Warning 29302 sh");
    assertThat(run.err()).contains("cut.scap: at byte ").contains("1 hit of 1 of 1 rule");
  }

  @Test
  void newerEventTypesAreCountedAndShown() throws IOException {
    byte[] whole = unzipped();
    ByteBuffer newer = ByteBuffer.allocate(whole.length + 80).order(ByteOrder.LITTLE_ENDIAN);
    newer.put(whole);
    for (int i = 0; i < 2; i++) {
      newer.putInt(EVENT_BLOCK).putInt(40).putShort((short) 0).putLong(1).putLong(1);
      newer.putInt(26).putShort((short) NEWER_TYPE).putInt(0).putInt(40);
    }
    Path file = folder.resolve("newer.scap");
    Files.write(file, newer.array());
    Run run = Run.of("replay", "--rules", rules, "-t", "etc", file.toString());
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).contains("Warning 29302 sh");
    assertThat(run.err())
        .contains("skipped 2 events of types that are newer than this program")
        .contains(String.valueOf(NEWER_TYPE));
  }

  private static byte[] unzipped() throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(Path.of(House.sample())))) {
      return in.readAllBytes();
    }
  }

  @Test
  void rulesThatDoNotLoadAreANo() {
    Run run = Run.of("replay", "--rules", rules, "--extra-field", "evt.nmu", House.sample());
    assertThat(run.code()).isEqualTo(ExitCode.NO);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .containsOnlyOnce("error[LOAD_ERR_COMPILE_OUTPUT]")
        .contains("evt.nmu")
        .contains("and the same at 2 other places");
  }

  @Test
  void aFileThatIsNoCaptureIsUnreadableInput() {
    Run run = Run.of("replay", "--rules", rules, "--", rules);
    assertThat(run.code()).isEqualTo(ExitCode.INPUT);
    assertThat(run.err()).contains("rules.yaml");
  }

  @Test
  void noCaptureIsWrongUsage() {
    assertThat(Run.of("replay", "--rules", rules).code()).isEqualTo(ExitCode.USAGE);
  }
}
