package dev.creance.workbench.window.service;

import dev.creance.corpus.evaluate.HitRows;
import dev.creance.corpus.format.CorpusException;
import dev.creance.events.format.AlertFormatter;
import dev.creance.events.format.AlertTemplate;
import dev.creance.events.format.OutputField;
import dev.creance.grammar.checked.CheckedTemplate;
import dev.creance.grammar.rules.Rule;
import dev.creance.tuning.recording.Recordings;
import dev.creance.workbench.input.Machine;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.terminal.ShownText;
import dev.creance.workbench.window.shown.RulePage;
import dev.creance.workbench.window.shown.RulePage.Alert;
import dev.creance.workbench.window.shown.RulePage.FieldValues;
import dev.creance.workbench.window.shown.RulePage.ValueCount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the page of a rule. */
final class Pages {
  private static final int SLICES = 120;
  private static final int ALERTS = 2000;
  private static final int TOP = 6;

  /** Beyond this many different values a field is counted no further: it tells hits apart. */
  private static final int DISTINCT = 20_000;

  private final Recordings recordings;

  Pages(Recordings recordings) {
    this.recordings = recordings;
  }

  RulePage of(Rule rule) throws CorpusException, InterruptedException {
    Timeline timeline = new Timeline(recordings, SLICES);
    int[] slices = new int[SLICES];
    List<Alert> alerts = new ArrayList<>();
    List<Counter> counters = counters(rule);
    long[] hits = {0};
    AlertFormatter formatter =
        new AlertFormatter(AlertFormatter.Options.defaults(Machine.hostName()));
    AlertTemplate template = AlertTemplate.of(rule);
    for (int i = 0; i < recordings.all().size(); i++) {
      int recording = i;
      String corpus = recordings.get(i).name();
      new HitRows(recordings.get(i).session())
          .visit(
              List.of(rule),
              false,
              (hit, scope, segment) -> {
                hits[0]++;
                slices[timeline.slice(recording, scope.event.timestamp())]++;
                counters.forEach(counter -> counter.count(counter.field.text(scope)));
                if (alerts.size() < ALERTS) {
                  alerts.add(
                      new Alert(
                          corpus,
                          scope.event.number(),
                          Quantities.moment(scope.event.timestamp()),
                          ShownText.of(formatter.text(template, scope).toString())));
                }
                return true;
              });
    }
    List<FieldValues> fields =
        counters.stream()
            .filter(counter -> !counter.counts.isEmpty())
            .map(Counter::values)
            .sorted(Comparator.comparingInt(FieldValues::distinct))
            .toList();
    return new RulePage(
        rule.name(),
        hits[0],
        Arrays.stream(slices).boxed().toList(),
        timeline.marks(),
        fields,
        alerts);
  }

  private static List<Counter> counters(Rule rule) {
    Map<String, Counter> counters = new LinkedHashMap<>();
    for (CheckedTemplate.Part part : rule.output().parts()) {
      if (part instanceof CheckedTemplate.Part.Reference reference
          && !reference.source().startsWith("evt.time")) {
        counters.putIfAbsent(
            reference.source(),
            new Counter(new OutputField(reference.source(), reference.expression())));
      }
    }
    return List.copyOf(counters.values());
  }

  /** Counts the values of a field. */
  private static final class Counter {
    private final OutputField field;
    private final Map<String, Long> counts = new HashMap<>();

    Counter(OutputField field) {
      this.field = field;
    }

    void count(@org.jspecify.annotations.Nullable String value) {
      if (counts.size() < DISTINCT) {
        counts.merge(value == null ? "<NA>" : value, 1L, Long::sum);
      }
    }

    FieldValues values() {
      List<ValueCount> top =
          counts.entrySet().stream()
              .sorted(
                  Map.Entry.<String, Long>comparingByValue()
                      .reversed()
                      .thenComparing(Map.Entry.comparingByKey()))
              .limit(TOP)
              .map(entry -> new ValueCount(ShownText.of(entry.getKey()), entry.getValue()))
              .toList();
      return new FieldValues(field.name(), counts.size(), top);
    }
  }
}
