package dev.creance.match.explain;

import dev.creance.events.field.FieldReaders;
import dev.creance.events.state.EventScope;
import dev.creance.grammar.checked.CheckedCondition;
import dev.creance.grammar.checked.CheckedCondition.Comparand;
import dev.creance.grammar.checked.CheckedCondition.Named.Kind;
import dev.creance.grammar.checked.FieldExpression;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.match.Matching;
import dev.creance.match.RulesetMatcher;
import dev.creance.match.explain.Explanation.Reason;
import dev.creance.match.explain.Explanation.Tuple;
import dev.creance.match.formula.Predicates;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Explains what rules make of events. Slow and thorough: every part of a condition is evaluated.
 * For one thread.
 */
public final class Explainer {
  private final RulesetMatcher matcher;
  private final Matching matching;
  private final Predicates predicates = new Predicates(FieldReaders::of);
  private long stamp;

  /**
   * @param matching how many rules may fire on one event
   */
  public Explainer(Ruleset ruleset, Matching matching) {
    this.matcher = new RulesetMatcher(ruleset, Matching.FIRST);
    this.matching = matching;
  }

  /** Why a rule of the ruleset fires on an event, or why not. */
  public Explanation explain(Rule rule, EventScope scope) {
    stamp++;
    Part condition = part(rule.condition(), scope);
    return new Explanation(rule, reason(rule, condition, scope), condition);
  }

  private Reason reason(Rule rule, Part condition, EventScope scope) {
    if (!rule.enabled()) {
      return new Reason.Disabled();
    }
    if (!rule.source().equals(scope.source)) {
      return new Reason.OtherSource(scope.source);
    }
    if (!rule.eventCodes().get(scope.event.code())) {
      return new Reason.OtherEventType(scope.event.type().name());
    }
    if (!condition.holds()) {
      return holdsWithoutExceptions(condition)
          ? new Reason.Excepted(trueTuples(condition).toList())
          : new Reason.NotMet();
    }
    if (matching == Matching.FIRST && matcher.match(scope) > 0) {
      Rule first = matcher.matched(0);
      if (first.index() != rule.index()) {
        return new Reason.Preceded(first);
      }
    }
    return new Reason.Fired();
  }

  private Part part(CheckedCondition condition, EventScope scope) {
    return switch (condition) {
      case CheckedCondition.And and -> {
        List<Part> parts = parts(and.parts(), scope);
        yield new Part.All(and.origin(), parts.stream().allMatch(Part::holds), parts);
      }
      case CheckedCondition.Or or -> {
        List<Part> parts = parts(or.parts(), scope);
        yield new Part.Any(or.origin(), parts.stream().anyMatch(Part::holds), parts);
      }
      case CheckedCondition.Not not -> {
        Part inner = part(not.part(), scope);
        yield new Part.Not(not.origin(), !inner.holds(), inner);
      }
      case CheckedCondition.Named named -> {
        Part body = part(named.body(), scope);
        yield new Part.Named(named.origin(), body.holds(), named.kind(), named.name(), body);
      }
      case CheckedCondition.Test test ->
          new Part.Check(
              test.origin(),
              predicates.of(test).holds(scope, stamp),
              ConditionText.of(test),
              values(test, scope));
    };
  }

  private List<Part> parts(List<CheckedCondition> conditions, EventScope scope) {
    return conditions.stream().map(condition -> part(condition, scope)).toList();
  }

  private static List<Part.Value> values(CheckedCondition.Test test, EventScope scope) {
    List<Part.Value> values = new ArrayList<>();
    values.add(value(test.left(), scope));
    if (test.right() instanceof Comparand.Expression right) {
      values.add(value(right.expression(), scope));
    }
    return values;
  }

  private static Part.Value value(FieldExpression expression, EventScope scope) {
    return new Part.Value(ConditionText.of(expression), Values.text(expression, scope));
  }

  /** Whether the part would be true if no exception were. */
  private static boolean holdsWithoutExceptions(Part part) {
    return switch (part) {
      case Part.All all -> all.parts().stream().allMatch(Explainer::holdsWithoutExceptions);
      case Part.Any any -> any.parts().stream().anyMatch(Explainer::holdsWithoutExceptions);
      case Part.Not not -> !holdsWithoutExceptions(not.part());
      case Part.Named named ->
          named.kind() != Kind.EXCEPTION && holdsWithoutExceptions(named.body());
      case Part.Check check -> check.holds();
    };
  }

  private static Stream<Tuple> trueTuples(Part part) {
    return switch (part) {
      case Part.All all -> all.parts().stream().flatMap(Explainer::trueTuples);
      case Part.Any any -> any.parts().stream().flatMap(Explainer::trueTuples);
      case Part.Not not -> trueTuples(not.part());
      case Part.Named named when named.kind() == Kind.EXCEPTION && named.holds() ->
          tuples(named.name(), named);
      case Part.Named named -> trueTuples(named.body());
      case Part.Check check -> Stream.empty();
    };
  }

  /** The true tuples of an exception that is true, or the exception as a whole. */
  private static Stream<Tuple> tuples(String exception, Part.Named whole) {
    List<Tuple> found = new ArrayList<>();
    collect(exception, whole.body(), found);
    return found.isEmpty() ? Stream.of(new Tuple(exception, -1, whole.origin())) : found.stream();
  }

  private static void collect(String exception, Part part, List<Tuple> found) {
    switch (part) {
      case Part.Named named when named.kind() == Kind.EXCEPTION_TUPLE -> {
        if (named.holds()) {
          found.add(new Tuple(exception, Integer.parseInt(named.name()), named.origin()));
        }
      }
      case Part.Named named -> collect(exception, named.body(), found);
      case Part.Any any -> any.parts().forEach(inner -> collect(exception, inner, found));
      case Part.All _, Part.Not _, Part.Check _ -> {}
    }
  }
}
