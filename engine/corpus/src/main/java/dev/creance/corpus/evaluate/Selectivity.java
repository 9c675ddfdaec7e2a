package dev.creance.corpus.evaluate;

import dev.creance.corpus.format.CorpusException;
import dev.creance.grammar.checked.CheckedCondition;
import dev.creance.grammar.checked.CheckedCondition.And;
import dev.creance.grammar.checked.CheckedCondition.Named;
import dev.creance.grammar.checked.CheckedCondition.Not;
import dev.creance.grammar.checked.CheckedCondition.Or;
import dev.creance.grammar.checked.CheckedCondition.Test;
import dev.creance.grammar.rules.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How many events each part of a rule's condition lets through: on its own, and in its place, that
 * is among the events that reach it past the parts before it. What the editor shows beside a part.
 */
public final class Selectivity {
  private final MeasureSession session;

  public Selectivity(MeasureSession session) {
    this.session = session;
  }

  /**
   * A part of a condition.
   *
   * @param depth how deep it is in the tree, from 0
   * @param alone events, of the types that the rule looks at, that it holds for
   * @param inPlace events that it holds for and that reach it: all parts before it in each
   *     surrounding {@code and} hold, none before it in a surrounding {@code or} does
   * @param reached events that reach it
   * @param cost how long its evaluation took, all processors together; what was known already took
   *     nothing
   */
  public record Part(
      CheckedCondition condition,
      int depth,
      long alone,
      long inPlace,
      long reached,
      Duration cost) {}

  /** The parts of a rule's condition, parents before children, in the order of the text. */
  public List<Part> of(Rule rule) throws InterruptedException, CorpusException {
    List<Query> queries = new ArrayList<>();
    collect(rule.condition(), 0, PlanPool.TRUE, queries);
    int count = queries.size();
    AtomicLongArray alone = new AtomicLongArray(count);
    AtomicLongArray inPlace = new AtomicLongArray(count);
    AtomicLongArray reached = new AtomicLongArray(count);
    AtomicLongArray nanos = new AtomicLongArray(count);
    session.forEachPartition((columns, evaluation) -> {
      if (!rule.eventCodes().get(columns.partition().type().code())) {
        return;
      }
      long[] source = evaluation.ofSource(rule.source());
      for (int i = 0; i < count; i++) {
        Query query = queries.get(i);
        long start = System.nanoTime();
        long[] own = evaluation.rows(columns.specialise(query.plan), source);
        nanos.addAndGet(i, System.nanoTime() - start);
        long[] before = evaluation.rows(columns.specialise(query.reach), source);
        alone.addAndGet(i, BitRows.count(own));
        reached.addAndGet(i, BitRows.count(before));
        BitRows.and(before, own);
        inPlace.addAndGet(i, BitRows.count(before));
      }
    });
    List<Part> parts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Query query = queries.get(i);
      parts.add(
          new Part(
              query.condition,
              query.depth,
              alone.get(i),
              inPlace.get(i),
              reached.get(i),
              Duration.ofNanos(nanos.get(i))));
    }
    return parts;
  }

  /** A part, its plan, and the plan of what has to hold for an event to reach it. */
  private record Query(CheckedCondition condition, int depth, int plan, int reach) {}

  private void collect(CheckedCondition condition, int depth, int reach, List<Query> queries) {
    PlanPool pool = session.pool();
    queries.add(new Query(condition, depth, pool.plan(condition), reach));
    switch (condition) {
      case And and -> {
        int here = reach;
        for (CheckedCondition part : and.parts()) {
          collect(part, depth + 1, here, queries);
          here = pool.all(List.of(here, pool.plan(part)));
        }
      }
      case Or or -> {
        int here = reach;
        for (CheckedCondition part : or.parts()) {
          collect(part, depth + 1, here, queries);
          here = pool.all(List.of(here, pool.complement(part)));
        }
      }
      case Not not -> collect(not.part(), depth + 1, reach, queries);
      case Named named -> collect(named.body(), depth + 1, reach, queries);
      case Test test -> {}
    }
  }
}
