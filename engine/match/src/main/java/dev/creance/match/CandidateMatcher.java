package dev.creance.match;

import dev.creance.events.field.FieldReader;
import dev.creance.events.state.EventScope;
import dev.creance.grammar.checked.CheckedCondition;
import dev.creance.grammar.checked.FieldExpression;
import dev.creance.grammar.vocabulary.EventTable;
import dev.creance.match.formula.CodeAnswers;
import dev.creance.match.formula.ConditionFormulas;
import dev.creance.match.formula.Formula;
import dev.creance.match.formula.Formulas;
import dev.creance.match.formula.Predicates;
import dev.creance.match.plan.Hits;
import dev.creance.match.plan.Plan;
import dev.creance.match.plan.Plans;
import dev.creance.match.plan.Specialiser;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Conditions in a fixed order, matched against events. For each source and type of event there is a
 * plan, made when the first such event comes.
 */
final class CandidateMatcher {
  private static final EventTable TABLE = EventTable.current();

  /** Keeps what is remembered below about 60 MB. */
  static final int CAPACITY = 200_000;

  private final List<Candidate> candidates;
  private final Predicates predicates;
  private final boolean first;
  private final int capacity;
  private final Hits hits = new Hits();
  private Remembered remembered;
  private String source = "";
  private @Nullable Plan[] planOfCode;
  private long stamp;

  /** A condition on the events of a source whose codes are in a set. */
  record Candidate(String source, BitSet codes, CheckedCondition condition) {}

  /** All that was derived from the conditions and learnt from events; can be made anew. */
  private final class Remembered {
    final Formulas formulas = new Formulas();
    final List<Formula> conditions = new ArrayList<>();
    final Map<String, @Nullable Plan[]> planOfCodeBySource = new HashMap<>();
    final Plans plans;
    final Specialiser specialiser;

    Remembered() {
      ConditionFormulas made = new ConditionFormulas(predicates, formulas);
      for (Candidate candidate : candidates) {
        conditions.add(made.of(candidate.condition()));
      }
      plans = new Plans(formulas, predicates, first, capacity);
      specialiser = new Specialiser(plans);
    }

    @Nullable Plan[] planOfCode(String source) {
      return planOfCodeBySource.computeIfAbsent(source, name -> new @Nullable Plan[TABLE.size()]);
    }

    Plan plan(String source, int code) {
      CodeAnswers answers = new CodeAnswers(TABLE.type(code));
      List<Integer> rules = new ArrayList<>();
      List<Formula> open = new ArrayList<>();
      for (int i = 0; i < candidates.size(); i++) {
        Candidate candidate = candidates.get(i);
        if (candidate.source().equals(source) && candidate.codes().get(code)) {
          rules.add(i);
          open.add(formulas.given(conditions.get(i), answers));
        }
      }
      return plans.of(rules, open);
    }
  }

  /**
   * @param capacity how much may be remembered, see {@link Plans}
   */
  CandidateMatcher(
      List<Candidate> candidates,
      Matching matching,
      Function<FieldExpression, FieldReader> readers,
      int capacity) {
    this.candidates = List.copyOf(candidates);
    this.predicates = new Predicates(readers);
    this.first = matching == Matching.FIRST;
    this.capacity = capacity;
    this.remembered = new Remembered();
    this.planOfCode = remembered.planOfCode(source);
  }

  /** The numbers of the candidates that match the event; the same object every time. */
  Hits match(EventScope scope) {
    hits.clear();
    Plan plan = plan(scope);
    if (!plan.empty()) {
      stamp++;
      remembered.specialiser.specialise(plan, scope, stamp).run(scope, stamp, hits, first);
      if (remembered.plans.full()) {
        remembered = new Remembered();
        planOfCode = remembered.planOfCode(source);
      }
    }
    return hits;
  }

  private Plan plan(EventScope scope) {
    if (!scope.source.equals(source)) {
      source = scope.source;
      planOfCode = remembered.planOfCode(source);
    }
    int code = scope.event.code();
    Plan plan = planOfCode[code];
    if (plan == null) {
      plan = remembered.plan(source, code);
      planOfCode[code] = plan;
    }
    return plan;
  }
}
