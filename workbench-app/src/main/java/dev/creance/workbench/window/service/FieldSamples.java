package dev.creance.workbench.window.service;

import dev.creance.corpus.format.CorpusException;
import dev.creance.corpus.segment.Partition;
import dev.creance.corpus.segment.RecordedScope;
import dev.creance.corpus.segment.Segment;
import dev.creance.events.format.OutputField;
import dev.creance.grammar.vocabulary.Field;
import dev.creance.grammar.vocabulary.FieldCatalogue;
import dev.creance.tuning.recording.Fields;
import dev.creance.tuning.recording.Recording;
import dev.creance.workbench.terminal.ShownText;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Values that fields have in the open corpora, as examples: of every type of event some are looked
 * at, for as long as somebody who types would wait. For one thread.
 */
final class FieldSamples {
  private static final long PATIENCE_NANOS = 80_000_000;
  private static final int ROWS = 160;
  private static final int SEGMENTS = 6;
  private static final int FIELDS = 128;
  private static final int SHOWN = 8;

  private List<Recording> open = List.of();
  private final Map<Segment, RecordedScope> scopes = new HashMap<>();
  private final Map<String, List<String>> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<String>> eldest) {
          return size() > FIELDS;
        }
      };

  /** From now on these corpora are looked at. */
  void open(List<Recording> recordings) {
    open = recordings;
    known.clear();
    scopes.clear();
  }

  /** Frequent values of a field that begin with a prefix, the most frequent first. */
  List<String> of(String field, String prefix) {
    String wanted = prefix.toLowerCase(Locale.ROOT);
    return values(field).stream()
        .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(wanted))
        .limit(SHOWN)
        .toList();
  }

  private List<String> values(String field) {
    List<String> values = known.get(field);
    if (values == null) {
      Field found = FieldCatalogue.current().find(field);
      values =
          found == null || found.argumentUse() == Field.ArgumentUse.REQUIRED
              ? List.of()
              : look(field);
      known.put(field, values);
    }
    return values;
  }

  private List<String> look(String field) {
    OutputField reader = Fields.printed(field);
    Map<String, Double> weights = new HashMap<>();
    long end = System.nanoTime() + PATIENCE_NANOS;
    for (Recording recording : open) {
      List<Segment> segments = recording.corpus().segments();
      int step = Math.max(1, segments.size() / SEGMENTS);
      for (int i = 0; i < segments.size() && System.nanoTime() < end; i += step) {
        try {
          look(segments.get(i), reader, weights, end);
        } catch (CorpusException e) {
          // Examples are a courtesy: that a corpus is damaged is said where it is measured.
        }
      }
    }
    return weights.entrySet().stream()
        .sorted(
            Comparator.comparingDouble((Map.Entry<String, Double> value) -> -value.getValue())
                .thenComparing(Map.Entry.comparingByKey()))
        .map(value -> ShownText.of(value.getKey()))
        .limit(200)
        .toList();
  }

  private void look(Segment segment, OutputField reader, Map<String, Double> weights, long end)
      throws CorpusException {
    RecordedScope scope = scopes.get(segment);
    if (scope == null) {
      scope = new RecordedScope(segment);
      scopes.put(segment, scope);
    }
    for (Partition partition : segment.partitions()) {
      int step = Math.max(1, partition.size() / ROWS);
      for (int row = 0; row < partition.size(); row += step) {
        String value = reader.text(scope.load(partition, row));
        if (value != null && !value.isEmpty() && !value.equals("<NA>")) {
          weights.merge(value, (double) step, Double::sum);
        }
        if (System.nanoTime() >= end) {
          return;
        }
      }
    }
  }
}
