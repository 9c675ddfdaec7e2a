package dev.creance.workbench.window.service;

import dev.creance.corpus.format.Codes;
import dev.creance.corpus.format.CorpusException;
import dev.creance.corpus.segment.Partition;
import dev.creance.corpus.segment.RecordedScope;
import dev.creance.corpus.segment.Segment;
import dev.creance.corpus.segment.ValueColumn;
import dev.creance.events.Utf8Text;
import dev.creance.events.field.Cell;
import dev.creance.events.format.OutputField;
import dev.creance.events.format.ValueFormat;
import dev.creance.grammar.checked.FieldExpression.Access;
import dev.creance.grammar.vocabulary.Field;
import dev.creance.grammar.vocabulary.FieldCatalogue;
import dev.creance.grammar.vocabulary.ValueType;
import dev.creance.tuning.recording.Fields;
import dev.creance.tuning.recording.Recording;
import dev.creance.workbench.terminal.ShownText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Values that fields have in the open corpora, as examples: of every type of event some are looked
 * at, for as long as somebody who types would wait; the next question goes on from there. For one
 * thread.
 */
final class FieldSamples {
  private static final long PATIENCE_NANOS = 80_000_000;
  private static final int ROWS = 160;
  private static final int SEGMENTS = 6;
  private static final int FIELDS = 128;
  private static final int SHOWN = 8;
  private static final int KEPT = 200;

  private List<Recording> open = List.of();
  private final Map<Segment, RecordedScope> scopes = new HashMap<>();
  private final Map<String, Seen> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
          return size() > FIELDS;
        }
      };

  private record Place(Segment segment, Partition partition) {}

  /**
   * A field's values for the classes of a segment's contexts: to know which value a row has, one
   * column of its partition is decoded, not all.
   *
   * @param processes whether the contexts are those of processes, and not of descriptors
   * @param texts by the numbers of values, as far as they are known; nothing for a missing one
   */
  private record OfContexts(
      boolean processes, Codes classes, ValueColumn column, Map<Integer, Optional<String>> texts) {}

  /** What was seen of a field, and how far one has looked. */
  private static final class Seen {
    private final Access access;
    private final OutputField reader;
    private final Map<String, Double> weights = new HashMap<>();
    private final Deque<Place> left = new ArrayDeque<>();
    private final Map<Segment, Optional<OfContexts>> contexts = new HashMap<>();
    private List<String> values = List.of();

    Seen(String field, List<Place> left) {
      this.access = Fields.access(field);
      this.reader = Fields.printed(field);
      this.left.addAll(left);
    }
  }

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
    Field found = FieldCatalogue.current().find(field);
    if (found == null || found.argumentUse() == Field.ArgumentUse.REQUIRED) {
      return List.of();
    }
    Seen seen = known.computeIfAbsent(field, key -> new Seen(key, places()));
    if (!seen.left.isEmpty()) {
      look(seen);
    }
    return seen.values;
  }

  /** Some of every corpus, and of these the events of every type. */
  private List<Place> places() {
    List<Place> places = new ArrayList<>();
    for (Recording recording : open) {
      List<Segment> segments = recording.corpus().segments();
      int step = Math.max(1, segments.size() / SEGMENTS);
      for (int i = 0; i < segments.size(); i += step) {
        Segment segment = segments.get(i);
        for (Partition partition : segment.partitions()) {
          places.add(new Place(segment, partition));
        }
      }
    }
    return places;
  }

  private void look(Seen seen) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!seen.left.isEmpty() && System.nanoTime() < end) {
      try {
        look(seen.left.removeFirst(), seen);
      } catch (CorpusException e) {
        // Examples are a courtesy: that a corpus is damaged is said where it is measured.
      }
    }
    seen.values =
        seen.weights.entrySet().stream()
            .sorted(
                Comparator.comparingDouble((Map.Entry<String, Double> value) -> -value.getValue())
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(value -> ShownText.of(value.getKey()))
            .limit(KEPT)
            .toList();
  }

  private void look(Place place, Seen seen) throws CorpusException {
    Optional<OfContexts> contexts = seen.contexts.get(place.segment);
    if (contexts == null) {
      contexts = contexts(place.segment, seen.access);
      seen.contexts.put(place.segment, contexts);
    }
    Partition partition = place.partition;
    int step = Math.max(1, partition.size() / ROWS);
    for (int row = 0; row < partition.size(); row += step) {
      String value =
          contexts.isPresent()
              ? text(contexts.get(), place, row, seen)
              : seen.reader.text(scope(place.segment).load(partition, row));
      if (value != null && !value.isEmpty() && !value.equals("<NA>")) {
        seen.weights.merge(value, (double) step, Double::sum);
      }
    }
  }

  /** Nothing for fields that are no single texts: they can be printed otherwise than compared. */
  private static Optional<OfContexts> contexts(Segment segment, Access access)
      throws CorpusException {
    Field of = access.field();
    if (of.type() != ValueType.CHARBUF || of.list() || of.argumentUse() != Field.ArgumentUse.NONE) {
      return Optional.empty();
    }
    String field = of.name();
    Optional<ValueColumn> ofProcesses = segment.processValues(field);
    if (ofProcesses.isPresent()) {
      return Optional.of(
          new OfContexts(true, segment.processClasses(), ofProcesses.get(), new HashMap<>()));
    }
    Optional<ValueColumn> ofDescriptors = segment.descriptorValues(field);
    return ofDescriptors.isPresent()
        ? Optional.of(
            new OfContexts(
                false, segment.descriptorClasses(), ofDescriptors.get(), new HashMap<>()))
        : Optional.empty();
  }

  private RecordedScope scope(Segment segment) throws CorpusException {
    RecordedScope scope = scopes.get(segment);
    if (scope == null) {
      scope = new RecordedScope(segment);
      scopes.put(segment, scope);
    }
    return scope;
  }

  private @Nullable String text(OfContexts contexts, Place place, int row, Seen seen)
      throws CorpusException {
    Partition partition = place.partition;
    int context = (contexts.processes ? partition.process() : partition.descriptor()).get(row) - 1;
    if (context < 0) {
      return null;
    }
    if (!contexts.processes && partition.indirect().get(row) != 0) {
      return seen.reader.text(scope(place.segment).loadTimeless(partition, row));
    }
    int value = contexts.column.codes().get(contexts.classes.get(context));
    return contexts
        .texts
        .computeIfAbsent(value, key -> text(contexts.column, key, seen.access))
        .orElse(null);
  }

  /** As {@link OutputField} gives it. */
  private static Optional<String> text(ValueColumn column, int value, Access access) {
    Cell cell = new Cell();
    if (!column.read(value, access.type(), cell)) {
      return Optional.empty();
    }
    cell.text = Utf8Text.printable(cell.text);
    return Optional.ofNullable(ValueFormat.of(access).text(cell));
  }
}
