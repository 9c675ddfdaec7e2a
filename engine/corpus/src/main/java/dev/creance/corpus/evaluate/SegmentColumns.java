package dev.creance.corpus.evaluate;

import dev.creance.corpus.format.Codes;
import dev.creance.corpus.format.CorpusException;
import dev.creance.corpus.segment.Partition;
import dev.creance.corpus.segment.Segment;
import dev.creance.corpus.segment.ValueColumn;
import dev.creance.grammar.checked.FieldExpression.Access;
import dev.creance.grammar.vocabulary.Field;
import dev.creance.grammar.vocabulary.FieldCatalogue;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What evaluation keeps of a segment: the classes of its contexts, and for plans over one kind of
 * class the classes that they hold for. Safe for use by several threads.
 *
 * <p>In a table of classes bit 0 stands for no context at all, bit c + 1 for class c.
 */
final class SegmentColumns {
  private final Segment segment;
  private final List<PartitionColumns> partitions;
  private final FieldAxes axes;
  private final int processClasses;
  private final int descriptorClasses;
  private final int[] classOfProcess;
  private final int[] classOfDescriptor;
  private final ConcurrentMap<Integer, long[]> processTables = new ConcurrentHashMap<>();
  private final ConcurrentMap<Integer, long[]> descriptorTables = new ConcurrentHashMap<>();

  SegmentColumns(Segment segment, PlanPool pool) throws CorpusException {
    this.segment = segment;
    Codes process = segment.processClasses();
    Codes descriptor = segment.descriptorClasses();
    this.classOfProcess = shifted(process);
    this.classOfDescriptor = shifted(descriptor);
    this.processClasses = top(classOfProcess) + 1;
    this.descriptorClasses = top(classOfDescriptor) + 1;
    this.axes = new FieldAxes(segment::hasProcessValues, segment::hasDescriptorValues);
    this.partitions =
        segment.partitions().stream()
            .map(partition -> new PartitionColumns(this, partition, pool))
            .sorted(Comparator.comparingInt(PartitionColumns::size).reversed())
            .toList();
  }

  /** Decodes the values of classes that most rules look at. */
  void prepare() throws CorpusException {
    for (String field : segment.classFields()) {
      int bracket = field.indexOf('[');
      Field known =
          FieldCatalogue.current().find(bracket < 0 ? field : field.substring(0, bracket));
      if (known != null && known.type().text()) {
        Optional<ValueColumn> column = segment.processValues(field);
        (column.isPresent() ? column : segment.descriptorValues(field))
            .ifPresent(ValueColumn::sorted);
      }
    }
  }

  Segment segment() {
    return segment;
  }

  FieldAxes axes() {
    return axes;
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

  /** The tables of plans over one kind of class. */
  ConcurrentMap<Integer, long[]> tables(Axis.Kind kind) {
    return kind == Axis.Kind.PROCESS_CLASS ? processTables : descriptorTables;
  }

  /** The classes that a predicate holds for. */
  long[] table(Axis.Kind kind, ColumnPredicate predicate) throws CorpusException {
    Access access = (Access) predicate.key().left();
    String field = FieldAxes.text(access);
    Optional<ValueColumn> column =
        kind == Axis.Kind.PROCESS_CLASS
            ? segment.processValues(field)
            : segment.descriptorValues(field);
    ValueColumn values = column.orElseThrow();
    long[] holds = ValueScan.of(values, predicate, access);
    Codes codes = values.codes();
    long[] classes = BitRows.none(codes.size());
    codes.select(holds, classes);
    return BitRows.shifted(classes, codes.size());
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
