package dev.creance.workbench.window.service;

import dev.creance.corpus.evaluate.HitRows;
import dev.creance.corpus.format.CorpusException;
import dev.creance.events.format.AlertFormatter;
import dev.creance.events.format.AlertTemplate;
import dev.creance.events.format.OutputField;
import dev.creance.events.state.EventScope;
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
import java.util.stream.IntStream;

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
    List<List<String>> values = new ArrayList<>();
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
                int slice = timeline.slice(recording, scope.event.timestamp());
                slices[slice]++;
                List<String> own = counters.stream().map(counter -> counter.count(scope)).toList();
                if (alerts.size() < ALERTS) {
                  values.add(own);
                  alerts.add(
                      new Alert(
                          corpus,
                          scope.event.number(),
                          Quantities.moment(scope.event.timestamp()),
                          ShownText.of(formatter.text(template, scope).toString()),
                          slice,
                          List.of()));
                }
                return true;
              });
    }
    List<Integer> order =
        IntStream.range(0, counters.size())
            .boxed()
            .filter(counter -> !counters.get(counter).counts.isEmpty())
            .sorted(Comparator.comparingInt(counter -> counters.get(counter).counts.size()))
            .toList();
    List<FieldValues> fields = order.stream().map(counters::get).map(Counter::values).toList();
    return new RulePage(
        rule.name(),
        hits[0],
        Arrays.stream(slices).boxed().toList(),
        timeline.marks(),
        fields,
        IntStream.range(0, alerts.size())
            .mapToObj(i -> with(alerts.get(i), order.stream().map(values.get(i)::get).toList()))
            .toList());
  }

  private static Alert with(Alert alert, List<String> values) {
    return new Alert(
        alert.corpus(), alert.number(), alert.time(), alert.text(), alert.slice(), values);
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

    /** Counts the value of an event, and gives it as it is shown. */
    String count(EventScope scope) {
      String text = field.text(scope);
      String value = text == null ? "<NA>" : text;
      if (counts.size() < DISTINCT) {
        counts.merge(value, 1L, Long::sum);
      }
      return ShownText.of(value);
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
