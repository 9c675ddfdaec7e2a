package dev.creance.corpus.evaluate;

import dev.creance.corpus.format.Codes;
import dev.creance.corpus.format.CorpusException;
import dev.creance.corpus.segment.Partition;
import dev.creance.corpus.segment.ValueColumn;
import dev.creance.grammar.checked.CheckedCondition.Comparand;
import dev.creance.grammar.checked.CheckedCondition.Test;
import dev.creance.grammar.vocabulary.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What evaluation keeps of the events of one type in a segment: the columns of axes, and what plans
 * come to for this type. Safe for use by several threads.
 */
final class PartitionColumns {
  private final SegmentColumns segment;
  private final Partition partition;
  private final PlanPool pool;
  private final ConcurrentMap<Axis, AxisColumn> columns = new ConcurrentHashMap<>();
  private final ConcurrentMap<Integer, Axis> axes = new ConcurrentHashMap<>();
  private final ConcurrentMap<Integer, long[]> tables = new ConcurrentHashMap<>();
  private final ConcurrentMap<Integer, Integer> specialised = new ConcurrentHashMap<>();

  PartitionColumns(SegmentColumns segment, Partition partition, PlanPool pool) {
    this.segment = segment;
    this.partition = partition;
    this.pool = pool;
  }

  SegmentColumns segment() {
    return segment;
  }

  Partition partition() {
    return partition;
  }

  int size() {
    return partition.size();
  }

  /** Plans with what the type alone decides taken out. */
  ConcurrentMap<Integer, Integer> specialised() {
    return specialised;
  }

  /** The tables of plans over one column of this partition. */
  ConcurrentMap<Integer, long[]> tables() {
    return tables;
  }

  /** Reads the columns that most rules look at. */
  void prepare() throws CorpusException {
    column(Axis.PROCESS_CLASS);
    column(Axis.DESCRIPTOR_CLASS);
    column(Axis.LAST_FD);
    partition.indirect();
    for (int i = 0; i < partition.type().parameters().size(); i++) {
      ValueType type = partition.type().parameters().get(i).type();
      if (type == ValueType.FSPATH || type == ValueType.FSRELPATH) {
        partition.pathTexts(i).sorted();
      } else if (type != ValueType.BYTEBUF) {
        partition.parameter(i);
        partition.values(i);
      }
    }
  }

  /** The column of a single axis. */
  AxisColumn column(Axis axis) throws CorpusException {
    AxisColumn known = columns.get(axis);
    if (known == null) {
      known = read(axis);
      AxisColumn other = columns.putIfAbsent(axis, known);
      known = other == null ? known : other;
    }
    return known;
  }

  private AxisColumn read(Axis axis) throws CorpusException {
    return switch (axis.kind()) {
      case PROCESS_CLASS, DESCRIPTOR_CLASS ->
          new AxisColumn(segment.classes(axis.kind(), partition), segment.classCount(axis.kind()));
      case PROCESS -> column(partition.process());
      case DESCRIPTOR -> column(partition.descriptor());
      case LAST_FD -> column(partition.lastFd());
      case THREAD_ID -> column(partition.tid());
      case PROCESSOR -> column(partition.processor());
      case INDIRECT -> column(partition.indirect());
      case THREADLESS -> threadless();
      case PATH -> {
        ValueColumn paths = partition.pathTexts(axis.parameter());
        yield new AxisColumn(paths.codes(), paths.size());
      }
      case PARAMETER -> column(partition.parameter(axis.parameter()));
      case REFERENCE -> column(partition.reference(axis.parameter()));
      case TUPLE -> tuple(axis);
      case CONSTANT, ROW, REPLAY, MIXED -> throw new IllegalArgumentException("no column: " + axis);
    };
  }

