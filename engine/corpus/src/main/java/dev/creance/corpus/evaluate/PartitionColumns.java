package dev.creance.corpus.evaluate;

import dev.creance.corpus.format.Codes;
import dev.creance.corpus.format.CorpusException;
import dev.creance.corpus.segment.Partition;
import dev.creance.corpus.segment.RecordedScope;
import dev.creance.events.state.EventScope;
import dev.creance.grammar.checked.CheckedCondition.Comparand;
import dev.creance.grammar.checked.CheckedCondition.Test;
import dev.creance.grammar.checked.FieldExpression;
import dev.creance.grammar.vocabulary.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What evaluation keeps of the events of one type in a segment: the columns of axes, and what plans
 * come to for this type. Safe for use by several threads.
 */
final class PartitionColumns {
  /** Parameters with fewer distinct values are mostly flags and the like, which rules ask for. */
  private static final int FEW_VALUES = 256;

  private final SegmentColumns segment;
  private final Partition partition;
  private final TypePlans types;
  private final PlanPool pool;
  private final ConcurrentMap<Axis, AxisColumn> columns = new ConcurrentHashMap<>();
  private final ConcurrentMap<Integer, Axis> axes = new ConcurrentHashMap<>();
  private final PlanTables tables;

  /** Plans that were compiled: many rules share their parts. */
  private final Set<Integer> compiled = ConcurrentHashMap.newKeySet();

  private final Map<Integer, FieldValues> paths = new HashMap<>();
  private final Map<Integer, int[]> pathNumbers = new HashMap<>();

  PartitionColumns(
      SegmentColumns segment,
      Partition partition,
      TypePlans types,
      PlanPool pool,
      PlanTables.Memory memory)
      throws CorpusException {
    this.segment = segment;
    this.partition = partition;
    this.types = types;
    this.pool = pool;
    this.tables = new PlanTables(memory);
    for (int i = 0; i < partition.type().parameters().size(); i++) {
      if (path(i)) {
        FieldValues values = segment.values().of("path/" + partition.type().code() + "/" + i);
        paths.put(i, values);
        pathNumbers.put(i, values.add(partition.pathTexts(i).values()));
      }
    }
  }

