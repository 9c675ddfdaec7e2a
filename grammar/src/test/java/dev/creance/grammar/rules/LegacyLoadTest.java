package dev.creance.grammar.rules;

import dev.creance.grammar.Shared;
import dev.creance.grammar.source.Diagnostic;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Loads the rules of Falco's regression tests; their detections are another test's. */
class LegacyLoadTest {
  @Test
  void rules() {
    SoftAssertions softly = new SoftAssertions();
    for (JsonNode row : Shared.rows("conformance/legacy-tests.jsonl")) {
      JsonNode input = row.get("input");
      boolean elsewhere = false;
      for (JsonNode file : input.get("files")) {
        elsewhere |= file.has("ref");
      }
      // Some have a broken configuration, others rules that are not at hand.
      boolean badConfiguration =
          input.has("config_var") && row.at("/expect/exit_code").asInt() != 0;
      if (!elsewhere && !badConfiguration) {
        check(softly, row.get("id").asString(), input, row.get("expect"));
      }
    }
    softly.assertAll();
  }

  private static void check(SoftAssertions softly, String id, JsonNode input, JsonNode expect) {
    LoadOptions options =
        LoadOptions.defaults()
            .withSources(Set.of("syscall"))
            .withPlugins(Map.of("container", new Version(0, 7, 1)));
    LoadResult result = new RulesetLoader(options).load(Loading.files(input.get("files")));
    softly
        .assertThat(result.successful())
        .as(id + " " + result.errors())
        .isEqualTo(expect.get("exit_code").asInt() == 0);
    if (expect.has("errors")) {
      code(softly, id, result.errors(), expect.get("errors"));
      if (!result.errors().isEmpty() && expect.get("errors").get(0).has("code")) {
        softly
            .assertThat(result.errors().getFirst().code().name())
            .as(id)
            .isEqualTo(expect.get("errors").get(0).get("code").asString());
      }
    }
    if (expect.has("warnings")) {
      code(softly, id, result.warnings(), expect.get("warnings"));
    }
    if (expect.has("warning_count")) {
      softly.assertThat(result.warnings()).as(id).hasSize(expect.get("warning_count").asInt());
    }
  }

  private static void code(
      SoftAssertions softly, String id, List<Diagnostic> found, JsonNode expected) {
    for (JsonNode one : expected) {
      softly
          .assertThat(found)
          .as(id + " " + one)
          .anyMatch(diagnostic ->
              (!one.has("code") || diagnostic.code().name().equals(one.get("code").asString()))
                  && (!one.has("itemname")
                      || diagnostic.item().contains(one.get("itemname").asString()))
                  && (!one.has("message") || said(diagnostic, one.get("message").asString())));
    }
  }

  /** Old tests expect a message of Falco before 0.40 for unknown fields of outputs. */
  private static boolean said(Diagnostic diagnostic, String message) {
    return diagnostic.message().contains(message)
        || (message.startsWith("invalid formatting token")
            && diagnostic.message().startsWith("unknown filter:"));
  }
}
