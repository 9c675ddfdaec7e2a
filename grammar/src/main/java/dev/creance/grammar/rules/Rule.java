package dev.creance.grammar.rules;

import dev.creance.grammar.checked.CheckedCondition;
import dev.creance.grammar.checked.CheckedTemplate;
import dev.creance.grammar.checked.Origin;
import dev.creance.grammar.syntax.Condition;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * A rule that can be run.
 *
 * @param name as written
 * @param index its place in evaluation order: the order of first definition
 * @param conditionText what was parsed: lists expanded, exceptions appended; a byte string
 * @param syntax the tree of {@code conditionText}, macros by name
 * @param outputText the whole template with what the configuration adds; a byte string
 * @param extraFields what the configuration adds to the alert's fields, by key, sorted
 * @param eventCodes the codes of the events that the condition is evaluated on
 * @param captureDuration how long to record when it fires; zero for the configured time
 * @param place the item that defined it last
 * @param contributions every item that had a part in it, in order
 */
public record Rule(
    String name,
    int index,
    String source,
    Priority priority,
    String description,
    CheckedCondition condition,
    String conditionText,
    Condition syntax,
    CheckedTemplate output,
    String outputText,
    Map<String, ExtraValue> extraFields,
    SortedSet<String> tags,
    boolean enabled,
    BitSet eventCodes,
    boolean capture,
    Duration captureDuration,
    Place place,
    List<Contribution> contributions) {

  /** The same rule at another place in evaluation order, switched on or off. */
  public Rule switched(int place, boolean on) {
    return new Rule(
        name,
        place,
        source,
        priority,
        description,
        condition,
        conditionText,
        syntax,
        output,
        outputText,
        extraFields,
        tags,
        on,
        eventCodes,
        capture,
        captureDuration,
        this.place,
        contributions);
  }

  /** Where the parts of a rule stand: the first piece of those that are put together. */
  public record Place(Origin item, Origin name, Origin condition, Origin output) {}

  /** An extra field of the alert. */
  public sealed interface ExtraValue {
    /** The typed value of the template's only reference. */
    record Raw(CheckedTemplate.Part.Reference reference) implements ExtraValue {}

    /** The template's text. */
    record Formatted(CheckedTemplate template) implements ExtraValue {}
  }
}
