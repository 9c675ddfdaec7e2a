package dev.creance.grammar.rules;

import dev.creance.grammar.source.Diagnostic.Fix;
import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.source.Span;
import dev.creance.grammar.vocabulary.Nearest;
import dev.creance.grammar.yaml.YamlNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Repairs of items that a tool can apply. */
final class Fixes {
  private Fixes() {}

  /** Renames a mistyped key, or takes a superfluous one away. */
  static Optional<Fix> unknownKey(
      ItemContext context, YamlNode.Entry entry, String key, List<String> known) {
    List<String> free = known.stream().filter(name -> !context.has(name)).toList();
    Optional<String> meant = Nearest.to(key, free);
    if (meant.isPresent()) {
      return Optional.of(
          new Fix("Rename to '" + meant.get() + "'", entry.key().span(), meant.get()));
    }
    Span lines = wholeLines(context.file, entry);
    return lines == null
        ? Optional.empty()
        : Optional.of(new Fix("Remove '" + key + "'", lines, ""));
  }

  /** Writes {@code append: true} as {@code override}. */
  static Optional<Fix> deprecatedAppend(ItemContext context, List<String> keys) {
    YamlNode.Entry append = context.mapping.find("append");
    String overrides =
        keys.stream()
            .filter(context::has)
            .map(key -> key + ": append")
            .collect(Collectors.joining(", "));
    if (append == null || overrides.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Fix(
            "Use 'override'",
            append.key().span().to(append.value().span()),
            "override: {" + overrides + "}"));
  }

  /** Adds the {@code override} that a lone {@code enabled} should have. */
  static Optional<Fix> deprecatedToggle(ItemContext context) {
    YamlNode.Entry enabled = context.mapping.find("enabled");
    if (enabled == null) {
      return Optional.empty();
    }
    SourceFile file = context.file;
    int end = enabled.value().span().end();
    int column = file.column(enabled.key().span().start()) - 1;
    return Optional.of(
        new Fix(
            "Add 'override'",
            new Span(end, end),
            "\n" + " ".repeat(column) + "override: {enabled: replace}"));
  }

  /** Lists a key under {@code override} that an item gives without saying what for. */
  static Optional<Fix> addOverride(ItemContext context, String key, String operation) {
    YamlNode.Entry override = context.mapping.find("override");
    if (override == null
        || !(override.value() instanceof YamlNode.Mapping mapping)
        || mapping.entries().isEmpty()) {
      return Optional.empty();
    }
    YamlNode.Entry first = mapping.entries().getFirst();
    int start = first.key().span().start();
    boolean flow = context.file.text().charAt(mapping.span().start()) == '{';
    String separator = flow ? ", " : "\n" + " ".repeat(context.file.column(start) - 1);
    return Optional.of(
        new Fix(
            "Add '" + key + ": " + operation + "' to 'override'",
            new Span(start, start),
            key + ": " + operation + separator));
  }

  static Optional<Fix> priority(SourceText text) {
    return change(text, Arrays.stream(Priority.values()).map(Enum::name).toList());
  }

  static Optional<Fix> nearestName(SourceText name, Iterable<String> names) {
    return change(name, names);
  }

  static Optional<Fix> operator(ExceptionEntry comparison) {
    return comparison.item() == null
        ? Optional.empty()
        : change(comparison.item(), ExceptionComparison.OPERATORS);
  }

  private static Optional<Fix> change(SourceText text, Iterable<String> candidates) {
    String written = text.text();
    boolean upper = candidates instanceof List<?> list && list.contains("DEBUG");
    String word = upper ? written.toUpperCase(Locale.ROOT) : text.bytes();
    Span span = text.map().span(0, text.bytes().length());
    return Nearest.to(word, candidates)
        .map(SourceText::decode)
        .map(found -> new Fix("Change to '" + found + "'", span, found));
  }

  /** The lines of a pair when nothing else stands on them. */
  private static @Nullable Span wholeLines(SourceFile file, YamlNode.Entry entry) {
    String text = file.text();
    int start = entry.key().span().start();
    int lineStart = file.lineStart(file.line(start));
    if (!text.substring(lineStart, start).isBlank()) {
      return null;
    }
    int end = Math.max(entry.key().span().end(), entry.value().span().end());
    int lineEnd = text.indexOf('\n', end);
    int stop = lineEnd < 0 ? text.length() : lineEnd + 1;
    String rest = text.substring(end, stop).strip();
    boolean nothingElse = rest.isEmpty() || rest.equals(":") || rest.startsWith("#");
    return nothingElse ? new Span(lineStart, stop) : null;
  }
}
