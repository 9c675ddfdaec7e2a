package dev.creance.workbench.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the commands of tuning print for programs, held against each other and against lines. */
class TuningCommandsTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String RULES = House.file("corpora/rules").toString();
  private static final String ALL = House.file("corpora/rules/overlays").toString();

  @TempDir private static Path shared;
  private static String attacks = "";
  private static String day = "";

  @TempDir private Path folder;

  @BeforeAll
  static void importSamples() {
    attacks = shared.resolve("attacks").toString();
    day = shared.resolve("day").toString();
    String labels = House.file("corpora/attacks/labels.json").toString();
    done("import", sample("attacks"), "--into", attacks, "--labels", labels, "--label", "normal");
    done("import", sample("normal-admin"), "--into", day, "--label", "normal");
  }

  private static String sample(String name) {
    return House.file("corpora/" + name + "/capture.scap.gz").toString();
  }

  private static Run done(String... line) {
    Run run = Run.of(line);
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
    return run;
  }

  private static JsonNode json(String... line) {
    return JSON.readTree(done(line).out());
  }

  private static JsonNode of(JsonNode document, String rule) {
    for (JsonNode one : document.path("rules")) {
      if (one.path("rule").asString().equals(rule)) {
        return one;
      }
    }
    throw new AssertionError(rule);
  }

  private static long lines(String rule, String corpus) {
    return done("hits", "--rules", RULES, ALL, "--rule", rule, "--json", corpus)
        .out()
        .lines()
        .count();
  }

  @Test
  void noiseCountsTheLinesOfHits() {
    JsonNode noise = json("noise", "--json", "--rules", RULES, ALL, "--", attacks, day);
    JsonNode cost = json("cost", "--json", "--rules", RULES, ALL, "--", attacks, day);
    int compared = 0;
    for (JsonNode rule : noise.path("rules")) {
      String name = rule.path("rule").asString();
      long hits = rule.path("hits").asLong();
      assertThat(of(cost, name).path("matched").asLong()).as(name).isEqualTo(hits);
      if (hits > 0 && compared < 12) {
        compared++;
        assertThat(lines(name, attacks) + lines(name, day)).as(name).isEqualTo(hits);
      }
      double days = noise.path("normalNodeDays").asDouble();
      assertThat(rule.path("noise").path("perNodeDay").asDouble())
          .isEqualTo(rule.path("normalHits").asLong() / days, within(1e-6));
      assertThat(sum(rule.path("workloads"))).isEqualTo(rule.path("normalHits").asLong());
      assertThat(sum(rule.path("hosts"))).isEqualTo(rule.path("normalHits").asLong());
      assertThat(sum(rule.path("hours"))).isEqualTo(rule.path("normalHits").asLong());
      assertThat(rule.path("precision").path("are").asLong())
          .isEqualTo(rule.path("attackHits").asLong());
    }
    assertThat(compared).isEqualTo(12);
    long caught = 0;
    for (JsonNode step : noise.path("attackSteps")) {
      caught += step.path("caught").asBoolean() ? 1 : 0;
    }
    assertThat(noise.path("hitRate").path("are").asLong()).isEqualTo(caught);
    assertThat(noise.path("techniques").size()).isGreaterThan(40);
  }

  private static long sum(JsonNode shares) {
    long sum = 0;
    for (JsonNode share : shares) {
      sum += share.path("hits").asLong();
    }
    return sum;
  }

  @Test
  void causesAreOfTheHitsOnNormal() {
    JsonNode noise = json("noise", "--json", "--rules", RULES, ALL, "--", attacks, day);
    JsonNode causes =
        json("noise", "--causes", "--json", "--rules", RULES, ALL, "--", attacks, day);
    for (JsonNode rule : causes.path("rules")) {
      String name = rule.path("rule").asString();
      long hits = rule.path("normalHits").asLong();
      assertThat(hits).isEqualTo(of(noise, name).path("normalHits").asLong());
      assertThat(
              rule.path("expected").asLong()
                  + rule.path("novel").asLong()
                  + rule.path("unjudged").asLong())
          .as(name)
          .isEqualTo(hits);
      assertThat(rule.path("unexplained").asLong()).isLessThanOrEqualTo(hits);
    }
    assertThat(done("noise", "--causes", "--rules", RULES, ALL, "--", attacks, day).out())
        .contains("expected here", "repeats", "metadata missing", "drops nearby");
  }

  @Test
  void robustnessAndGrowthKnowTheSameHits() {
    JsonNode noise = json("noise", "--json", "--rules", RULES, ALL, "--", attacks, day);
    JsonNode robust = json("robustness", "--json", "--rules", RULES, ALL, "--", attacks, day);
    JsonNode growth = json("growth", "--json", "--rules", RULES, ALL, "--", attacks, day);
    for (JsonNode rule : noise.path("rules")) {
      String name = rule.path("rule").asString();
      JsonNode shaken = of(robust, name);
      long hits = rule.path("hits").asLong();
      assertThat(shaken.path("hits").asLong()).as(name).isEqualTo(hits);
      for (JsonNode scenario : shaken.path("scenarios")) {
        assertThat(
                scenario.path("kept").asLong()
                    + scenario.path("eventsLost").asLong()
                    + scenario.path("lost").asLong())
            .isEqualTo(hits * scenario.path("replays").asLong());
      }
      long grown = 0;
      for (JsonNode count : of(growth, name).path("hits")) {
        grown += count.asLong();
      }
      assertThat(grown).as(name).isEqualTo(rule.path("normalHits").asLong());
      assertThat(of(growth, name).path("lack").asString()).as("minutes are no year").isNotEmpty();
      assertThat(of(growth, name).path("inAYear").isNull()).isTrue();
    }
  }

  @Test
  void aProposalAcceptedRemovesWhatWasForetold() throws Exception {
    String rule = "System user interactive";
    JsonNode found = json("propose", "--json", "--rules", RULES, ALL, "--rule", rule, attacks, day);
    assertThat(found.path("hits").asLong()).isEqualTo(lines(rule, attacks) + lines(rule, day));
    assertThat(found.path("proposals").size()).isPositive();
    List<String> line = new ArrayList<>(List.of("propose", "--rules", RULES, ALL, "--rule", rule));
    Path local = folder.resolve("local.yaml");
    line.addAll(List.of("--accept", "1", "--into", local.toString(), "--author", "Jane"));
    line.addAll(List.of("--reason", "known", attacks, day));
    done(line.toArray(String[]::new));
    assertThat(Files.readString(local)).contains("# creance: author=Jane").contains("expires=");
    assertThat(done("check", RULES, ALL, local.toString()).err()).contains("0 warnings");
    long left = 0;
    for (String corpus : List.of(attacks, day)) {
      left +=
          done("hits", "--rules", RULES, ALL, local.toString(), "--rule", rule, "--json", corpus)
              .out()
              .lines()
              .count();
    }
    assertThat(left).isEqualTo(found.path("proposals").path(0).path("hitsLeft").asLong());
    JsonNode diff =
        json("diff", "--json", RULES + "," + ALL, RULES + "," + ALL + "," + local, attacks, day);
    assertThat(diff.toString()).contains(rule);
    Path report = folder.resolve("report.html");
    done(
        "report",
        "--rules",
        RULES,
        ALL,
        "--changed",
        local.toString(),
        "--html",
        report.toString(),
        attacks,
        day);
    assertThat(Files.readString(report))
        .contains("What the change does", "Noise over time, by minute", "MITRE ATT&amp;CK")
        .doesNotContain("http://", "https://", "<script");
  }

  @Test
  void whatIsNewIsNamed() throws Exception {
    Path before = folder.resolve("before.json");
    Path after = folder.resolve("after.json");
    done("normal", "learn", day, "--into", before.toString());
    done("normal", "learn", day, attacks, "--into", after.toString());
    assertThat(done("normal", "show", before.toString()).out())
        .contains("reads", "acts as", "spawns", "1 host, 1 day");
    String diff = done("normal", "diff", before.toString(), after.toString()).out();
    assertThat(diff).contains("+ ").contains("(such as /");
    String judged =
        done("normal", "judge", before.toString(), "--rules", RULES, ALL, "--", attacks).out();
    assertThat(judged).contains("novel").contains("new: ");
  }
}
