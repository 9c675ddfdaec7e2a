package dev.creance.grammar.rules;

import dev.creance.grammar.rules.Definitions.RuleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What an item appends to a rule or replaces in it; null is what it doesn't touch. */
final class RuleChange {
  /** The order in which Falco reads the keys. */
  static final List<String> ORDER =
      List.of(
          "condition",
          "exceptions",
          "output",
          "desc",
          "tags",
          "priority",
          "capture",
          "capture_duration",
          "enabled",
          "warn_evttypes",
          "skip-if-unknown-filter");

  final List<String> keys = new ArrayList<>();
  @Nullable SourceText condition;
  @Nullable List<ExceptionReader.Read> exceptions;
  @Nullable SourceText output;
  @Nullable SourceText description;
  @Nullable List<String> tags;
  @Nullable Priority priority;
  @Nullable Boolean capture;
  @Nullable Integer captureMillis;
  @Nullable Boolean enabled;
  @Nullable Boolean warnEventTypes;
  @Nullable Boolean skipIfUnknownFilter;

  boolean any() {
    return condition != null
        || exceptions != null
        || output != null
        || description != null
        || tags != null
        || !keys.isEmpty();
  }

  List<String> given() {
    if (!keys.isEmpty()) {
      return List.copyOf(keys);
    }
    List<String> given = new ArrayList<>();
    if (condition != null) {
      given.add("condition");
    }
    if (exceptions != null) {
      given.add("exceptions");
    }
    return given;
  }

  void appendTo(RuleDefinition rule) {
    if (condition != null) {
      rule.condition.add(condition);
    }
    if (output != null) {
      rule.output.add(output);
    }
    if (description != null) {
      rule.description += " " + description.text();
    }
    if (tags != null) {
      rule.tags.addAll(tags);
    }
  }

  void replaceIn(RuleDefinition rule) {
    if (condition != null) {
      rule.condition = new ArrayList<>(List.of(condition));
    }
    if (output != null) {
      rule.output = new ArrayList<>(List.of(output));
    }
    if (description != null) {
      rule.description = description.text();
    }
    if (tags != null) {
      rule.tags = new TreeSet<>(tags);
    }
    if (priority != null) {
      rule.priority = priority;
    }
    if (capture != null) {
      rule.capture = capture;
    }
    if (captureMillis != null) {
      rule.captureMillis = captureMillis;
    }
    if (enabled != null) {
      rule.enabled = enabled;
    }
    if (warnEventTypes != null) {
      rule.warnEventTypes = warnEventTypes;
    }
    if (skipIfUnknownFilter != null) {
      rule.skipIfUnknownFilter = skipIfUnknownFilter;
    }
  }
}
