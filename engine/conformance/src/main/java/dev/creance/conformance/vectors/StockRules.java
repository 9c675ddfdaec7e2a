package dev.creance.conformance.vectors;

import dev.creance.conformance.check.Check;
import dev.creance.conformance.check.FalcoSetup;
import dev.creance.conformance.check.Outcome;
import dev.creance.conformance.check.SharedFolder;
import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.LoadResult;
import dev.creance.grammar.rules.Priority;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.RulesetLoader;
import dev.creance.grammar.rules.Version;
import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.syntax.Condition;
import dev.creance.grammar.syntax.Operator;
import dev.creance.grammar.vocabulary.EventTable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Every rule of Falco's stock files: its header, the nodes of its expanded condition, and the names
 * of the events that it can match; and that the files load without a warning.
 */
record StockRules(SharedFolder shared) implements Check {
  /**
   * Events that Falco shows to rules whatever their conditions say of types; no vector has them.
   */
  private static final List<String> BESIDE = List.of("asyncevent", "pluginevent");

  @Override
  public String name() {
    return "vectors: stock-rules";
  }

  @Override
  public Outcome run() throws IOException {
    Outcome.Tally tally = new Outcome.Tally();
    Map<String, LoadResult> loaded = new HashMap<>();
    for (JsonNode row : SharedFolder.rows(shared.vectors("stock-rules.jsonl"))) {
      String file = row.at("/input/file").asString();
      LoadResult result = loaded.get(file);
      if (result == null) {
        result = new RulesetLoader(options()).load(List.of(FalcoSetup.read(shared.rules(file))));
        loaded.put(file, result);
      }
      Optional<Rule> rule = result.ruleset().rule(row.at("/input/rule").asString());
      Map<String, Object> expected = expected(row.path("expect"));
      tally.compare(
          row.path("id").asString(),
          expected,
          rule.map(present -> found(result(loaded, file), present)).orElse(Map.of()));
    }
    // Falco says nothing about them.
    List<SourceFile> together = FalcoSetup.read(shared.stockRules());
    tally.compare(
        "all files together",
        List.of(),
        new RulesetLoader(FalcoSetup.loading()).load(together).diagnostics());
    return tally.outcome();
  }

  private static LoadResult result(Map<String, LoadResult> loaded, String file) {
    return Objects.requireNonNull(loaded.get(file));
  }

  /** All plugins that stock files ask for. */
  private static LoadOptions options() {
    return LoadOptions.defaults().withEngineVersion(new Version(0, 62, 0));
  }

  private static Map<String, Object> expected(JsonNode expect) {
    Map<String, Object> values = new TreeMap<>();
    values.put("priority", expect.path("priority").asString());
    values.put("source", expect.path("source").asString());
    values.put("enabled", expect.path("enabled").asBoolean());
    values.put("tags", strings(expect.path("tags")));
    TreeMap<String, Integer> nodes = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : expect.path("nodes_after_expansion").properties()) {
      nodes.put(entry.getKey(), entry.getValue().asInt());
    }
    values.put("nodes", nodes);
    TreeSet<String> events = strings(expect.path("event_names"));
    events.removeAll(BESIDE);
    values.put("events", events);
    return values;
  }

  private static TreeSet<String> strings(JsonNode array) {
    TreeSet<String> strings = new TreeSet<>();
    array.forEach(item -> strings.add(item.asString()));
    return strings;
  }

  private static Map<String, Object> found(LoadResult result, Rule rule) {
    Map<String, Object> values = new TreeMap<>();
    values.put(
        "priority", rule.priority() == Priority.INFORMATIONAL ? "INFO" : rule.priority().name());
    values.put("source", rule.source());
    values.put("enabled", rule.enabled());
    values.put("tags", new TreeSet<>(rule.tags()));
    TreeMap<String, Integer> nodes = new TreeMap<>();
    count(result.ruleset().expanded(rule), nodes);
    values.put("nodes", nodes);
    TreeSet<String> events = new TreeSet<>();
    rule.eventCodes().stream().forEach(code -> events.add(EventTable.current().type(code).name()));
    events.removeAll(BESIDE);
    values.put("events", events);
    return values;
  }

  private static void count(Condition condition, Map<String, Integer> nodes) {
    switch (condition) {
      case Condition.And and -> {
        nodes.merge("and", 1, Integer::sum);
        and.parts().forEach(part -> count(part, nodes));
      }
      case Condition.Or or -> {
        nodes.merge("or", 1, Integer::sum);
        or.parts().forEach(part -> count(part, nodes));
      }
      case Condition.Not not -> {
        nodes.merge("not", 1, Integer::sum);
        count(not.part(), nodes);
      }
      case Condition.Check check ->
          nodes.merge(check.operator() == Operator.EXISTS ? "unary" : "bin", 1, Integer::sum);
      case Condition.MacroName _, Condition.Broken _ -> nodes.merge("unknown", 1, Integer::sum);
    }
  }
}
