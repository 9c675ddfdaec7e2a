package dev.creance.corpus.evaluate;

import dev.creance.corpus.format.Codes;
import dev.creance.corpus.format.CorpusException;
import dev.creance.corpus.segment.Partition;
import dev.creance.corpus.segment.Segment;
import dev.creance.corpus.segment.ValueColumn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What evaluation keeps of a segment: the classes of its contexts, and for plans over one kind of
 * class the classes that they hold for. Safe for use by several threads.
 *
 * <p>In a table of classes bit 0 stands for no context at all, bit c + 1 for class c.
 */
final class SegmentColumns {
  private final Segment segment;
  private final List<PartitionColumns> partitions;
  private final CorpusValues values;
  private final PlanPool pool;
  private final int[] classOfProcess;
  private final int[] classOfDescriptor;
  private final int processClasses;
  private final int descriptorClasses;
  private final Map<String, Codes> valuesOfClasses = new HashMap<>();
  private final PlanTables processTables;
  private final PlanTables descriptorTables;

  /**
   * @param plans what plans come to for the types of this segment's events
   */
  SegmentColumns(
      Segment segment,
      PlanPool pool,
      CorpusValues values,
      PlanTables.Memory memory,
      SegmentPlans plans)
      throws CorpusException {
    this.segment = segment;
    this.pool = pool;
    this.values = values;
    this.classOfProcess = shifted(segment.processClasses());
    this.classOfDescriptor = shifted(segment.descriptorClasses());
    this.processClasses = top(classOfProcess) + 1;
    this.descriptorClasses = top(classOfDescriptor) + 1;
    this.processTables = new PlanTables(memory);
    this.descriptorTables = new PlanTables(memory);
    for (String field : segment.classFields()) {
      Optional<ValueColumn> column = segment.processValues(field);
      if (column.isEmpty()) {
        column = segment.descriptorValues(field);
      }
      valuesOfClasses.put(field, ofClasses(column.orElseThrow(), values.of(field)));
    }
    List<PartitionColumns> all = new ArrayList<>();
    for (Partition partition : segment.partitions()) {
      all.add(new PartitionColumns(this, partition, plans.of(partition.type()), pool, memory));
    }
    all.sort(Comparator.comparingInt(PartitionColumns::size).reversed());
    this.partitions = List.copyOf(all);
  }

  /** For each class + 1 the number of its value in the corpus; 0 has none. */
  private static Codes ofClasses(ValueColumn column, FieldValues values) {
    int[] numbers = values.add(column.values());
    Codes codes = column.codes();
    int[] ofClasses = new int[codes.size() + 1];
    for (int i = 0; i < codes.size(); i++) {
      ofClasses[i + 1] = numbers[codes.get(i)];
    }
    return Codes.of(ofClasses);
  }

  Segment segment() {
    return segment;
  }

  CorpusValues values() {
    return values;
  }

  /** Largest first. */
  List<PartitionColumns> partitions() {
    return partitions;
  }

  int classCount(Axis.Kind kind) {
    return kind == Axis.Kind.PROCESS_CLASS ? processClasses : descriptorClasses;
  }

  /** The classes of the rows of a partition. */
  Codes classes(Axis.Kind kind, Partition partition) throws CorpusException {
    return kind == Axis.Kind.PROCESS_CLASS
        ? partition.process().map(classOfProcess)
        : partition.descriptor().map(classOfDescriptor);
  }

  /** The classes that a plan holds for, all of whose predicates are of fields of one kind. */
  long[] table(Axis.Kind kind, int plan) {
    PlanTables tables = kind == Axis.Kind.PROCESS_CLASS ? processTables : descriptorTables;
    long[] known = tables.get(plan);
    if (known == null) {
      String field = values.field(plan);
      if (field.equals(CorpusValues.SEVERAL)) {
        Plan of = pool.get(plan);
        known =
            switch (of.kind()) {
              case CONSTANT ->
                  of.value() ? BitRows.all(classCount(kind)) : BitRows.none(classCount(kind));
              case LEAF -> throw new IllegalStateException("a leaf of several fields: " + of);
              case ALL -> combined(kind, of.children(), false);
              case ANY -> combined(kind, of.children(), true);
            };
      } else {
        known = BitRows.none(classCount(kind));
        long[] holds = values.of(field).holds(plan);
        if (!BitRows.isEmpty(holds)) {
          Objects.requireNonNull(valuesOfClasses.get(field)).select(holds, known);
        }
      }
      tables.put(plan, known);
    }
    return known;
  }

  /** Parts that are of one field are put together first: a field has fewer values than classes. */
  private long[] combined(Axis.Kind kind, int[] children, boolean any) {
    Map<String, List<Integer>> byField = new LinkedHashMap<>();
    List<Integer> parts = new ArrayList<>();
    for (int child : children) {
      String field = values.field(child);
      if (field.equals(CorpusValues.SEVERAL)) {
        parts.add(child);
      } else {
        byField.computeIfAbsent(field, key -> new ArrayList<>()).add(child);
      }
    }
    List<String> fields = new ArrayList<>(byField.keySet());
    fields.sort(Comparator.comparingInt(field -> values.of(field).size()));
    for (int i = fields.size() - 1; i >= 0; i--) {
      List<Integer> same = Objects.requireNonNull(byField.get(fields.get(i)));
      parts.addFirst(any ? pool.any(same) : pool.all(same));
    }
    long[] rows = any ? BitRows.none(classCount(kind)) : BitRows.all(classCount(kind));
    for (int part : parts) {
      long[] own = table(kind, part);
      if (any) {
        BitRows.or(rows, own);
      } else {
        BitRows.and(rows, own);
        if (BitRows.isEmpty(rows)) {
          break;
        }
      }
    }
    return rows;
  }

  private static int[] shifted(Codes classes) {
    int[] shifted = new int[classes.size() + 1];
    for (int i = 0; i < classes.size(); i++) {
      shifted[i + 1] = classes.get(i) + 1;
    }
    return shifted;
  }

  private static int top(int[] classes) {
    int top = 0;
    for (int value : classes) {
      top = Math.max(top, value);
    }
    return top;
  }
}
