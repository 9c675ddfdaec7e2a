package dev.creance.conformance.vectors;

import dev.creance.grammar.syntax.ConditionParser;
import dev.creance.grammar.syntax.ConditionPrinter;
import dev.creance.grammar.syntax.Parsed;
import dev.creance.grammar.syntax.SyntaxError;
import tools.jackson.databind.JsonNode;

/** What Falco's own parser did with some hundred conditions. */
final class ParseVectors {
  /** Deeper than any limit, and what no parser should fall over. */
  private static final int DEEP = 100_000;

  private ParseVectors() {}

  static void look(JsonNode row, Findings findings) {
    JsonNode input = row.path("input");
    if (input.has("shape")) {
      nesting(input, row.path("expect"), findings);
    } else {
      condition(input.path("condition").asString(), row.path("expect"), findings);
    }
  }

  private static void condition(String text, JsonNode expect, Findings findings) {
    Parsed parsed = ConditionParser.parse(text);
    boolean ok = expect.path("ok").asBoolean();
    findings.same("accepted", ok, parsed.ok());
    if (ok) {
      findings.same("end", expect.path("end"), FalcoForm.position(text, parsed.end()));
      findings.same(
          "printed", expect.path("str").asString(), ConditionPrinter.canonical(parsed.tree()));
      findings.same("tree", expect.path("ast"), FalcoForm.of(text, parsed.tree()));
    } else if (!parsed.ok()) {
      SyntaxError first = parsed.errors().getFirst();
      findings.same("message", expect.path("error").asString(), first.message());
      findings.same("place", expect.path("at"), FalcoForm.position(text, first.at()));
    }
  }

  private static void nesting(JsonNode input, JsonNode expect, Findings findings) {
    int limit = input.path("max_depth").asInt();
    String shape = input.path("shape").asString();
    JsonNode largest = expect.path("largest_accepted_nesting");
    int accepted = largest.isNull() ? DEEP : largest.asInt();
    findings.same("at " + accepted, "", problem(nested(shape, accepted), limit));
    if (!largest.isNull()) {
      for (int more : new int[] {1, 2, 10, 1_000, DEEP}) {
        findings.same(
            "at " + accepted + " and " + more,
            expect.path("error_above").asString(),
            problem(nested(shape, accepted + more), limit));
      }
    }
  }

  private static String problem(String text, int limit) {
    Parsed parsed = ConditionParser.parse(text, limit);
    return parsed.ok() ? "" : parsed.errors().getFirst().message();
  }

  private static String nested(String shape, int times) {
    return switch (shape) {
      case "paren" -> "(".repeat(times) + "a" + ")".repeat(times);
      case "paren_field" -> "(".repeat(times) + "a.b exists" + ")".repeat(times);
      case "tolower_lhs" -> "tolower(".repeat(times) + "a.b" + ")".repeat(times) + " = x";
      case "tolower_rhs" -> "a.b = " + "tolower(".repeat(times) + "a.b" + ")".repeat(times);
      case "not_paren" -> "not (".repeat(times) + "a" + ")".repeat(times);
      case "join_nest" -> "join(".repeat(times) + "a.b" + ")".repeat(times) + " = x";
      case "list" -> "(".repeat(times) + "a.b in (x)" + ")".repeat(times);
      case "and_chain" -> "a" + " and a".repeat(times);
      default -> throw new IllegalArgumentException("unknown shape " + shape);
    };
  }
}
