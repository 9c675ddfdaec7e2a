package dev.creance.conformance.vectors;

import dev.creance.grammar.checked.CheckResult;
import dev.creance.grammar.checked.CheckedCondition;
import dev.creance.grammar.checked.ConditionChecker;
import dev.creance.grammar.checked.Finding;
import dev.creance.grammar.checked.Origin;
import dev.creance.grammar.checked.TestChecker;
import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.source.Span;
import dev.creance.grammar.syntax.Condition;
import dev.creance.grammar.syntax.ConditionParser;
import dev.creance.grammar.syntax.Parsed;
import dev.creance.grammar.vocabulary.FieldResolver;
import java.util.List;

/**
 * Conditions that stand alone, over the fields of system calls: there is no macro.
 *
 * @param fields the fields, those of plugins included
 */
record Conditions(FieldResolver fields) {
  /** Parses and checks. */
  CheckResult check(String text) {
    Parsed parsed = ConditionParser.parse(text);
    Alone alone = new Alone(new SourceFile("condition", text));
    if (!parsed.ok()) {
      String problem = parsed.errors().getFirst().message();
      return CheckResult.unusable(List.of(new Finding(alone.origin(Span.NONE), problem)));
    }
    return ConditionChecker.check(parsed.tree(), new TestChecker(fields, "syscall"), alone);
  }

  private record Alone(SourceFile file) implements ConditionChecker.Surroundings {
    @Override
    public Origin origin(Span span) {
      return new Origin(file, span);
    }

    @Override
    public CheckResult macro(String name, Span span) {
      return CheckResult.unusable(List.of(new Finding(origin(span), "unexpected identifier")));
    }

    @Override
    public CheckedCondition name(Condition part, CheckedCondition checked) {
      return checked;
    }
  }
}
