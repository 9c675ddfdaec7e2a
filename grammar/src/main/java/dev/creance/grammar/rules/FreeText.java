package dev.creance.grammar.rules;

import dev.creance.grammar.checked.CheckResult;
import dev.creance.grammar.checked.CheckedCondition;
import dev.creance.grammar.checked.CheckedTemplate;
import dev.creance.grammar.checked.ConditionChecker;
import dev.creance.grammar.checked.Finding;
import dev.creance.grammar.checked.Origin;
import dev.creance.grammar.checked.TemplateChecker;
import dev.creance.grammar.checked.TestChecker;
import dev.creance.grammar.source.Diagnostic;
import dev.creance.grammar.source.LoadCode;
import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.source.Span;
import dev.creance.grammar.syntax.Condition;
import dev.creance.grammar.syntax.ConditionParser;
import dev.creance.grammar.syntax.Parsed;
import dev.creance.grammar.vocabulary.FieldResolver;
import dev.creance.grammar.yaml.OffsetMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A condition or an output template that stands by itself, outside of any rule file: as a command
 * line or a search field gives it. It knows fields, but no lists and no macros.
 *
 * <p>For one thread.
 */
public final class FreeText {
  private final TestChecker tests;

  /**
   * @param options which plugins' fields exist
   * @param source the event source whose fields exist, for example {@code syscall}
   */
  public FreeText(LoadOptions options, String source) {
    this.tests = new TestChecker(new FieldResolver(options.plugins().keySet()), source);
  }

  /**
   * What a text turned out to be.
   *
   * @param value nothing when there is a problem
   */
  public record Outcome<T>(Optional<T> value, List<Diagnostic> problems) {
    public Outcome {
      problems = List.copyOf(problems);
    }
  }

  /** Reads a condition. */
  public Outcome<CheckedCondition> condition(SourceFile text) {
    Place place = Place.of(text);
    Parsed parsed = ConditionParser.parse(place.bytes());
    List<Diagnostic> problems = new ArrayList<>();
    parsed.errors().forEach(error -> problems.add(place.problem(error.span(), error.message())));
    if (!problems.isEmpty()) {
      return new Outcome<>(Optional.empty(), problems);
    }
    CheckResult result = ConditionChecker.check(parsed.tree(), tests, place);
    for (Finding finding : result.errors()) {
      problems.add(
          place.diagnostic(
              finding.origin().span(),
              finding.message(),
              finding
                  .replacement()
                  .map(word ->
                      new Diagnostic.Fix("did you mean " + word, finding.origin().span(), word))));
    }
    return new Outcome<>(
        problems.isEmpty() ? Optional.ofNullable(result.condition()) : Optional.empty(), problems);
  }

  /** Reads an output template. */
  public Outcome<CheckedTemplate> template(SourceFile text) {
    Place place = Place.of(text);
    return switch (TemplateChecker.check(place.bytes(), tests.expressions())) {
      case TemplateChecker.Outcome.Good good ->
          new Outcome<>(Optional.of(good.template()), List.of());
      case TemplateChecker.Outcome.Bad bad ->
          new Outcome<>(Optional.empty(), List.of(place.problem(bad.span(), bad.message())));
    };
  }

  /** The text as Falco sees it, a byte string, and where its bytes stand. */
  private record Place(SourceFile text, String bytes, OffsetMap map)
      implements ConditionChecker.Surroundings {
    static Place of(SourceFile text) {
      OffsetMap map = OffsetMap.straight(0, text.text().length());
      return new Place(text, SourceText.bytes(text.text()), map.forBytesOf(text.text()));
    }

    /** A problem at a stretch of the bytes. */
    Diagnostic problem(Span span, String message) {
      return diagnostic(map.span(span.start(), span.end()), message, Optional.empty());
    }

    /** A problem at a stretch of the text. */
    Diagnostic diagnostic(Span span, String message, Optional<Diagnostic.Fix> fix) {
      return new Diagnostic(LoadCode.LOAD_ERR_COMPILE_CONDITION, text, span, "", message, fix);
    }

    @Override
    public Origin origin(Span span) {
      return new Origin(text, map.span(span.start(), span.end()));
    }

    @Override
    public @Nullable CheckResult macro(String name, Span span) {
      return CheckResult.unusable(
          List.of(
              new Finding(
                  origin(span), "'" + name + "' is no field, and macros have no place here")));
    }

    @Override
    public CheckedCondition name(Condition part, CheckedCondition checked) {
      return checked;
    }
  }
}
