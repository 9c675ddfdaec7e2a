package dev.creance.grammar.rules;

import dev.creance.grammar.Shared;
import dev.creance.grammar.source.Diagnostic;
import dev.creance.grammar.source.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Loads what Falco 0.44.1 loaded or refused, and compares the verdicts. */
class FalcoVerdictsTest {
  private final SoftAssertions softly = new SoftAssertions();

  @Test
  void mutatedFiles() {
    RulesetLoader loader = new RulesetLoader(Loading.falco441());
    for (JsonNode row : Shared.rows("conformance/mutated-rules.jsonl.gz")) {
      String id = row.get("id").asString();
      JsonNode expect = row.get("expect");
      LoadResult result =
          loader.load(List.of(new SourceFile("rules.yaml", row.get("input").asString())));
      softly.assertThat(verdict(result)).as(id).isEqualTo(verdict(expect));
      if (result.successful()) {
        Map<String, Integer> warnings = new TreeMap<>();
        for (JsonNode warning : expect.get("warnings")) {
          warnings.merge(warning.get("code").asString(), 1, Integer::sum);
        }
        Map<String, Integer> found = new TreeMap<>();
        for (Diagnostic warning : result.warnings()) {
          found.merge(warning.code().name(), 1, Integer::sum);
        }
        softly.assertThat(found).as(id).isEqualTo(warnings);
      }
    }
    softly.assertAll();
  }

  private static String verdict(LoadResult result) {
    return result.successful() ? "" : result.errors().getFirst().code().name();
  }

  private static String verdict(JsonNode expect) {
    return expect.get("successful").asBoolean()
        ? ""
        : expect.get("errors").get(0).get("code").asString();
  }

  @Test
  void overlays() throws IOException {
    RulesetLoader loader = new RulesetLoader(Loading.falco441());
    List<SourceFile> stock = Loading.stock();
    for (Path folder : captures("overlays.jsonl.gz")) {
      String name = "captures/" + folder.getFileName() + "/overlays.jsonl.gz";
      for (JsonNode row : Shared.rows(name)) {
        List<SourceFile> files = new ArrayList<>(stock);
        files.add(new SourceFile("overlay.yaml", row.get("overlay").asString()));
        LoadResult result = loader.load(files);
        JsonNode codes = row.at("/expect/codes");
        softly
            .assertThat(verdict(result))
            .as(row.get("id").asString())
            .isEqualTo(codes.isEmpty() ? "" : codes.get(0).asString());
        softly
            .assertThat(result.successful())
            .as(row.get("id").asString())
            .isEqualTo(row.at("/expect/loads").asBoolean());
      }
    }
    softly.assertAll();
  }

  @Test
  void randomConditions() throws IOException {
    for (Path folder : captures("random.yaml")) {
      LoadResult result =
          new RulesetLoader(Loading.falco441())
              .load(
                  List.of(
                      new SourceFile(
                          "random.yaml", Files.readString(folder.resolve("random.yaml")))));
      softly.assertThat(result.errors()).as(folder.toString()).isEmpty();
      JsonNode rejected =
          JsonMapper.shared().readTree(Files.readString(folder.resolve("random.rejected.json")));
      for (JsonNode row : rejected) {
        String condition = row.get("condition").asString().replace("'", "''");
        LoadResult refused =
            Loading.load(
                Loading.falco441(),
                "- {rule: r, desc: d, output: x, priority: INFO, condition: '" + condition + "'}");
        softly.assertThat(verdict(refused)).as(condition).isEqualTo(row.get("code").asString());
        softly
            .assertThat(refused.errors().getFirst().message())
            .as(condition)
            .startsWith(row.get("message").asString());
      }
    }
    softly.assertAll();
  }

  private static List<Path> captures(String file) throws IOException {
    try (var folders = Files.list(Shared.file("captures"))) {
      return folders.filter(folder -> Files.exists(folder.resolve(file))).sorted().toList();
    }
  }
}
