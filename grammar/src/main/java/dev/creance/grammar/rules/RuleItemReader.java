package dev.creance.grammar.rules;

import dev.creance.grammar.checked.Origin;
import dev.creance.grammar.rules.Definitions.RuleDefinition;
import dev.creance.grammar.rules.ItemContext.Need;
import dev.creance.grammar.source.LoadCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads rule items: definitions, overrides, the deprecated {@code append} and lone {@code enabled}.
 */
final class RuleItemReader {
  private static final List<String> APPENDABLE =
      List.of("condition", "desc", "exceptions", "output", "tags");
  private static final List<String> REPLACEABLE =
      List.of(
          "capture",
          "capture_duration",
          "condition",
          "desc",
          "enabled",
          "exceptions",
          "output",
          "priority",
          "skip-if-unknown-filter",
          "tags",
          "warn_evttypes");
  private static final List<String> KEYS =
      List.of(
          "rule",
          "condition",
          "output",
          "desc",
          "priority",
          "source",
          "enabled",
          "capture",
          "capture_duration",
          "warn_evttypes",
          "skip-if-unknown-filter",
          "tags",
          "exceptions",
          "override",
          "append");

  private final LoadOptions options;
  private final Definitions definitions;
  private final Set<String> failed;
  private final ExceptionReader exceptions;

  RuleItemReader(
      LoadOptions options, Definitions definitions, Set<String> failed, FieldCheck fieldCheck) {
    this.options = options;
    this.definitions = definitions;
    this.failed = failed;
    this.exceptions = new ExceptionReader(fieldCheck);
  }

  void read(ItemContext tmp) {
    int before = tmp.errors();
    SourceText name = tmp.text("rule", Need.REQUIRED);
    if (name == null) {
      return;
    }
    ItemContext item = tmp.named("rule '" + name.text() + "'");
    SourceText source = item.text("source", Need.OPTIONAL_OR_EMPTY);
    boolean[] append = {false};
    item.bool("append", Need.OPTIONAL, value -> append[0] = value);
    if (append[0]) {
      item.problem(
          LoadCode.LOAD_DEPRECATED_ITEM,
          at(item, "append"),
          ItemReader.DEPRECATED_APPEND,
          Fixes.deprecatedAppend(item, List.of("condition", "exceptions")));
    }
    Overrides overrides = Overrides.read(item, APPENDABLE, REPLACEABLE);
    if (append[0] && overrides != null && overrides.any()) {
      item.invalid(at(item, "append"), ItemReader.OVERRIDE_AND_APPEND);
    }
    if (item.errors() > before || overrides == null) {
      failed.add(name.bytes());
      return;
    }
    if (overrides.any()) {
      override(item, name, source, overrides);
    } else if (append[0]) {
      append(item, name, source);
    } else if (!item.has("condition")
        && !item.has("output")
        && !item.has("desc")
        && !item.has("priority")) {
      toggle(item, name);
    } else {
      define(item, name);
    }
    item.unknownKeys(KEYS);
  }

  private static Origin at(ItemContext item, String key) {
    return new Origin(item.file, item.keySpan(key));
  }

  // Definitions.

  /** What is wrong with one key does not hide what is wrong with the condition or the output. */
  private void define(ItemContext item, SourceText name) {
    RuleDefinition rule = new RuleDefinition(name.bytes(), item.origin(), name.origin());
    SourceText condition = item.text("condition", Need.REQUIRED);
    SourceText output = item.text("output", Need.REQUIRED);
    SourceText description = item.text("desc", Need.REQUIRED);
    priority(item, rule);
    SourceText source = item.text("source", Need.OPTIONAL);
    item.bool("enabled", Need.OPTIONAL, value -> rule.enabled = value);
    item.bool("capture", Need.OPTIONAL, value -> rule.capture = value);
    item.unsigned("capture_duration", Need.OPTIONAL, value -> rule.captureMillis = value);
    item.bool("warn_evttypes", Need.OPTIONAL, value -> rule.warnEventTypes = value);
    item.bool("skip-if-unknown-filter", Need.OPTIONAL, value -> rule.skipIfUnknownFilter = value);
    item.texts("tags", Need.OPTIONAL, tag -> rule.tags.add(tag.text()));
    int before = item.errors();
    List<ExceptionReader.Read> read = exceptions.read(item, false);
    if (item.errors() > before || condition == null || output == null) {
      failed.add(name.bytes());
      return;
    }
    rule.condition.add(condition);
    rule.output.add(output.trimmed());
    rule.description = description == null ? "" : description.text();
    rule.source = source == null ? "syscall" : source.text();
    if (otherSource(item, name, rule.source)) {
      return;
    }
    if (!options.sources().contains(rule.source)) {
      rule.unknownSource = true;
      item.problem(
          LoadCode.LOAD_UNKNOWN_SOURCE,
          source == null ? name.origin() : source.origin(),
          "Unknown source " + rule.source + ", skipping");
    }
    for (ExceptionReader.Read exception : read) {
      exceptions.defined(item, exception, knownSource(rule)).ifPresent(rule.exceptions::add);
    }
    if (item.errors() > before) {
      failed.add(name.bytes());
      return;
    }
    rule.contributions.add(new Contribution(Contribution.Kind.DEFINE, item.origin(), given(item)));
    definitions.define(definitions.rules, rule);
  }

