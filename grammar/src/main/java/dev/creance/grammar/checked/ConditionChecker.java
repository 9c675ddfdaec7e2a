package dev.creance.grammar.checked;

import dev.creance.grammar.checked.CheckedCondition.Named;
import dev.creance.grammar.source.Span;
import dev.creance.grammar.syntax.Condition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks a condition against the vocabulary and types it: fields and their arguments, transformers,
 * operators, constants. Every problem is reported, in the order in which Falco would meet it. The
 * comparisons are {@link TestChecker}'s part; this knows of macros, names and places.
 */
public final class ConditionChecker {
  /** What the checker must be told about the text that it checks. */
  public interface Surroundings {
    /** Where a part of the text was written. */
    Origin origin(Span span);

    /**
     * The checked macro of a name, or null when there is none; then {@code span} has been reported.
     */
    @Nullable CheckResult macro(String name, Span span);

    /** Puts a name around a part that has one, for example an exception. */
    CheckedCondition name(Condition part, CheckedCondition checked);
  }

  private static final int ENOUGH = 1 << 24;
  private static final int MOST_WARNINGS = 200;

  private final TestChecker tests;
  private final Surroundings surroundings;
  private final Set<Finding> errors = new LinkedHashSet<>();
  private final List<Finding> warnings = new ArrayList<>();
  private int depth;
  private int deepest;
  private int size;

  private ConditionChecker(TestChecker tests, Surroundings surroundings) {
    this.tests = tests;
    this.surroundings = surroundings;
  }

  /** Checks a condition for the events that {@code tests} knows. */
  public static CheckResult check(
      Condition condition, TestChecker tests, Surroundings surroundings) {
    ConditionChecker checker = new ConditionChecker(tests, surroundings);
    CheckedCondition checked = checker.visit(condition);
    String excess = CheckResult.excess(checker.deepest, checker.size);
    if (excess != null) {
      checker.errors.add(new Finding(surroundings.origin(condition.span()), excess));
    }
    return new CheckResult(
        checker.errors.isEmpty() ? checked : null,
        List.copyOf(checker.errors),
        checker.warnings,
        checker.deepest,
        checker.size);
  }

  private @Nullable CheckedCondition visit(Condition condition) {
    deepest = Math.max(deepest, ++depth);
    size = Math.min(size + 1, ENOUGH);
    CheckedCondition checked =
        switch (condition) {
          case Condition.And and -> {
            List<CheckedCondition> parts = visitAll(and.parts());
            yield parts == null
                ? null
                : new CheckedCondition.And(surroundings.origin(and.span()), parts);
          }
          case Condition.Or or -> {
            List<CheckedCondition> parts = visitAll(or.parts());
            yield parts == null
                ? null
                : new CheckedCondition.Or(surroundings.origin(or.span()), parts);
          }
          case Condition.Not not -> {
            CheckedCondition part = visit(not.part());
            yield part == null
                ? null
                : new CheckedCondition.Not(surroundings.origin(not.span()), part);
          }
          case Condition.MacroName macro -> macro(macro);
          case Condition.Check check -> test(check);
          case Condition.Broken _ -> null;
        };
    depth--;
    return checked == null ? null : surroundings.name(condition, checked);
  }

  private @Nullable List<CheckedCondition> visitAll(List<Condition> conditions) {
    List<CheckedCondition> parts = new ArrayList<>(conditions.size());
    for (Condition condition : conditions) {
      CheckedCondition part = visit(condition);
      if (part != null) {
        parts.add(part);
      }
    }
    return parts.size() == conditions.size() ? parts : null;
  }

  private @Nullable CheckedCondition macro(Condition.MacroName macro) {
    CheckResult result = surroundings.macro(macro.name(), macro.span());
    if (result == null) {
      return null;
    }
    deepest = Math.max(deepest, depth + result.depth());
    size = Math.min(size + result.size(), ENOUGH);
    errors.addAll(result.errors());
    if (warnings.size() < MOST_WARNINGS) {
      warnings.addAll(result.warnings());
    }
    return result.condition() == null
        ? null
        : new Named(
            surroundings.origin(macro.span()), Named.Kind.MACRO, macro.name(), result.condition());
  }

  private @Nullable CheckedCondition test(Condition.Check check) {
    TestChecker.Outcome outcome = tests.check(check);
    for (TestChecker.Note note : outcome.errors()) {
      errors.add(new Finding(surroundings.origin(note.span()), note.message(), note.replacement()));
    }
    for (TestChecker.Note note : outcome.warnings()) {
      warnings.add(new Finding(surroundings.origin(note.span()), note.message()));
    }
    TestChecker.Sides sides = outcome.sides();
    return sides == null
        ? null
        : new CheckedCondition.Test(
            surroundings.origin(check.span()),
            sides.left(),
            check.operator(),
            check.modifier(),
            sides.right());
  }
}
