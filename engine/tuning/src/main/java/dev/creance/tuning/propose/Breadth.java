package dev.creance.tuning.propose;

import dev.creance.corpus.format.CorpusException;
import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.LoadResult;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.RulesetLoader;
import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.vocabulary.EventTable;
import dev.creance.tuning.recording.Recording;
import dev.creance.tuning.recording.Recordings;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** How many events pass the tests of an exception, whether or not the rule would hit them. */
final class Breadth {
  private final Recordings recordings;

  Breadth(Recordings recordings) {
    this.recordings = recordings;
  }

  /** Of all events of a rule's types, those that pass. */
  record Share(long covered, long events) {}

  Share of(Rule rule, List<FieldTest> tests) throws CorpusException, InterruptedException {
    String types = types(rule);
    String all = tests.stream().map(FieldTest::text).collect(Collectors.joining(" and "));
    String text = item("covered", rule, types + " and " + all) + item("events", rule, types);
    LoadResult loaded =
        new RulesetLoader(LoadOptions.defaults()).load(List.of(new SourceFile("breadth", text)));
    if (!loaded.successful()) {
      return new Share(0, 0);
    }
    long covered = 0;
    long events = 0;
    for (Recording recording : recordings.all()) {
      var rules = recording.session().measure(loaded.ruleset()).rules();
      covered += rules.get(0).hits();
      events += rules.get(1).hits();
    }
    return new Share(covered, events);
  }

  private static String types(Rule rule) {
    TreeSet<String> names = new TreeSet<>();
    rule.eventCodes().stream()
        .filter(code -> code < EventTable.current().size())
        .forEach(code -> names.add(EventTable.current().type(code).name()));
    return "evt.type in (" + String.join(", ", names) + ")";
  }

  private static String item(String name, Rule rule, String condition) {
    return "- rule: "
        + name
        + "\n  desc: events\n  condition: "
        + OverlayText.quoted(condition)
        + "\n  output: none\n  priority: INFO\n  source: "
        + rule.source()
        + "\n";
  }
}