  private static List<String> given(ItemContext item) {
    return KEYS.stream().filter(key -> !key.equals("rule") && item.has(key)).toList();
  }

  private static void priority(ItemContext item, RuleDefinition rule) {
    SourceText text = item.text("priority", Need.REQUIRED);
    if (text != null) {
      Optional<Priority> priority = Priority.parse(text.bytes());
      if (priority.isEmpty()) {
        invalidPriority(item, text);
      } else {
        rule.priority = priority.get();
      }
    }
  }

  private static void invalidPriority(ItemContext item, SourceText text) {
    item.problem(
        LoadCode.LOAD_ERR_YAML_VALIDATE,
        text.origin(),
        "Invalid priority; expected one of EMERGENCY, ALERT, CRITICAL, ERROR, WARNING, NOTICE,"
            + " INFO, DEBUG",
        Fixes.priority(text));
  }

  private @Nullable String knownSource(RuleDefinition rule) {
    return rule.unknownSource ? null : rule.source;
  }

  /** Reports a source that differs from the one that the rule has. */
  private boolean otherSource(ItemContext item, SourceText name, String source) {
    RuleDefinition previous = definitions.rules.get(name.bytes());
    if (previous == null || source.isEmpty() || previous.source.equals(source)) {
      return false;
    }
    item.problem(
        LoadCode.LOAD_ERR_VALIDATE,
        item.has("source") ? at(item, "source") : name.origin(),
        "Rule has been re-defined with a different source; it has source " + previous.source);
    return true;
  }

  // Changes of earlier definitions.

  private void toggle(ItemContext item, SourceText name) {
    boolean[] enabled = {true};
    int before = item.errors();
    item.bool("enabled", Need.REQUIRED, value -> enabled[0] = value);
    if (item.errors() > before) {
      return;
    }
    item.problem(
        LoadCode.LOAD_DEPRECATED_ITEM,
        at(item, "enabled"),
        "The standalone 'enabled' key usage is deprecated. The correct approach requires also a"
            + " 'replace' entry under the 'override' key (i.e. 'enabled: replace').",
        Fixes.deprecatedToggle(item));
    RuleDefinition rule = definitions.rules.get(name.bytes());
    if (rule == null) {
      missing(item, name, "Rule has 'enabled' key but no rule by that name already exists");
      return;
    }
    rule.enabled = enabled[0];
    rule.contributions.add(ItemReader.contribution(Contribution.Kind.TOGGLE, item, "enabled"));
  }

  private void missing(ItemContext item, SourceText name, String message) {
    if (failed.add(name.bytes())) {
      item.problem(
          LoadCode.LOAD_ERR_VALIDATE,
          name.origin(),
          message,
          Fixes.nearestName(name, definitions.rules.keySet()));
    }
  }

  private @Nullable RuleDefinition previous(
      ItemContext item, SourceText name, @Nullable SourceText source, String missing) {
    if (otherSource(item, name, source == null ? "" : source.text())) {
      return null;
    }
    RuleDefinition rule = definitions.rules.get(name.bytes());
    if (rule == null) {
      missing(item, name, missing);
    }
    return rule;
  }

  private void append(ItemContext item, SourceText name, @Nullable SourceText source) {
    RuleChange change = new RuleChange();
    int before = item.errors();
    if (item.has("condition")) {
      change.condition = item.text("condition", Need.REQUIRED);
    }
    if (item.has("exceptions")) {
      change.exceptions = exceptions.read(item, true);
    }
    if (item.errors() == before) {
      applyAppend(item, name, source, change);
    }
  }

