package dev.creance.conformance.vectors;

import dev.creance.grammar.checked.CheckResult;
import dev.creance.grammar.checked.Finding;
import dev.creance.grammar.vocabulary.FieldResolver;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What libsinsp compiles, refuses and warns of. */
final class CompileVectors {
  private final Conditions conditions = new Conditions(new FieldResolver(Set.of()));

  void look(JsonNode row, Findings findings) {
    String text = row.at("/input/condition").asString();
    JsonNode expect = row.path("expect");
    boolean mock = row.path("input").has("mock_fields");
    if (expect.has("result")) {
      findings.same("result", expect.path("result").asBoolean(), MockFields.holds(text));
      return;
    }
    CheckResult result = conditions.check(mock ? MockFields.real(text) : text);
    List<String> errors = result.errors().stream().map(Finding::message).toList();
    findings.holds(
        (result.condition() != null) == expect.path("compiles").asBoolean(),
        "compiles: " + (result.condition() != null) + " " + errors);
    if (expect.has("warnings")) {
      findings.same("warnings", expect.path("warnings").asInt(), result.warnings().size());
    }
    if (expect.has("error")) {
      findings.same("error", expect.path("error").asString(), errors.getFirst());
    }
  }
}
