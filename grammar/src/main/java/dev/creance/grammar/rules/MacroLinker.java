package dev.creance.grammar.rules;

import dev.creance.grammar.checked.CheckResult;
import dev.creance.grammar.checked.CheckedCondition;
import dev.creance.grammar.checked.ConditionChecker;
import dev.creance.grammar.checked.Origin;
import dev.creance.grammar.rules.Definitions.MacroDefinition;
import dev.creance.grammar.source.Diagnostic.Fix;
import dev.creance.grammar.source.LoadCode;
import dev.creance.grammar.source.Span;
import dev.creance.grammar.syntax.Condition;
import dev.creance.grammar.vocabulary.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parses macros, finds out which see which, and checks each once for every event source that needs
 * it. A macro sees those whose index is below its visibility; rules see all.
 */
final class MacroLinker {
  private static final CheckResult BROKEN = CheckResult.unusable(List.of());

  private static final int DEEPEST_PATH = 300;

  private final Linker linker;

  /** Names that failed before linking: uses of them are not reported. */
  private final Set<String> failedNames;

  private final Map<String, Linker.Linked> linked = new LinkedHashMap<>();
  private final Set<String> resolved = new HashSet<>();
  private final Set<String> broken = new HashSet<>();
  private final Set<String> used = new HashSet<>();

  /** The macros that the walk at hand has been in. */
  private final Set<String> walked = new HashSet<>();

  private final Map<String, Map<String, CheckResult>> checkedBySource = new HashMap<>();

  MacroLinker(Linker linker, Set<String> failedNames) {
    this.linker = linker;
    this.failedNames = failedNames;
  }

  void link() {
    for (MacroDefinition macro : linker.definitions.macros.values()) {
      Linker.Linked text = linker.parse(LinkedText.joined(macro.condition));
      linked.put(macro.name, text);
      if (!text.parsed().ok()) {
        linker.reportSyntax(text, label(macro));
        broken.add(macro.name);
      }
    }
    for (MacroDefinition macro : linker.definitions.macros.values()) {
      resolve(macro);
    }
  }

  private static String label(MacroDefinition macro) {
    return "macro '" + SourceText.decode(macro.name) + "'";
  }

  /** A macro's text and tree. */
  Linker.@Nullable Linked linked(String name) {
    return linked.get(name);
  }

  /** A macro's tree. */
  @Nullable Condition tree(String name) {
    Linker.Linked macro = linked.get(name);
    return macro == null ? null : macro.parsed().tree();
  }

  boolean used(String name) {
    return used.contains(name);
  }

  List<Ruleset.Macro> macros() {
    List<Ruleset.Macro> macros = new ArrayList<>();
    for (MacroDefinition macro : linker.definitions.macros.values()) {
      Linker.Linked text = Objects.requireNonNull(linked.get(macro.name));
      macros.add(
          new Ruleset.Macro(
              macro.name,
              macro.origin,
              text.text().text(),
              text.parsed().tree(),
              used.contains(macro.name),
              macro.contributions));
    }
    return macros;
  }

  /** What is wrong with a reference to a macro: the place and Falco's message. */
  record Problem(Origin origin, String name, String message) {}

  /** Finds out whether every macro that a macro refers to is there and doesn't lead back to it. */
  private void resolve(MacroDefinition macro) {
    Linker.Linked text = Objects.requireNonNull(linked.get(macro.name));
    List<Problem> loops = new ArrayList<>();
    List<Problem> unknown = new ArrayList<>();
    walked.clear();
    walk(text.parsed().tree(), text, macro.visibility, new ArrayList<>(), loops, unknown);
    boolean bad = false;
    for (Problem problem : loops.isEmpty() ? unknown : loops) {
      report(problem, label(macro));
      bad = true;
    }
    if (bad) {
      broken.add(macro.name);
    }
    resolved.add(macro.name);
  }

  private void walk(
      Condition condition,
      Linker.Linked text,
      int visibility,
      List<String> path,
      List<Problem> loops,
      List<Problem> unknown) {
    switch (condition) {
      case Condition.And and ->
          and.parts().forEach(part -> walk(part, text, visibility, path, loops, unknown));
      case Condition.Or or ->
          or.parts().forEach(part -> walk(part, text, visibility, path, loops, unknown));
      case Condition.Not not -> walk(not.part(), text, visibility, path, loops, unknown);
      case Condition.MacroName name -> walkName(name, text, visibility, path, loops, unknown);
      case Condition.Check _, Condition.Broken _ -> {}
    }
  }

