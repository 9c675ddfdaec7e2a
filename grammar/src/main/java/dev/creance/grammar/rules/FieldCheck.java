package dev.creance.grammar.rules;

import dev.creance.grammar.checked.CheckResult;
import dev.creance.grammar.checked.CheckedCondition;
import dev.creance.grammar.checked.ConditionChecker;
import dev.creance.grammar.checked.Finding;
import dev.creance.grammar.checked.Origin;
import dev.creance.grammar.checked.TestChecker;
import dev.creance.grammar.source.Diagnostic;
import dev.creance.grammar.source.Span;
import dev.creance.grammar.syntax.Condition;
import dev.creance.grammar.syntax.ConditionParser;
import dev.creance.grammar.syntax.Parsed;
import dev.creance.grammar.vocabulary.Field;
import dev.creance.grammar.vocabulary.FieldResolver;
import dev.creance.grammar.vocabulary.Nearest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells whether a text may stand on the left of a comparison. */
final class FieldCheck {
  private final FieldResolver fields;

  FieldCheck(FieldResolver fields) {
    this.fields = fields;
  }

  /** Falco's message when it may not, else null. */
  @Nullable String problem(SourceText field, String source) {
    String text = field.bytes();
    if (text.indexOf('(') >= 0) {
      return compiles(field, text + " exists", source) ? null : unsupported(field);
    }
    return switch (fields.resolve(text, source)) {
      case FieldResolver.Resolution.Found _ -> null;
      case FieldResolver.Resolution.Missing missing ->
          missing.message().startsWith("filter_check called with nonexistent field")
              ? unsupported(field)
              : missing.message();
    };
  }

  /** The nearest field, when the text looks like a slip. */
  Optional<Diagnostic.Fix> fix(ExceptionEntry entry, String source) {
    SourceText text = entry.item();
    if (text == null) {
      return Optional.empty();
    }
    Span span = text.map().span(0, text.bytes().length());
    return Nearest.to(text.bytes(), fields.fields(source).stream().map(Field::name).toList())
        .map(name -> new Diagnostic.Fix("Change to '" + name + "'", span, name));
  }

  private static String unsupported(SourceText field) {
    return "'" + field.text() + "' is not a supported filter field";
  }

  private boolean compiles(SourceText field, String filter, String source) {
    Parsed parsed = ConditionParser.parse(filter);
    return parsed.ok()
        && ConditionChecker.check(
                    parsed.tree(),
                    new TestChecker(fields, source),
                    new ConditionChecker.Surroundings() {
                      @Override
                      public Origin origin(Span span) {
                        return field.origin();
                      }

                      @Override
                      public CheckResult macro(String name, Span span) {
                        return CheckResult.unusable(
                            List.of(
                                new Finding(
                                    field.origin(),
                                    "filter error: unexpected identifier '" + name + "'")));
                      }

                      @Override
                      public CheckedCondition name(Condition part, CheckedCondition checked) {
                        return checked;
                      }
                    })
                .condition()
            != null;
  }
}