  private void override(
      ItemContext item, SourceText name, @Nullable SourceText source, Overrides overrides) {
    Set<String> unlisted = new TreeSet<>();
    for (String key : REPLACEABLE) {
      if (item.has(key)) {
        unlisted.add(key);
      }
    }
    int before = item.errors();
    if (!overrides.appended().isEmpty()) {
      RuleChange change = read(item, overrides.appended(), "append", unlisted);
      if (item.errors() == before) {
        applyAppend(item, name, overrides.appended().contains("condition") ? source : null, change);
      }
    }
    if (!overrides.replaced().isEmpty() && item.errors() == before) {
      RuleChange change = read(item, overrides.replaced(), "replace", unlisted);
      if (item.errors() == before) {
        applyReplace(
            item, name, overrides.replaced().contains("condition") ? source : null, change);
      }
    }
    if (item.errors() == before) {
      for (String key : unlisted) {
        item.problem(
            LoadCode.LOAD_ERR_YAML_VALIDATE,
            at(item, key),
            "Unexpected key '" + key + "': no corresponding entry under 'override' is defined.",
            Fixes.addOverride(item, key, APPENDABLE.contains(key) ? "append" : "replace"));
      }
    }
  }

  /** The values of the listed keys, in the order in which Falco reads them. */
  private RuleChange read(
      ItemContext item, Set<String> keys, String operation, Set<String> unlisted) {
    RuleChange change = new RuleChange();
    for (String key : RuleChange.ORDER) {
      if (!keys.contains(key)) {
        continue;
      }
      if (!unlisted.remove(key)) {
        item.invalid(
            at(item, "override"),
            "An "
                + operation
                + " override for '"
                + key
                + "' was specified but '"
                + key
                + "' is not defined");
        continue;
      }
      change.keys.add(key);
      switch (key) {
        case "condition" -> change.condition = item.text(key, Need.REQUIRED);
        case "exceptions" -> change.exceptions = exceptions.read(item, operation.equals("append"));
        case "output" -> change.output = item.text(key, Need.REQUIRED);
        case "desc" -> change.description = item.text(key, Need.REQUIRED);
        case "tags" -> {
          List<String> tags = new ArrayList<>();
          item.texts(key, Need.OPTIONAL, tag -> tags.add(tag.text()));
          change.tags = tags;
        }
        case "priority" -> {
          SourceText text = item.text(key, Need.REQUIRED);
          if (text != null) {
            Optional<Priority> priority = Priority.parse(text.bytes());
            if (priority.isEmpty()) {
              invalidPriority(item, text);
            }
            change.priority = priority.orElse(null);
          }
        }
        case "capture" -> item.bool(key, Need.REQUIRED, value -> change.capture = value);
        case "capture_duration" ->
            item.unsigned(key, Need.REQUIRED, value -> change.captureMillis = value);
        case "enabled" -> item.bool(key, Need.REQUIRED, value -> change.enabled = value);
        case "warn_evttypes" ->
            item.bool(key, Need.REQUIRED, value -> change.warnEventTypes = value);
        case "skip-if-unknown-filter" ->
            item.bool(key, Need.REQUIRED, value -> change.skipIfUnknownFilter = value);
        default -> throw new IllegalStateException(key);
      }
    }
    return change;
  }

  private void applyAppend(
      ItemContext item, SourceText name, @Nullable SourceText source, RuleChange change) {
    RuleDefinition rule =
        previous(
            item,
            name,
            source,
            "Rule uses 'append' or 'override.<key>: append' but no rule by that name already"
                + " exists");
    if (rule == null) {
      return;
    }
    if (!change.any()) {
      item.problem(
          LoadCode.LOAD_ERR_VALIDATE,
          name.origin(),
          "Appended rule must have exceptions or condition property");
      return;
    }
    int before = item.errors();
    List<RuleException> merged = new ArrayList<>(rule.exceptions);
    if (change.exceptions != null) {
      for (ExceptionReader.Read exception : change.exceptions) {
        exceptions.append(item, exception, merged, knownSource(rule));
      }
    }
    if (item.errors() > before) {
      return;
    }
    rule.exceptions = merged;
    change.appendTo(rule);
    rule.contributions.add(
        new Contribution(Contribution.Kind.APPEND, item.origin(), change.given()));
    definitions.changed(rule);
  }

  private void applyReplace(
      ItemContext item, SourceText name, @Nullable SourceText source, RuleChange change) {
    RuleDefinition rule =
        previous(
            item,
            name,
            source,
            "An 'override.<key>: replace' to a rule was requested but no rule by that name already"
                + " exists");
    if (rule == null) {
      return;
    }
    if (change.exceptions != null) {
      rule.exceptions =
          new ArrayList<>(change.exceptions.stream().map(ExceptionReader.Read::exception).toList());
    }
    change.replaceIn(rule);
    rule.contributions.add(
        new Contribution(Contribution.Kind.REPLACE, item.origin(), change.given()));
    definitions.changed(rule);
  }
}