  private void walkName(
      Condition.MacroName name,
      Linker.Linked text,
      int visibility,
      List<String> path,
      List<Problem> loops,
      List<Problem> unknown) {
    MacroDefinition target = linker.definitions.macros.get(name.name());
    if (target == null || target.index >= visibility) {
      unknown.add(undefined(name, text));
      return;
    }
    if (path.size() > DEEPEST_PATH) {
      loops.add(
          new Problem(
              text.text().origin(name.span()),
              name.name(),
              "macros that are defined later nest more than " + DEEPEST_PATH + " levels deep"));
      return;
    }
    if (path.contains(target.name)) {
      loops.add(
          new Problem(
              text.text().origin(name.span()),
              name.name(),
              "reference loop in macro '" + SourceText.decode(target.name) + "'"));
      return;
    }
    used.add(target.name);
    if (!resolved.contains(target.name) && walked.add(target.name)) {
      path.add(target.name);
      Linker.Linked body = Objects.requireNonNull(linked.get(target.name));
      walk(body.parsed().tree(), body, visibility, path, loops, unknown);
      path.removeLast();
    }
  }

  private static Problem undefined(Condition.MacroName name, Linker.Linked text) {
    return new Problem(
        text.text().origin(name.span()),
        name.name(),
        "Undefined macro '" + SourceText.decode(name.name()) + "' used in filter.");
  }

  private void report(Problem problem, String item) {
    if (failedNames.contains(problem.name)) {
      return;
    }
    boolean undefined = problem.message.startsWith("Undefined");
    Optional<Fix> fix =
        undefined
            ? Nearest.to(problem.name, linker.definitions.macros.keySet())
                .map(word -> new Fix("Change to '" + word + "'", problem.origin.span(), word))
            : Optional.empty();
    String advice =
        !undefined
            ? ""
            : fix.map(f -> " Did you mean '" + f.replacement() + "'?")
                .orElse(" Define it, or write a field comparison.");
    linker.report.add(
        LoadCode.LOAD_ERR_VALIDATE, problem.origin, item, problem.message + advice, fix);
  }

  /**
   * Reports the macros that a rule's condition uses and that don't exist.
   *
   * @return whether all exist and are sound
   */
  boolean resolve(Linker.Linked rule, String item) {
    List<Problem> loops = new ArrayList<>();
    List<Problem> unknown = new ArrayList<>();
    walk(rule.parsed().tree(), rule, Integer.MAX_VALUE, new ArrayList<>(), loops, unknown);
    unknown.forEach(problem -> report(problem, item));
    return unknown.isEmpty();
  }

  /** The macro checked for a source, null when there is none of that name. */
  @Nullable CheckResult checked(String name, String source) {
    if (!linked.containsKey(name)) {
      return null;
    }
    Map<String, CheckResult> results = checkedBySource.get(source);
    if (results == null) {
      results = new HashMap<>();
      checkedBySource.put(source, results);
      // In the order of definition, so that recursion stays as deep as one condition.
      for (String macro : linked.keySet()) {
        check(macro, source, results);
      }
    }
    return results.getOrDefault(name, BROKEN);
  }

  private CheckResult check(String name, String source, Map<String, CheckResult> results) {
    CheckResult known = results.get(name);
    if (known != null) {
      return known;
    }
    // Stands in for itself should it refer to itself.
    results.put(name, BROKEN);
    if (broken.contains(name)) {
      return BROKEN;
    }
    Linker.Linked text = Objects.requireNonNull(linked.get(name));
    CheckResult result =
        ConditionChecker.check(
            text.parsed().tree(),
            linker.memory.tests(source),
            new ConditionChecker.Surroundings() {
              @Override
              public Origin origin(Span span) {
                return text.text().origin(span);
              }

              @Override
              public @Nullable CheckResult macro(String inner, Span span) {
                return linked.containsKey(inner) ? check(inner, source, results) : null;
              }

              @Override
              public CheckedCondition name(Condition part, CheckedCondition checked) {
                return checked;
              }
            });
    results.put(name, result);
    return result;
  }
}
