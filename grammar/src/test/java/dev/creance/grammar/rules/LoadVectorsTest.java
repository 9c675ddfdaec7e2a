package dev.creance.grammar.rules;

import dev.creance.grammar.Shared;
import dev.creance.grammar.rules.AppendOutput.ExtraField;
import dev.creance.grammar.source.Diagnostic;
import dev.creance.grammar.syntax.ConditionPrinter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What Falco's unit tests expect of its rule loader. */
class LoadVectorsTest {
  private final SoftAssertions softly = new SoftAssertions();

  @Test
  void rules() {
    for (JsonNode row : Shared.rows("conformance/rules-load.jsonl")) {
      check(row.get("id").asString(), row.get("input"), row.get("expect"));
    }
    softly.assertAll();
  }

  private void check(String id, JsonNode input, JsonNode expect) {
    LoadOptions options = Loading.bare().withAppendOutput(additions(input));
    if (input.has("loaded_plugins")) {
      Map<String, Version> plugins = new HashMap<>();
      for (JsonNode plugin : input.get("loaded_plugins")) {
        plugins.put(
            plugin.get("name").asString(),
            Version.parse(plugin.get("version").asString()).orElseThrow());
      }
      options = options.withPlugins(plugins);
    }
    LoadResult result = new RulesetLoader(options).load(Loading.files(input.get("files")));
    String all = String.join("\n", result.diagnostics().stream().map(Object::toString).toList());
    if (expect.has("success")) {
      softly
          .assertThat(result.successful())
          .as(id + " " + all)
          .isEqualTo(expect.get("success").asBoolean());
    }
    if (expect.has("requirements_ok")) {
      softly
          .assertThat(result.successful())
          .as(id + " " + all)
          .isEqualTo(expect.get("requirements_ok").asBoolean());
    }
    messages(id, result, expect);
    for (Map.Entry<String, JsonNode> e : expect.path("compiled_condition").properties()) {
      softly
          .assertThat(
              result
                  .ruleset()
                  .rule(e.getKey())
                  .map(rule -> ConditionPrinter.canonical(result.ruleset().expanded(rule))))
          .as(id)
          .contains(e.getValue().asString());
    }
    for (Map.Entry<String, JsonNode> e : expect.path("compiled_output").properties()) {
      softly
          .assertThat(result.ruleset().rule(e.getKey()).map(Rule::outputText))
          .as(id)
          .contains(e.getValue().asString());
    }
    if (expect.has("enabled_rules")) {
      softly
          .assertThat(result.ruleset().enabled("syscall"))
          .as(id)
          .hasSize(expect.get("enabled_rules").asInt());
    }
    for (JsonNode description : expect.path("describe")) {
      softly
          .assertThat(described(result.ruleset(), description.get("path")))
          .as(id + description)
          .isEqualTo(description.get("value").asString());
    }
    if (input.has("sequence")) {
      sequence(id, result.ruleset(), input.get("sequence"));
    }
  }

  private void messages(String id, LoadResult result, JsonNode expect) {
    String errors = texts(result.errors());
    String warnings = texts(result.warnings());
    for (JsonNode text : expect.path("error_contains")) {
      softly.assertThat(errors).as(id).contains(text.asString());
    }
    for (JsonNode text : expect.path("warning_contains")) {
      softly.assertThat(warnings).as(id).contains(text.asString());
    }
    for (JsonNode text : expect.path("warning_not_contains")) {
      softly.assertThat(warnings).as(id).doesNotContain(text.asString());
    }
    if (expect.has("has_warnings")) {
      softly
          .assertThat(!result.warnings().isEmpty())
          .as(id + " warnings " + warnings)
          .isEqualTo(expect.get("has_warnings").asBoolean());
    }
  }

  private static String texts(List<Diagnostic> diagnostics) {
    return String.join("\n", diagnostics.stream().map(Diagnostic::message).toList());
  }

