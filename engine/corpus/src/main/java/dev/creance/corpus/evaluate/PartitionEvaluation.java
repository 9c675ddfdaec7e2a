package dev.creance.corpus.evaluate;

import dev.creance.corpus.format.CorpusException;
import dev.creance.events.state.EventScope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Evaluates plans on the rows of one partition, for one thread. */
final class PartitionEvaluation {
  private static final int FEW_ROWS = 256;
  private static final Comparator<Axis> CHEAPEST_FIRST =
      Comparator.comparing(Axis::kind).thenComparingInt(Axis::parameter);

  private final PartitionColumns columns;
  private final SegmentWorker worker;
  private final PlanPool pool;

  PartitionEvaluation(PartitionColumns columns, SegmentWorker worker, PlanPool pool) {
    this.columns = columns;
    this.worker = worker;
    this.pool = pool;
  }

  /** The rows whose events come from a source; null when all do. */
  long @Nullable [] ofSource(String source) throws CorpusException {
    if (!columns.partition().carriesSource()) {
      return source.equals("syscall") ? null : BitRows.none(columns.size());
    }
    long[] rows = BitRows.none(columns.size());
    for (int row = 0; row < columns.size(); row++) {
      if (worker.scope().load(columns.partition(), row).source.equals(source)) {
        BitRows.set(rows, row);
      }
    }
    return rows;
  }

  /**
   * The rows that a specialised plan holds for.
   *
   * @param among the rows to look at; null for all
   */
  long[] rows(int plan, long @Nullable [] among) throws CorpusException {
    int size = columns.size();
    Axis axis = columns.axis(plan);
    if (axis.single()) {
      return onAxis(plan, axis, among);
    }
    Plan of = pool.get(plan);
    return switch (of.kind()) {
      case CONSTANT ->
          !of.value() ? BitRows.none(size) : among == null ? BitRows.all(size) : among.clone();
      case LEAF ->
          switch (axis.kind()) {
            case REPLAY -> replayed(of, among);
            case TUPLE -> onTuple(plan, of, axis, among);
            default -> rowByRow(of, among);
          };
      case ALL -> allOf(of.children(), among);
      case ANY -> anyOf(of.children(), among);
    };
  }

  private long[] onAxis(int plan, Axis axis, long @Nullable [] among) throws CorpusException {
    AxisColumn column = columns.column(axis);
    long[] table = columns.table(plan, axis, worker);
    if (among == null) {
      long[] rows = BitRows.none(columns.size());
      if (column.count(table) > 0) {
        column.codes().select(table, rows);
      }
      return rows;
    }
    long[] rows = among.clone();
    column.codes().retain(table, rows);
    return rows;
  }

  /** Few rows are looked at one by one; many by their distinct tuples. */
  private long[] onTuple(int plan, Plan leaf, Axis axis, long @Nullable [] among)
      throws CorpusException {
    if (among != null && !columns.tabled(plan) && BitRows.count(among) <= FEW_ROWS) {
      return rowByRow(leaf, among);
    }
    return onAxis(plan, axis, among);
  }

  private long[] allOf(int[] children, long @Nullable [] among) throws CorpusException {
    List<Step> steps = new ArrayList<>();
    for (Map.Entry<Axis, Integer> entry : onAxes(children, false).entrySet()) {
      long[] table = columns.table(entry.getValue(), entry.getKey(), worker);
      if (BitRows.isEmpty(table)) {
        return BitRows.none(columns.size());
      }
      int count = columns.column(entry.getKey()).count(table);
      if (count == 0) {
        return BitRows.none(columns.size());
      }
      if (count < columns.size()) {
        steps.add(new Step(entry.getValue(), count));
      }
    }
    steps.sort(Comparator.comparingLong(Step::cost));
    others(children, steps);
    long[] rows = among;
    for (Step step : steps) {
      rows = rows(step.plan, rows);
      if (BitRows.isEmpty(rows)) {
        return rows;
      }
    }
    return rows == null ? BitRows.all(columns.size()) : rows == among ? rows.clone() : rows;
  }

  private long[] anyOf(int[] children, long @Nullable [] among) throws CorpusException {
    List<Step> steps = new ArrayList<>();
    for (int plan : onAxes(children, true).values()) {
      steps.add(new Step(plan, 0));
    }
    others(children, steps);
    long[] left = among == null ? BitRows.all(columns.size()) : among.clone();
    long[] found = BitRows.none(columns.size());
    for (Step step : steps) {
      boolean fresh = among == null && step == steps.getFirst();
      long[] rows = rows(step.plan, fresh ? null : left);
      BitRows.or(found, rows);
      BitRows.andNot(left, rows);
      if (BitRows.isEmpty(left)) {
        break;
      }
    }
    return found;
  }

  /** A part to be evaluated, and how many rows it is thought to leave. */
  private record Step(int plan, long cost) {}

  /**
   * The parts that need more than one column come last, those that need the state the very last.
   */
  private void others(int[] children, List<Step> steps) {
    List<Step> late = new ArrayList<>();
    for (int child : children) {
      Axis axis = columns.axis(child);
      if (!axis.single()) {
        long cost =
            axis.kind() == Axis.Kind.REPLAY ? 2 : pool.get(child).kind() == Plan.Kind.LEAF ? 1 : 0;
        late.add(new Step(child, cost));
      }
    }
    late.sort(Comparator.comparingLong(Step::cost));
    steps.addAll(late);
  }

  /** For each single axis the plan of all parts that lie on it. */
  private Map<Axis, Integer> onAxes(int[] children, boolean any) {
    Map<Axis, List<Integer>> groups = new TreeMap<>(CHEAPEST_FIRST);
    for (int child : children) {
      Axis axis = columns.axis(child);
      if (axis.single()) {
        groups.computeIfAbsent(axis.column(), key -> new ArrayList<>()).add(child);
      }
    }
    Map<Axis, Integer> plans = new LinkedHashMap<>();
    groups.forEach((axis, group) -> plans.put(axis, any ? pool.any(group) : pool.all(group)));
    return plans;
  }

  private long[] rowByRow(Plan leaf, long @Nullable [] among) throws CorpusException {
    long[] rows = BitRows.none(columns.size());
    long[] looked = among == null ? BitRows.all(columns.size()) : among;
    for (int index = 0; index < looked.length; index++) {
      long left = looked[index];
      while (left != 0) {
        int row = (index << 6) + Long.numberOfTrailingZeros(left);
        left &= left - 1;
        if (holds(leaf, row)) {
          BitRows.set(rows, row);
        }
      }
    }
    return rows;
  }

  private long[] replayed(Plan leaf, long @Nullable [] among) throws CorpusException {
    long[] holds = worker.replayed(columns, leaf.predicate());
    long[] rows = leaf.negated() ? BitRows.not(holds, columns.size()) : holds.clone();
    if (among != null) {
      BitRows.and(rows, among);
    }
    return rows;
  }

  private boolean holds(Plan leaf, int row) throws CorpusException {
    EventScope scope = worker.scope().load(columns.partition(), row);
    return worker.predicate(leaf.predicate()).holds(scope) != leaf.negated();
  }
}
