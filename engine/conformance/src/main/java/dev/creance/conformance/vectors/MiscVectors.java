package dev.creance.conformance.vectors;

import dev.creance.events.Paths;
import dev.creance.events.Utf8Text;
import dev.creance.grammar.rules.FilterWarnings;
import dev.creance.grammar.rules.Intervals;
import dev.creance.grammar.rules.RuleNames;
import dev.creance.grammar.rules.Wildcard;
import dev.creance.grammar.syntax.ConditionParser;
import dev.creance.grammar.syntax.Escapes;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;

/** Small functions of Falco and libsinsp. */
final class MiscVectors {
  /** Falco warns of deprecated fields in other words; those are not what is asked here. */
  private static final String DEPRECATED = "deprecated-field";

  private static final String ERROR = "an error";

  private MiscVectors() {}

  static void look(JsonNode row, Findings findings) {
    String id = row.path("id").asString();
    JsonNode input = row.path("input");
    JsonNode expect = row.path("expect");
    switch (id.substring(0, id.indexOf('/'))) {
      case "path" ->
          findings.same(
              "path",
              expect.asString(),
              Paths.concatenate(input.path("base").asString(), input.path("path").asString()));
      case "utf8" ->
          findings.same(
              "text",
              expect.path("hex").asString(),
              hex(Utf8Text.sanitize(bytes(input.path("hex").asString()))));
      case "escape" ->
          findings.same(
              "escaped", expect.asString(), Escapes.escape(input.path("escape").asString()));
      case "unescape" ->
          findings.same(
              "value",
              expect.path("value").asString(ERROR),
              unescaped('"' + input.path("quoted_body").asString() + '"'));
      case "wildcard" ->
          findings.same(
              "match",
              expect.path("match").asBoolean(),
              Wildcard.matches(input.path("pattern").asString(), input.path("string").asString()));
      case "na-check" ->
          findings.same(
              "warns",
              expect.path("filter_warning").asBoolean()
                  && !expect.path("kind").asString("").equals(DEPRECATED),
              FilterWarnings.comparesUnsafely(
                  ConditionParser.parse(input.path("condition").asString()).tree()));
      case "sanitize-rule-name" ->
          findings.same("name", expect.asString(), RuleNames.sanitized(input.asString()));
      case "prometheus-interval" ->
          findings.same("ms", expect.path("ms").asLong(), Intervals.millis(input.asString()));
      default -> findings.wrong("unknown kind of row");
    }
  }

  private static String unescaped(String quoted) {
    try {
      return Escapes.unescape(quoted);
    } catch (Escapes.EscapeException e) {
      return ERROR;
    }
  }

  private static String bytes(String hex) {
    return new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
  }

  private static String hex(String bytes) {
    return HexFormat.of().formatHex(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }
}
