package dev.creance.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.events.Replay;
import dev.creance.events.state.EventScope;
import dev.creance.events.state.Options;
import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.grammar.rules.RulesetLoader;
import dev.creance.grammar.source.SourceFile;
import dev.creance.testing.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class RulesetMatcherTest {
  private static final List<String> STOCK =
      List.of(
          "rules/falco_rules.yaml",
          "rules/falco-incubating_rules.yaml",
          "rules/falco-sandbox_rules.yaml",
          "rules/enable-all.yaml");

  @ParameterizedTest
  @CsvSource({
    "zoo, alerts-all, ALL, false",
    "zoo, alerts-first, FIRST, false",
    "zoo, alerts-containers, ALL, true",
    "attack-priv, alerts-all, ALL, false",
    "attack-exec, alerts-first, FIRST, false",
  })
  void firesWhereFalcoFires(String capture, String alerts, Matching matching, boolean engines)
      throws IOException {
    Map<String, Integer> expected = new TreeMap<>();
    for (JsonNode alert : Shared.rows("captures/" + capture + "/" + alerts + ".jsonl.gz")) {
      String number = alert.at("/output_fields/evt.num").toString();
      expected.merge(number + " " + alert.get("rule").stringValue(), 1, Integer::sum);
    }
    Map<String, Integer> found = new TreeMap<>();
    RulesetMatcher matcher = new RulesetMatcher(load(STOCK), matching);
    try (Replay replay = open(capture, engines)) {
      while (replay.next()) {
        for (int i = 0, n = matcher.match(replay.scope()); i < n; i++) {
          String number = Long.toString(replay.scope().event.number());
          found.merge(number + " " + matcher.matched(i).name(), 1, Integer::sum);
        }
      }
    }
    assertThat(found).isEqualTo(expected);
  }

  /** Whatever is remembered and left out, the rules that fire are those whose condition is true. */
  @Test
  void agreesWithConditionsEvaluatedOneByOne() throws IOException {
    Ruleset ruleset = load(List.of("captures/zoo/random.yaml"));
    List<Rule> rules = ruleset.enabled("syscall");
    List<CompiledCondition> conditions =
        rules.stream().map(rule -> CompiledCondition.of(rule.condition())).toList();
    RulesetMatcher all = new RulesetMatcher(ruleset, Matching.ALL);
    RulesetMatcher first = new RulesetMatcher(ruleset, Matching.FIRST);
    RulesetMatcher forgetful = new RulesetMatcher(ruleset, Matching.ALL, 100);
    try (Replay replay = open("zoo", true)) {
      while (replay.next()) {
        EventScope scope = replay.scope();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
          if (rules.get(i).eventCodes().get(scope.event.code()) && conditions.get(i).holds(scope)) {
            expected.add(rules.get(i).name());
          }
        }
        assertThat(matched(all, scope)).isEqualTo(expected);
        assertThat(matched(forgetful, scope)).isEqualTo(expected);
        assertThat(matched(first, scope)).isEqualTo(expected.stream().limit(1).toList());
      }
    }
  }

  private static List<String> matched(RulesetMatcher matcher, EventScope scope) {
    List<String> names = new ArrayList<>();
    for (int i = 0, n = matcher.match(scope); i < n; i++) {
      names.add(matcher.matched(i).name());
    }
    return names;
  }

  private static Replay open(String capture, boolean engines) throws IOException {
    Path file = Shared.file("captures/" + capture + "/capture.scap.gz");
    Options options = Options.defaults();
    return Replay.open(file, engines ? options : options.withContainerEngines(Set.of()));
  }

  private static Ruleset load(List<String> names) throws IOException {
    List<SourceFile> files = new ArrayList<>();
    for (String name : names) {
      files.add(new SourceFile(name, Files.readString(Shared.file(name))));
    }
    return new RulesetLoader(LoadOptions.defaults()).load(files).ruleset();
  }
}
