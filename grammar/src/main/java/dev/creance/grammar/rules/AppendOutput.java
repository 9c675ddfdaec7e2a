package dev.creance.grammar.rules;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a configuration adds to the output of all or some rules (Falco's {@code append_output}).
 *
 * @param source only rules of this event source
 * @param tags only rules that have all of these tags
 * @param rule only the rule of this name
 * @param format text added to the output
 * @param fields fields added to the alert's fields
 * @param suggestedOutput whether to add the fields that plugins suggest
 */
public record AppendOutput(
    Optional<String> source,
    Set<String> tags,
    Optional<String> rule,
    Optional<String> format,
    List<ExtraField> fields,
    boolean suggestedOutput) {
  public AppendOutput {
    tags = Set.copyOf(tags);
    fields = List.copyOf(fields);
  }

  /** Adds the suggested fields to every rule. */
  public static AppendOutput suggested() {
    return new AppendOutput(
        Optional.empty(), Set.of(), Optional.empty(), Optional.empty(), List.of(), true);
  }

  /** Adds fields to every rule. */
  public static AppendOutput extraFields(List<ExtraField> fields) {
    return new AppendOutput(
        Optional.empty(), Set.of(), Optional.empty(), Optional.empty(), fields, false);
  }

  /** Adds text to the output of every rule. */
  public static AppendOutput extraOutput(String format) {
    return new AppendOutput(
        Optional.empty(), Set.of(), Optional.empty(), Optional.of(format), List.of(), false);
  }

  /** A field of its own in the alert. */
  public sealed interface ExtraField {
    String key();

    /** The typed value of a field such as {@code evt.num}; the key is its name. */
    record Raw(String key) implements ExtraField {}

    /** A text made of a template, under a chosen key. */
    record Formatted(String key, String format) implements ExtraField {}
  }
}
