package dev.creance.grammar.rules;

import dev.creance.grammar.checked.Origin;
import dev.creance.grammar.source.Diagnostic;
import dev.creance.grammar.source.LoadCode;
import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.source.Span;
import dev.creance.grammar.yaml.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A mapping of a rule file with the name that problems in it go by; decodes its values as Falco
 * does. A value that is wrong is reported and then counts as absent.
 */
final class ItemContext {
  /** What a value may be. */
  enum Need {
    REQUIRED,
    OPTIONAL,
    OPTIONAL_OR_EMPTY
  }

  final SourceFile file;
  final YamlNode.Mapping mapping;
  final String label;
  private final Report report;

  ItemContext(SourceFile file, YamlNode.Mapping mapping, String label, Report report) {
    this.file = file;
    this.mapping = mapping;
    this.label = label;
    this.report = report;
  }

  ItemContext named(String other) {
    return new ItemContext(file, mapping, other, report);
  }

  /** The same for a mapping inside this one. */
  ItemContext inside(YamlNode.Mapping inner, String innerLabel) {
    return new ItemContext(file, inner, innerLabel, report);
  }

  Origin origin() {
    return new Origin(file, mapping.span());
  }

  Origin at(YamlNode node) {
    return new Origin(file, node.span());
  }

  boolean has(String key) {
    return mapping.find(key) != null;
  }

  @Nullable YamlNode value(String key) {
    YamlNode.Entry entry = mapping.find(key);
    return entry == null ? null : entry.value();
  }

  int errors() {
    return report.errors();
  }

  void invalid(Origin at, String message) {
    report.add(LoadCode.LOAD_ERR_YAML_VALIDATE, at, label, message);
  }

  void problem(LoadCode code, Origin at, String message) {
    report.add(code, at, label, message);
  }

  void problem(LoadCode code, Origin at, String message, Optional<Diagnostic.Fix> fix) {
    report.add(code, at, label, message, fix);
  }

  /** A text, or null when it is absent, empty or wrong. */
  @Nullable SourceText text(String key, Need need) {
    YamlNode value = value(key);
    if (value == null) {
      if (need == Need.REQUIRED) {
        invalid(firstKey(), "Item has no mapping for key '" + key + "'");
      }
      return null;
    }
    if (value instanceof YamlNode.Null) {
      if (need != Need.OPTIONAL_OR_EMPTY) {
        invalid(at(key), "Mapping for key '" + key + "' is empty");
      }
      return null;
    }
    if (!(value instanceof YamlNode.Scalar scalar)) {
      invalid(at(value), "Value is not a scalar value");
      return null;
    }
    if (scalar.text().isEmpty()) {
      if (need != Need.OPTIONAL_OR_EMPTY) {
        invalid(at(value), "Value must be non-empty");
      }
      return null;
    }
    return SourceText.of(file, scalar);
  }

  private Origin at(String key) {
    YamlNode.Entry entry = mapping.find(key);
    return entry == null ? origin() : at(entry.key());
  }

  /** The first key of the mapping: where a missing one is shown. */
  Origin firstKey() {
    return mapping.entries().isEmpty() ? origin() : at(mapping.entries().getFirst().key());
  }

  void bool(String key, Need need, Consumer<Boolean> set) {
    SourceText text = text(key, need);
    if (text == null) {
      return;
    }
    Optional<Boolean> value = YamlScalars.bool(text.bytes());
    if (value.isEmpty()) {
      invalid(
          text.origin(),
          "Can't decode YAML scalar value; '"
              + text.text()
              + "' is not a boolean such as true or false");
    } else {
      set.accept(value.get());
    }
  }

  void unsigned(String key, Need need, Consumer<Integer> set) {
    SourceText text = text(key, need);
    if (text == null) {
      return;
    }
    var value = YamlScalars.unsigned(text.bytes());
    if (value.isEmpty()) {
      invalid(
          text.origin(),
          "Can't decode YAML scalar value; '" + text.text() + "' is not a whole number from 0 on");
    } else {
      set.accept(value.getAsInt());
    }
  }

  /** Hands every element of a list of scalars to {@code add}. */
  void texts(String key, Need need, Consumer<SourceText> add) {
    YamlNode value = value(key);
    if (value == null) {
      if (need == Need.REQUIRED) {
        invalid(firstKey(), "Item has no mapping for key '" + key + "'");
      }
      return;
    }
    if (!(value instanceof YamlNode.Sequence sequence)) {
      invalid(value instanceof YamlNode.Null ? at(key) : at(value), "Value is not a sequence");
      return;
    }
    for (YamlNode item : sequence.items()) {
      if (item instanceof YamlNode.Scalar scalar) {
        add.accept(SourceText.of(file, scalar));
      } else {
        invalid(at(item), "sequence value is not scalar");
      }
    }
  }

  /** Warns of keys that the kind of item doesn't have. */
  void unknownKeys(List<String> known) {
    for (YamlNode.Entry entry : mapping.entries()) {
      String key =
          switch (entry.key()) {
            case YamlNode.Scalar scalar -> scalar.text();
            case YamlNode.Null _ -> "null";
            default -> null;
          };
      if (key == null) {
        problem(LoadCode.LOAD_ERR_VALIDATE, at(entry.key()), "bad conversion");
      } else if (!known.contains(key)) {
        problem(
            LoadCode.LOAD_UNKNOWN_KEY,
            at(entry.key()),
            "Unknown key '" + key + "'. The key will be ignored.",
            Fixes.unknownKey(this, entry, key, known));
      }
    }
  }

  Span keySpan(String key) {
    return at(key).span();
  }
}
