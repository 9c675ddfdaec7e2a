package dev.creance.corpus.search;

import dev.creance.corpus.format.Codes;
import dev.creance.corpus.format.CorpusException;
import dev.creance.corpus.search.TextColumn.OfContexts;
import dev.creance.corpus.search.TextColumn.OfContexts.Kind;
import dev.creance.corpus.segment.Partition;
import dev.creance.corpus.segment.Segment;
import dev.creance.corpus.segment.ValueColumn;
import dev.creance.grammar.vocabulary.EventType;
import dev.creance.grammar.vocabulary.Parameter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All columns of a segment in which free text is looked for. */
final class SegmentTexts {
  private static final List<String> OF_PROCESSES =
      List.of(
          "proc.name",
          "proc.exe",
          "proc.exepath",
          "proc.cmdline",
          "proc.cwd",
          "user.name",
          "user.loginname",
          "container.id",
          "container.name",
          "container.image",
          "k8s.ns.name",
          "k8s.pod.name");

  private static final String OF_DESCRIPTORS = "fd.name";

  private final Segment segment;
  private final Map<String, TextColumn> columns = new LinkedHashMap<>();
  private final Map<Kind, long[]> events = new EnumMap<>(Kind.class);

  SegmentTexts(Segment segment) throws CorpusException {
    this.segment = segment;
    for (String field : OF_PROCESSES) {
      contexts(Kind.PROCESS, field, segment.processValues(field));
    }
    contexts(Kind.DESCRIPTOR, OF_DESCRIPTORS, segment.descriptorValues(OF_DESCRIPTORS));
    for (Partition partition : segment.partitions()) {
      parameters(partition);
    }
  }

  private void contexts(Kind kind, String field, Optional<ValueColumn> values) {
    values.ifPresent(column -> add(new OfContexts(this, kind, field, column)));
  }

  /** What an event says of its own process is among the processes. */
  private void parameters(Partition partition) throws CorpusException {
    EventType type = partition.type();
    boolean tellsProcess =
        type.indexOf("exe") >= 0 || type.eventClass() == EventType.Category.METAEVENT;
    for (int i = 0; i < type.parameters().size(); i++) {
      Parameter parameter = type.parameters().get(i);
      switch (parameter.type()) {
        case FSPATH, FSRELPATH -> add(new TextColumn.OfPaths(segment, partition, i));
        case CHARBUF -> {
          if (!tellsProcess) {
            add(new TextColumn.OfParameter(segment, partition, i));
          }
        }
        default -> {}
      }
    }
  }

  private void add(TextColumn column) {
    columns.put(column.key(), column);
  }

  Segment segment() {
    return segment;
  }

  List<TextColumn> columns() {
    return new ArrayList<>(columns.values());
  }

  Optional<TextColumn> column(String key) {
    return Optional.ofNullable(columns.get(key));
  }

  /** The name of a field that gives a parameter. */
  static String field(Partition partition, int parameter) {
    return "evt.arg." + partition.type().parameters().get(parameter).name();
  }

  static String key(Partition partition, int parameter) {
    return partition.type().code() + "/" + parameter;
  }

  /** For each context its class. */
  Codes classes(Kind kind) throws CorpusException {
    return switch (kind) {
      case PROCESS -> segment.processClasses();
      case DESCRIPTOR -> segment.descriptorClasses();
    };
  }

  /** For each row the context + 1, 0 = none. */
  static Codes contexts(Partition partition, Kind kind) throws CorpusException {
    return switch (kind) {
      case PROCESS -> partition.process();
      case DESCRIPTOR -> partition.descriptor();
    };
  }

  /** For each context + 1 the number of events that have it; at 0, that have none. */
  long[] eventsOfContexts(Kind kind) throws CorpusException {
    long[] known = events.get(kind);
    if (known == null) {
      int size = 1 + classes(kind).size();
      known = new long[size];
      for (Partition partition : segment.partitions()) {
        int[] counts = contexts(partition, kind).histogram(size);
        for (int i = 0; i < size; i++) {
          known[i] += counts[i];
        }
      }
      events.put(kind, known);
    }
    return known;
  }
}
