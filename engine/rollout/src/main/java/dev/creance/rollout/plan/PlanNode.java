package dev.creance.rollout.plan;

import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.source.Span;
import dev.creance.grammar.yaml.YamlException;
import dev.creance.grammar.yaml.YamlNode;
import dev.creance.grammar.yaml.YamlReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A value of a plan that knows its line and what it is called. */
record PlanNode(SourceFile file, String name, YamlNode node) {
  private static final Pattern TIME = Pattern.compile("(\\d{1,9})\\s*(s|m|min|h|d)");

  static PlanNode read(SourceFile file) throws PlanException {
    List<YamlException> failure = new ArrayList<>();
    List<YamlNode> documents = YamlReader.read(file.text(), failure);
    if (!failure.isEmpty()) {
      throw new PlanException(
          file.name()
              + ":"
              + file.line(Math.min(failure.getFirst().offset(), file.text().length()))
              + ": "
              + failure.getFirst().problem());
    }
    if (documents.size() != 1) {
      throw new PlanException(file.name() + ": is no rollout plan: expected one YAML document");
    }
    return new PlanNode(file, "the plan", documents.getFirst());
  }

  PlanException problem(String text) {
    return problem(node.span(), name + ": " + text);
  }

  private PlanException problem(Span at, String text) {
    return new PlanException(file.name() + ":" + file.line(at.start()) + ": " + text);
  }

  private YamlNode.Mapping mapping() throws PlanException {
    if (node instanceof YamlNode.Mapping mapping) {
      return mapping;
    }
    throw problem("expected keys and values");
  }

  /** Refuses keys that are none of these, or that are there twice. */
  PlanNode only(Set<String> keys) throws PlanException {
    List<String> seen = new ArrayList<>();
    for (YamlNode.Entry entry : mapping().entries()) {
      String key = entry.key() instanceof YamlNode.Scalar scalar ? scalar.text() : "";
      if (!keys.contains(key)) {
        throw problem(
            entry.key().span(),
            name
                + ": '"
                + key
                + "' is none of "
                + String.join(", ", keys.stream().sorted().toList()));
      }
      if (seen.contains(key)) {
        throw problem(entry.key().span(), name + ": '" + key + "' is there twice");
      }
      seen.add(key);
    }
    return this;
  }

  Optional<PlanNode> optional(String key) throws PlanException {
    YamlNode.Entry entry = mapping().find(key);
    return entry == null || entry.value() instanceof YamlNode.Null
        ? Optional.empty()
        : Optional.of(new PlanNode(file, key, entry.value()));
  }

  PlanNode required(String key) throws PlanException {
    Optional<PlanNode> found = optional(key);
    if (found.isEmpty()) {
      throw problem("'" + key + "' is missing");
    }
    return found.get();
  }

  List<PlanNode> items() throws PlanException {
    if (node instanceof YamlNode.Sequence sequence) {
      return sequence.items().stream().map(item -> new PlanNode(file, name, item)).toList();
    }
    throw problem("expected a list");
  }

  boolean isText() {
    return node instanceof YamlNode.Scalar;
  }

  String text() throws PlanException {
    if (node instanceof YamlNode.Scalar scalar && !scalar.text().isBlank()) {
      return scalar.text().strip();
    }
    throw problem("expected a text");
  }

  double number() throws PlanException {
    try {
      return Double.parseDouble(text());
    } catch (NumberFormatException e) {
      throw problem("expected a number, found '" + text() + "'");
    }
  }

  long whole() throws PlanException {
    try {
      return Long.parseLong(text());
    } catch (NumberFormatException e) {
      throw problem("expected a whole number, found '" + text() + "'");
    }
  }

  Duration time() throws PlanException {
    Matcher matcher = TIME.matcher(text());
    if (!matcher.matches()) {
      throw problem("expected a time such as 30m or 2h, found '" + text() + "'");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> Duration.ofMinutes(number);
    };
  }

  /** One of two words. */
  boolean is(String yes, String no) throws PlanException {
    String text = text();
    if (!text.equals(yes) && !text.equals(no)) {
      throw problem("expected '" + yes + "' or '" + no + "', found '" + text + "'");
    }
    return text.equals(yes);
  }
}
