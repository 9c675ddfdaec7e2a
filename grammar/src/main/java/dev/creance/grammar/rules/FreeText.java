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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A condition or an output template that stands by itself, outside of any rule file: as a command
 * line or a search field gives it. It knows fields, and the lists and macros that it is given.
 *
 * <p>For one thread.
 */
public final class FreeText {
  private final TestChecker tests;
  private final Ruleset names;
  private final Map<String, CheckResult> macros = new HashMap<>();

  /**
   * Without lists and macros.
   *
   * @param options which plugins' fields exist
   * @param source the event source whose fields exist, for example {@code syscall}
   */
  public FreeText(LoadOptions options, String source) {
    this(options, source, Ruleset.EMPTY);
  }

  /**
   * @param options which plugins' fields exist
   * @param source the event source whose fields exist, for example {@code syscall}
   * @param names whose lists and macros a condition may use
   */
  public FreeText(LoadOptions options, String source, Ruleset names) {
    this.tests = new TestChecker(new FieldResolver(options.plugins().keySet()), source);
    this.names = names;
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
    Place place = new Place(linked(text), new Origin(text, new Span(0, text.text().length())));
    Parsed parsed = ConditionParser.parse(place.text.text());
    List<Diagnostic> problems = new ArrayList<>();
    parsed
        .errors()
        .forEach(error ->
            problems.add(
                problem(text, place.origin(error.span()), error.message(), Optional.empty())));
    if (!problems.isEmpty()) {
      return new Outcome<>(Optional.empty(), problems);
    }
    CheckResult result = ConditionChecker.check(parsed.tree(), tests, place);
    for (Finding finding : result.errors()) {
      Span span = finding.origin().span();
      problems.add(
          problem(
              text,
              finding.origin(),
              finding.message(),
              finding
                  .replacement()
                  .map(word -> new Diagnostic.Fix("did you mean " + word, span, word))));
    }
    return new Outcome<>(
        problems.isEmpty() ? Optional.ofNullable(result.condition()) : Optional.empty(), problems);
  }

  private static Diagnostic problem(
      SourceFile text, Origin at, String message, Optional<Diagnostic.Fix> fix) {
    return new Diagnostic(LoadCode.LOAD_ERR_COMPILE_CONDITION, text, at.span(), "", message, fix);
  }

  /** The text with the items of lists in place of their names. */
  private LinkedText linked(SourceFile text) {
    String bytes = SourceText.bytes(text.text());
    OffsetMap map = OffsetMap.straight(0, text.text().length()).forBytesOf(text.text());
    LinkedText linked =
        LinkedText.joined(
            List.of(new SourceText(text, bytes, map, new Span(0, text.text().length()))));
    for (Ruleset.NamedList list : names.lists()) {
      if (linked.text().contains(list.name())) {
        linked = linked.expand(list.name(), LinkedText.items(list.items()));
      }
    }
    return linked;
  }

  /** A condition that was typed, with lists expanded. */
  private final class Place implements ConditionChecker.Surroundings {
    private final LinkedText text;
    private final Origin whole;

    Place(LinkedText text, Origin whole) {
      this.text = text;
      this.whole = whole;
    }

    @Override
    public Origin origin(Span span) {
      return text.origin(span, whole);
    }

    @Override
    public CheckResult macro(String name, Span span) {
      CheckResult result = checked(name);
      if (result == null) {
        return unusable(span, "'" + SourceText.decode(name) + "' is no field, and no macro here");
      }
      if (result.condition() != null) {
        return result;
      }
      // What is wrong is in another text: told is where it is used.
      return unusable(
          span,
          "the macro '"
              + SourceText.decode(name)
              + "' is not sound"
              + (result.errors().isEmpty() ? "" : ": " + result.errors().getFirst().message()));
    }

    private CheckResult unusable(Span span, String message) {
      return CheckResult.unusable(List.of(new Finding(origin(span), message)));
    }

    @Override
    public CheckedCondition name(Condition part, CheckedCondition checked) {
      return checked;
    }
  }

  /** The checked macro of a name; null when there is none. */
  private @Nullable CheckResult checked(String name) {
    CheckResult known = macros.get(name);
    if (known != null) {
      return known;
    }
    Optional<Ruleset.Macro> macro =
        names.macros().stream().filter(one -> one.name().equals(name)).findFirst();
    if (macro.isEmpty()) {
      return null;
    }
    // Stands in for itself should it refer to itself.
    macros.put(name, CheckResult.unusable(List.of()));
    Origin place = macro.get().place();
    CheckResult result =
        ConditionChecker.check(
            macro.get().syntax(),
            tests,
            new ConditionChecker.Surroundings() {
              @Override
              public Origin origin(Span span) {
                return place;
              }

              @Override
              public @Nullable CheckResult macro(String inner, Span span) {
                return checked(inner);
              }

              @Override
              public CheckedCondition name(Condition part, CheckedCondition checked) {
                return checked;
              }
            });
    macros.put(name, result);
    return result;
  }

  /** Reads an output template. */
  public Outcome<CheckedTemplate> template(SourceFile text) {
    return switch (TemplateChecker.check(SourceText.bytes(text.text()), tests.expressions())) {
      case TemplateChecker.Outcome.Good good ->
          new Outcome<>(Optional.of(good.template()), List.of());
      case TemplateChecker.Outcome.Bad bad -> {
        OffsetMap map = OffsetMap.straight(0, text.text().length()).forBytesOf(text.text());
        Origin at = new Origin(text, map.span(bad.span().start(), bad.span().end()));
        yield new Outcome<>(
            Optional.empty(), List.of(problem(text, at, bad.message(), Optional.empty())));
      }
    };
  }
}