  private static List<AppendOutput> additions(JsonNode input) {
    List<AppendOutput> additions = new ArrayList<>();
    for (JsonNode call : input.path("append_output")) {
      JsonNode arguments = call.get("args");
      boolean field = call.get("op").asString().equals("add_extra_output_formatted_field");
      int at = field ? 2 : 1;
      List<String> tags = new ArrayList<>();
      arguments.get(at + 1).forEach(tag -> tags.add(tag.asString()));
      // The vector leaves out the names of the field that it adds.
      if (!field || !arguments.get(0).isNull()) {
        additions.add(
            new AppendOutput(
                Optional.of(arguments.get(at).asString()),
                Set.copyOf(tags),
                Optional.of(arguments.get(at + 2).asString()),
                field ? Optional.empty() : Optional.of(arguments.get(0).asString()),
                field
                    ? List.of(
                        new ExtraField.Formatted(
                            arguments.get(0).asString(), arguments.get(1).asString()))
                    : List.of(),
                false));
      }
    }
    return additions;
  }

  private static String described(Ruleset ruleset, JsonNode path) {
    String where = String.join("/", path.valueStream().map(JsonNode::asString).toList());
    return switch (where) {
      case "rules/#size" -> "" + ruleset.rules().size();
      case "macros/#size" -> "" + ruleset.macros().size();
      case "lists/#size" -> "" + ruleset.lists().size();
      case "lists/0/details/lists/#size" ->
          "" + ruleset.lists().getFirst().items().stream().filter(isList(ruleset)).count();
      case "lists/0/details/items_compiled/#size" -> "" + ruleset.lists().getFirst().items().size();
      case "lists/0/details/items_compiled/0" -> ruleset.lists().getFirst().items().get(0).text();
      case "lists/0/details/items_compiled/1" -> ruleset.lists().getFirst().items().get(1).text();
      case "rules/0/info/condition" -> ruleset.rules().getFirst().conditionText();
      case "rules/0/info/output" -> ruleset.rules().getFirst().outputText();
      case "rules/0/info/description" -> ruleset.rules().getFirst().description();
      case "rules/0/info/capture" -> "" + ruleset.rules().getFirst().capture();
      case "rules/0/info/capture_duration" ->
          "" + ruleset.rules().getFirst().captureDuration().toMillis();
      default -> throw new IllegalArgumentException(where);
    };
  }

  private static Predicate<SourceText> isList(Ruleset ruleset) {
    return item -> ruleset.lists().stream().anyMatch(list -> list.name().equals(item.bytes()));
  }

  /** Switches rules of several rulesets on and off; all but the default one start empty. */
  private void sequence(String id, Ruleset loaded, JsonNode steps) {
    RuleSelector selector = new RuleSelector(Priority.DEBUG);
    Ruleset empty = selector.select(loaded, List.of(Selection.rule(false, "*")));
    Map<String, Ruleset> rulesets = new LinkedHashMap<>();
    rulesets.put("falco-default-ruleset", loaded);
    int index = 0;
    for (JsonNode step : steps) {
      index++;
      if (step.has("count_enabled")) {
        softly
            .assertThat(
                rulesets.getOrDefault(step.get("count_enabled").asString(), empty).rules().stream()
                    .filter(Rule::enabled))
            .as(id + " step " + index)
            .hasSize(step.get("value").asInt());
        continue;
      }
      boolean enable = step.get("enable").asBoolean();
      List<Selection> selections = new ArrayList<>();
      switch (step.get("op").asString()) {
        case "enable_rule" ->
            selections.add(Selection.rule(enable, "*" + step.get("selector").asString() + "*"));
        case "enable_rule_exact", "enable_rule_wildcard" -> {
          String name = step.get("selector").asString();
          selections.add(Selection.rule(enable, name.isEmpty() ? "*" : name));
        }
        case "enable_rule_by_tag" ->
            step.get("selector")
                .forEach(tag -> selections.add(Selection.tag(enable, tag.asString())));
        default -> throw new IllegalArgumentException(step.toString());
      }
      String of = step.has("ruleset") ? step.get("ruleset").asString() : "falco-default-ruleset";
      rulesets.put(of, selector.select(rulesets.getOrDefault(of, empty), selections));
    }
  }
}
