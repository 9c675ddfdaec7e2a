package dev.creance.conformance.vectors;

import dev.creance.grammar.rules.AppendOutput;
import dev.creance.grammar.rules.AppendOutput.ExtraField;
import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.LoadResult;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.grammar.rules.RulesetLoader;
import dev.creance.grammar.rules.SourceText;
import dev.creance.grammar.rules.Version;
import dev.creance.grammar.source.Diagnostic;
import dev.creance.grammar.syntax.ConditionPrinter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** What Falco's unit tests expect of its rule loader, which has no plugins there. */
final class LoadVectors {
  private LoadVectors() {}

  static void look(JsonNode row, Findings findings) {
    JsonNode input = row.path("input");
    JsonNode expect = row.path("expect");
    LoadOptions options =
        LoadOptions.defaults()
            .withSources(Set.of("syscall"))
            .withPlugins(plugins(input.path("loaded_plugins")))
            .withAppendOutput(additions(input.path("append_output")));
    LoadResult result = new RulesetLoader(options).load(RuleFiles.of(input.path("files")));
    for (String key : List.of("success", "requirements_ok")) {
      if (expect.has(key)) {
        findings.holds(
            result.successful() == expect.path(key).asBoolean(),
            "loads: " + result.successful() + " " + result.errors());
      }
    }
    messages(result, expect, findings);
    ruleset(result.ruleset(), expect, findings);
    if (input.has("sequence")) {
      new SelectionSequence(result.ruleset()).run(input.path("sequence"), findings);
    }
  }

  private static Map<String, Version> plugins(JsonNode loaded) {
    Map<String, Version> plugins = new HashMap<>();
    for (JsonNode plugin : loaded) {
      plugins.put(
          plugin.path("name").asString(),
          Version.parse(plugin.path("version").asString()).orElseThrow());
    }
    return plugins;
  }

  private static List<AppendOutput> additions(JsonNode calls) {
    List<AppendOutput> additions = new ArrayList<>();
    for (JsonNode call : calls) {
      JsonNode arguments = call.path("args");
      boolean field = call.path("op").asString().equals("add_extra_output_formatted_field");
      // The vector leaves out the names of the field that it adds.
      if (!field || !arguments.path(0).isNull()) {
        additions.add(addition(arguments, field));
      }
    }
    return additions;
  }

  private static AppendOutput addition(JsonNode arguments, boolean field) {
    int at = field ? 2 : 1;
    List<String> tags = new ArrayList<>();
    arguments.path(at + 1).forEach(tag -> tags.add(tag.asString()));
    String first = arguments.path(0).asString();
    return new AppendOutput(
        Optional.of(arguments.path(at).asString()),
        Set.copyOf(tags),
        Optional.of(arguments.path(at + 2).asString()),
        field ? Optional.empty() : Optional.of(first),
        field ? List.of(new ExtraField.Formatted(first, arguments.path(1).asString())) : List.of(),
        false);
  }

  private static void messages(LoadResult result, JsonNode expect, Findings findings) {
    String errors = texts(result.errors());
    String warnings = texts(result.warnings());
    for (JsonNode text : expect.path("error_contains")) {
      findings.holds(errors.contains(text.asString()), "errors lack " + text + ": " + errors);
    }
    for (JsonNode text : expect.path("warning_contains")) {
      findings.holds(warnings.contains(text.asString()), "warnings lack " + text + ": " + warnings);
    }
    for (JsonNode text : expect.path("warning_not_contains")) {
      findings.holds(!warnings.contains(text.asString()), "warnings have " + text);
    }
    if (expect.has("has_warnings")) {
      findings.same("warns", expect.path("has_warnings").asBoolean(), !result.warnings().isEmpty());
    }
  }

  private static String texts(List<Diagnostic> diagnostics) {
    return String.join("\n", diagnostics.stream().map(Diagnostic::message).toList());
  }

  private static void ruleset(Ruleset ruleset, JsonNode expect, Findings findings) {
    for (Map.Entry<String, JsonNode> rule : expect.path("compiled_condition").properties()) {
      findings.same(
          "condition of " + rule.getKey(),
          Optional.of(rule.getValue().asString()),
          ruleset
              .rule(rule.getKey())
              .map(found -> ConditionPrinter.canonical(ruleset.expanded(found))));
    }
    for (Map.Entry<String, JsonNode> rule : expect.path("compiled_output").properties()) {
      findings.same(
          "output of " + rule.getKey(),
          Optional.of(rule.getValue().asString()),
          ruleset.rule(rule.getKey()).map(Rule::outputText));
    }
    if (expect.has("enabled_rules")) {
      findings.same(
          "enabled rules", expect.path("enabled_rules").asInt(), ruleset.enabled("syscall").size());
    }
    for (JsonNode description : expect.path("describe")) {
      String path =
          String.join("/", description.path("path").valueStream().map(JsonNode::asString).toList());
      findings.same(path, description.path("value").asString(), described(ruleset, path));
    }
  }

  private static String described(Ruleset ruleset, String path) {
    return switch (path) {
      case "rules/#size" -> String.valueOf(ruleset.rules().size());
      case "macros/#size" -> String.valueOf(ruleset.macros().size());
      case "lists/#size" -> String.valueOf(ruleset.lists().size());
      case "lists/0/details/lists/#size" ->
          String.valueOf(
              ruleset.lists().getFirst().items().stream().filter(isList(ruleset)).count());
      case "lists/0/details/items_compiled/#size" ->
          String.valueOf(ruleset.lists().getFirst().items().size());
      case "lists/0/details/items_compiled/0" -> ruleset.lists().getFirst().items().get(0).text();
      case "lists/0/details/items_compiled/1" -> ruleset.lists().getFirst().items().get(1).text();
      case "rules/0/info/condition" -> ruleset.rules().getFirst().conditionText();
      case "rules/0/info/output" -> ruleset.rules().getFirst().outputText();
      case "rules/0/info/description" -> ruleset.rules().getFirst().description();
      case "rules/0/info/capture" -> String.valueOf(ruleset.rules().getFirst().capture());
      case "rules/0/info/capture_duration" ->
          String.valueOf(ruleset.rules().getFirst().captureDuration().toMillis());
      default -> throw new IllegalArgumentException("unknown part of a description: " + path);
    };
  }

  private static Predicate<SourceText> isList(Ruleset ruleset) {
    return item -> ruleset.lists().stream().anyMatch(list -> list.name().equals(item.bytes()));
  }
}