  private boolean path(int parameter) {
    ValueType type = partition.type().parameters().get(parameter).type();
    return type == ValueType.FSPATH || type == ValueType.FSRELPATH;
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

  /** Whether any of the events can come from a source. */
  boolean mayComeFrom(String source) {
    return partition.carriesSource() || source.equals("syscall");
  }

  /** A plan with what the type alone decides taken out. */
  int specialise(int plan) {
    return types.specialise(plan);
  }

  /** Finds the axes of a specialised plan and its parts, and tries its predicates once each. */
  void compile(int plan, SegmentWorker worker) throws CorpusException {
    if (!compiled.add(plan)) {
      return;
    }
    Plan of = pool.get(plan);
    Axis axis = axis(plan);
    boolean ofValues = axis.ofClasses() || axis.kind() == Axis.Kind.PATH;
    String field = ofValues ? segment.values().field(plan) : CorpusValues.SEVERAL;
    if (of.kind() == Plan.Kind.LEAF) {
      if (axis.kind() == Axis.Kind.PATH) {
        Objects.requireNonNull(paths.get(axis.parameter())).tryOut(of.predicate());
      } else if (ofValues) {
        segment.values().of(field).tryOut(of.predicate());
      } else if (axis.kind() != Axis.Kind.REPLAY && size() > 0) {
        worker.predicate(of.predicate()).holds(worker.scope().load(partition, 0));
      }
    }
    for (int child : of.children()) {
      compile(child, worker);
    }
  }

  /** Reads the columns that most rules look at. */
  void prepare() throws CorpusException {
    column(Axis.PROCESS_CLASS);
    column(Axis.DESCRIPTOR_CLASS);
    column(Axis.LAST_FD).firstRows();
    partition.indirect();
    for (int i = 0; i < partition.type().parameters().size(); i++) {
      ValueType type = partition.type().parameters().get(i).type();
      if (path(i)) {
        column(Axis.path(i));
      } else if (type != ValueType.BYTEBUF) {
        partition.parameter(i);
        if (partition.values(i).size() < FEW_VALUES) {
          column(Axis.parameter(i)).firstRows();
        }
      }
    }
  }

  /** The codes of a single axis that a plan holds for, all of whose predicates lie on it. */
  long[] table(int plan, Axis axis, SegmentWorker worker) throws CorpusException {
    if (axis.ofClasses()) {
      return segment.table(axis.kind(), plan);
    }
    if (axis.kind() == Axis.Kind.PATH) {
      return Objects.requireNonNull(paths.get(axis.parameter())).holds(plan);
    }
    long[] known = tables.get(plan);
    if (known == null) {
      int codes = column(axis).codeCount();
      Plan of = pool.get(plan);
      known =
          switch (of.kind()) {
            case CONSTANT -> of.value() ? BitRows.all(codes) : BitRows.none(codes);
            case LEAF -> {
              long[] holds = codes(of.predicate(), axis, worker);
              yield of.negated() ? BitRows.not(holds, codes) : holds;
            }
            case ALL -> {
              long[] both = BitRows.all(codes);
              for (int child : of.children()) {
                BitRows.and(both, table(child, axis, worker));
              }
              yield both;
            }
            case ANY -> {
              long[] either = BitRows.none(codes);
              for (int child : of.children()) {
                BitRows.or(either, table(child, axis, worker));
              }
              yield either;
            }
          };
      tables.put(plan, known);
    }
    return known;
  }

  /** Whether it is known which codes a plan holds for. */
  boolean tabled(int plan) {
    return tables.get(plan) != null;
  }

  /** Evaluates a predicate once for each code that occurs, on the first row that has it. */
  private long[] codes(int predicate, Axis axis, SegmentWorker worker) throws CorpusException {
    AxisColumn column = column(axis);
    ColumnPredicate compiled = worker.predicate(predicate);
    long[] table = BitRows.none(column.codeCount());
    int[] present = column.present();
    int[] firstRows = column.firstRows();
    Optional<RecordedScope.Needs> needs =
        partition.carriesSource() ? Optional.empty() : axis.needs();
    for (int i = 0; i < present.length; i++) {
      EventScope scope =
          needs.isPresent()
              ? worker.scope().load(partition, firstRows[i], needs.get())
              : worker.scope().loadTimeless(partition, firstRows[i]);
      if (compiled.holds(scope)) {
        BitRows.set(table, present[i]);
      }
    }
    return table;
  }

  /** The column of an axis. */
  AxisColumn column(Axis wanted) throws CorpusException {
    Axis axis = wanted.column();
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
        int[] numbers = Objects.requireNonNull(pathNumbers.get(axis.parameter()));
        yield new AxisColumn(
            partition.pathTexts(axis.parameter()).codes().map(numbers),
            Objects.requireNonNull(paths.get(axis.parameter())).size());
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
      return new AxisColumn(Codes.zeros(size()), 2);
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
      Plan of = pool.get(plan);
      known =
          switch (of.kind()) {
            case CONSTANT -> Axis.CONSTANT;
            case LEAF -> ofPredicate(of.predicate());
            case ALL, ANY -> common(of.children());
          };
      axes.put(plan, known);
    }
    return known;
  }

  private Axis common(int[] children) {
    Axis common = axis(children[0]);
    for (int child : children) {
      Axis axis = axis(child);
      if (!axis.equals(common)) {
        if (!axis.ofClasses() || axis.kind() != common.kind()) {
          return Axis.MIXED;
        }
        common = common.column();
      }
    }
    return common.single() ? common : Axis.MIXED;
  }

  private Axis ofPredicate(int number) {
    Test predicate = pool.predicate(number);
    Axis axis = constantPartsRemoved(types.axis(number));
    boolean plain =
        predicate.left() instanceof FieldExpression.Access
            && !(predicate.right() instanceof Comparand.Expression);
    // The tables of classes and paths are made from the values of plain fields; anything else is
    // evaluated on a row of each.
    return switch (axis.kind()) {
      case PROCESS_CLASS, DESCRIPTOR_CLASS ->
          plain
              ? Axis.field(axis.kind(), FieldAxes.text((FieldExpression.Access) predicate.left()))
              : Axis.tuple(List.of(axis));
      case PATH -> plain ? axis : Axis.tuple(List.of(axis));
      default -> axis;
    };
  }

  /** A part of a tuple that is the same for all rows does not count. */
  private Axis constantPartsRemoved(Axis axis) {
    if (axis.kind() != Axis.Kind.TUPLE
        || (!axis.parts().contains(Axis.INDIRECT) && !axis.parts().contains(Axis.THREADLESS))) {
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
