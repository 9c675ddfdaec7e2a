package dev.creance.workbench.window.service;

import dev.creance.grammar.checked.CheckedCondition;
import dev.creance.grammar.checked.CheckedTemplate;
import dev.creance.grammar.checked.Origin;
import dev.creance.grammar.rules.FreeText;
import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.Priority;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.grammar.source.Diagnostic;
import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.source.Span;
import dev.creance.grammar.syntax.ConditionParser;
import dev.creance.grammar.vocabulary.EventTable;
import dev.creance.grammar.yaml.RawBytes;
import dev.creance.workbench.window.shown.Wrong;
import java.time.Duration;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Conditions that somebody types above the table of events. */
final class Filters {
  private Filters() {}

  /** As {@link #rule(String, Ruleset)}, of fields alone. */
  static Optional<Rule> rule(String filter) throws Wrong {
    return rule(filter, Ruleset.EMPTY);
  }

  /**
   * The condition as a rule on all types of events; nothing when it is blank.
   *
   * @param names whose lists and macros it may use
   * @throws Wrong when it is none
   */
  static Optional<Rule> rule(String filter, Ruleset names) throws Wrong {
    if (filter.isBlank()) {
      return Optional.empty();
    }
    SourceFile file = new SourceFile("filter", filter);
    FreeText.Outcome<CheckedCondition> outcome =
        new FreeText(LoadOptions.defaults(), "syscall", names).condition(file);
    if (outcome.value().isEmpty()) {
      Diagnostic problem = outcome.problems().getFirst();
      throw new Wrong(
          problem.message().lines().findFirst().orElse("this is no condition")
              + " (column "
              + file.column(Math.min(problem.span().start(), filter.length()))
              + ")");
    }
    BitSet codes = new BitSet();
    codes.set(0, EventTable.current().size());
    Origin origin = new Origin(file, new Span(0, filter.length()));
    String bytes = RawBytes.encode(filter);
    return Optional.of(
        new Rule(
            "filter",
            0,
            "syscall",
            Priority.DEBUG,
            "",
            outcome.value().get(),
            bytes,
            ConditionParser.parse(bytes).tree(),
            new CheckedTemplate(true, List.of()),
            "",
            Map.of(),
            Collections.unmodifiableSortedSet(new TreeSet<>()),
            true,
            codes,
            false,
            Duration.ZERO,
            new Rule.Place(origin, origin, origin, origin),
            List.of()));
  }
}