  private AxisColumn threadless() throws CorpusException {
    int[] processes = column(Axis.PROCESS_CLASS).present();
    if (processes.length == 0 || processes[0] != 0) {
      return new AxisColumn(Codes.of(new int[size()]), 2);
    }
    Codes process = partition.process();
    int[] none = new int[size()];
    for (int row = 0; row < none.length; row++) {
      none[row] = process.get(row) == 0 ? 1 : 0;
    }
    return new AxisColumn(Codes.of(none), 2);
  }

  /** Equal tuples get equal codes, dense from 0. */
  private AxisColumn tuple(Axis axis) throws CorpusException {
    int[] codes = new int[size()];
    int count = 1;
    for (Axis part : axis.parts()) {
      AxisColumn column = column(part);
      if (column.present().length > 1) {
        TupleCodes combined = new TupleCodes();
        Codes own = column.codes();
        for (int row = 0; row < codes.length; row++) {
          codes[row] = combined.code(codes[row], own.get(row));
        }
        count = combined.size();
      }
    }
    return new AxisColumn(Codes.of(codes), Math.max(count, 1));
  }

  private static AxisColumn column(Codes codes) {
    int top = 0;
    for (int row = 0; row < codes.size(); row++) {
      top = Math.max(top, codes.get(row));
    }
    return new AxisColumn(codes, top + 1);
  }

  /** The axis that a plan lies on for this type. */
  Axis axis(int plan) {
    Axis known = axes.get(plan);
    if (known == null) {
      known =
          switch (pool.get(plan)) {
            case PlanPool.Plan.Constant constant -> Axis.CONSTANT;
            case PlanPool.Plan.Leaf leaf -> axis(pool.predicate(leaf.predicate()));
            case PlanPool.Plan.All all -> common(all.children());
            case PlanPool.Plan.Any any -> common(any.children());
          };
      axes.put(plan, known);
    }
    return known;
  }

  private Axis common(List<Integer> children) {
    Axis common = axis(children.getFirst());
    for (int child : children) {
      if (!axis(child).equals(common)) {
        return Axis.MIXED;
      }
    }
    return common.single() ? common : Axis.MIXED;
  }

  private Axis axis(Test predicate) {
    Dependencies dependencies = new Dependencies();
    segment.axes().add(predicate.left(), partition.type(), dependencies);
    boolean plain = predicate.left() instanceof dev.creance.grammar.checked.FieldExpression.Access;
    if (predicate.right() instanceof Comparand.Expression right) {
      segment.axes().add(right.expression(), partition.type(), dependencies);
      plain = false;
    }
    Axis axis = constantPartsRemoved(dependencies.axis());
    if (plain) {
      return axis;
    }
    // The tables of classes are made from the values of plain fields; anything else is evaluated on
    // a row of each class.
    return switch (axis.kind()) {
      case PROCESS_CLASS, DESCRIPTOR_CLASS, PATH -> Axis.tuple(List.of(axis));
      default -> axis;
    };
  }

  /** A part of a tuple that is the same for all rows does not count. */
  private Axis constantPartsRemoved(Axis axis) {
    if (axis.kind() != Axis.Kind.TUPLE
        || !axis.parts().contains(Axis.INDIRECT) && !axis.parts().contains(Axis.THREADLESS)) {
      return axis;
    }
    List<Axis> parts = new ArrayList<>();
    for (Axis part : axis.parts()) {
      boolean flag = part.equals(Axis.INDIRECT) || part.equals(Axis.THREADLESS);
      if (!flag || varies(part)) {
        parts.add(part);
      }
    }
    return parts.size() == 1 && parts.getFirst().kind() != Axis.Kind.DESCRIPTOR_CLASS
        ? parts.getFirst()
        : Axis.tuple(parts);
  }

  private boolean varies(Axis axis) {
    try {
      if (axis.equals(Axis.THREADLESS)) {
        int[] processes = column(Axis.PROCESS_CLASS).present();
        return processes.length > 1 && processes[0] == 0;
      }
      return column(axis).present().length > 1;
    } catch (CorpusException e) {
      // Then it is told where the column is needed.
      return true;
    }
  }
}
