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

  private final List<Candidate> candidates;
  private final List<Formula> conditions = new ArrayList<>();
  private final Formulas formulas = new Formulas();
  private final Plans plans;
  private final Specialiser specialiser;
  private final boolean first;
  private final Map<String, @Nullable Plan[]> plansBySource = new HashMap<>();
  private final Hits hits = new Hits();
  private String lastSource = "";
  private @Nullable Plan[] lastPlans = new @Nullable Plan[TABLE.size()];
  private long stamp;

  /** A condition on the events of a source whose codes are in a set. */
  record Candidate(String source, BitSet codes, CheckedCondition condition) {}

  CandidateMatcher(
      List<Candidate> candidates,
      Matching matching,
      Function<FieldExpression, FieldReader> readers) {
    this.candidates = List.copyOf(candidates);
    this.first = matching == Matching.FIRST;
    Predicates predicates = new Predicates(readers);
    ConditionFormulas made = new ConditionFormulas(predicates, formulas);
    for (Candidate candidate : candidates) {
      conditions.add(made.of(candidate.condition()));
    }
    this.plans = new Plans(formulas, predicates, first);
    this.specialiser = new Specialiser(plans);
  }

  /** The numbers of the candidates that match the event; the same object every time. */
  Hits match(EventScope scope) {
    hits.clear();
    Plan plan = plan(scope);
    if (!plan.empty()) {
      stamp++;
      specialiser.specialise(plan, scope, stamp).run(scope, stamp, hits, first);
    }
    return hits;
  }

  private Plan plan(EventScope scope) {
    if (!scope.source.equals(lastSource)) {
      lastSource = scope.source;
      lastPlans =
          plansBySource.computeIfAbsent(lastSource, source -> new @Nullable Plan[TABLE.size()]);
    }
    int code = scope.event.code();
    Plan plan = lastPlans[code];
    if (plan == null) {
      plan = make(lastSource, code);
      lastPlans[code] = plan;
    }
    return plan;
  }

  private Plan make(String source, int code) {
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
