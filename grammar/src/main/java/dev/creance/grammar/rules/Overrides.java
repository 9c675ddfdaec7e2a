package dev.creance.grammar.rules;

import dev.creance.grammar.source.Diagnostic.Fix;
import dev.creance.grammar.source.LoadCode;
import dev.creance.grammar.vocabulary.Nearest;
import dev.creance.grammar.yaml.YamlNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The {@code override} of an item: which keys it appends to and which it replaces. */
record Overrides(Set<String> appended, Set<String> replaced) {

  boolean any() {
    return !appended.isEmpty() || !replaced.isEmpty();
  }

  /**
   * Reads it.
   *
   * @return null after an error
   */
  static @Nullable Overrides read(
      ItemContext item, List<String> appendable, List<String> replaceable) {
    Overrides overrides = new Overrides(new LinkedHashSet<>(), new LinkedHashSet<>());
    YamlNode value = item.value("override");
    int before = item.errors();
    switch (value) {
      case null -> {}
      case YamlNode.Mapping mapping -> {
        for (YamlNode.Entry entry : mapping.entries()) {
          overrides.readEntry(item, entry, appendable, replaceable);
        }
      }
      case YamlNode.Sequence sequence -> {
        if (!sequence.items().isEmpty()) {
          item.problem(
              LoadCode.LOAD_ERR_VALIDATE,
              item.at(value),
              "invalid node; 'override' must be a mapping such as {condition: append}");
        }
      }
      case YamlNode.Scalar _, YamlNode.Null _ -> {}
    }
    return item.errors() == before ? overrides : null;
  }

  private void readEntry(
      ItemContext item, YamlNode.Entry entry, List<String> appendable, List<String> replaceable) {
    String key = text(entry.key());
    String operation = text(entry.value());
    if (key == null || operation == null) {
      item.problem(
          LoadCode.LOAD_ERR_VALIDATE,
          item.at(key == null ? entry.key() : entry.value()),
          "bad conversion; expected 'append' or 'replace'");
      return;
    }
    boolean canAppend = appendable.contains(key);
    boolean canReplace = replaceable.contains(key);
    switch (operation) {
      case "append" -> {
        if (canAppend) {
          appended.add(key);
        } else {
          item.problem(
              LoadCode.LOAD_ERR_YAML_VALIDATE,
              item.at(entry.key()),
              "Key '" + key + "' cannot be appended to, use 'replace' instead",
              canReplace
                  ? Optional.of(new Fix("Replace instead", entry.value().span(), "replace"))
                  : rename(entry, key, appendable));
        }
      }
      case "replace" -> {
        if (canReplace) {
          replaced.add(key);
        } else {
          item.problem(
              LoadCode.LOAD_ERR_YAML_VALIDATE,
              item.at(entry.key()),
              "Key '" + key + "' cannot be replaced",
              rename(entry, key, replaceable));
        }
      }
      default ->
          item.problem(
              LoadCode.LOAD_ERR_YAML_VALIDATE,
              item.at(entry.value()),
              "Invalid override operation for key '"
                  + key
                  + "': '"
                  + operation
                  + "'. Allowed values are: "
                  + (canAppend ? "append " : "")
                  + (canReplace ? "replace " : ""),
              Nearest.to(operation, List.of("append", "replace"))
                  .map(word -> new Fix("Change to '" + word + "'", entry.value().span(), word)));
    }
  }

  private static Optional<Fix> rename(YamlNode.Entry entry, String key, List<String> candidates) {
    return Nearest.to(key, candidates)
        .map(name -> new Fix("Rename to '" + name + "'", entry.key().span(), name));
  }

  private static @Nullable String text(YamlNode node) {
    return switch (node) {
      case YamlNode.Scalar scalar -> scalar.text();
      case YamlNode.Null _ -> "null";
      case YamlNode.Sequence _, YamlNode.Mapping _ -> null;
    };
  }
}
