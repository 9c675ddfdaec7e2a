package dev.creance.grammar.service;

import dev.creance.grammar.rules.RuleNames;
import dev.creance.grammar.rules.SourceText;
import dev.creance.grammar.service.Occurrence.Role;
import dev.creance.grammar.service.Symbol.Kind;
import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.source.Span;
import dev.creance.grammar.syntax.Condition;
import dev.creance.grammar.syntax.ConditionParser;
import dev.creance.grammar.syntax.Operand;
import dev.creance.grammar.syntax.OutputTemplate;
import dev.creance.grammar.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects the names in the items of a file. */
final class ItemWalker {
  /** Anchors can make YAML trees that contain themselves. */
  private static final int DEEPEST = 16;

  private static final Pattern APPENDED = Pattern.compile("^\\s*(and|or)[\\s(]");

  final List<RuleItem> items = new ArrayList<>();
  final List<Occurrence> occurrences = new ArrayList<>();
  final Map<String, List<Occurrence>> words = new HashMap<>();
  private final SourceFile file;
  private final Parses parses;
  private Span item = Span.NONE;

  /** How much was put before the text that is walked through. */
  private int shift;

  /**
   * @param parses of this file's texts, too, from now on
   */
  ItemWalker(SourceFile file, Parses parses) {
    this.file = file;
    this.parses = parses;
  }

  void item(YamlNode node) {
    if (!(node instanceof YamlNode.Mapping mapping)) {
      return;
    }
    for (Kind kind : List.of(Kind.LIST, Kind.MACRO, Kind.RULE)) {
      YamlNode.Entry entry = mapping.find(kind.word());
      if (entry != null && entry.value() instanceof YamlNode.Scalar name) {
        named(kind, name, mapping);
        return;
      }
    }
  }

  private void named(Kind kind, YamlNode.Scalar written, YamlNode.Mapping mapping) {
    item = mapping.span();
    SourceText name = SourceText.of(file, written);
    Symbol symbol = new Symbol(kind, name.text());
    Role role = changes(mapping) ? Role.CHANGE : Role.DEFINITION;
    Span place = inner(name, 0, name.bytes().length());
    occurrences.add(new Occurrence(symbol, file, place, role, item));
    Map<String, SourceText> texts = new LinkedHashMap<>();
    List<SourceText> entries = new ArrayList<>();
    for (YamlNode.Entry entry : mapping.entries()) {
      if (entry.key() instanceof YamlNode.Scalar key) {
        entry(kind, key.text(), entry.value(), texts, entries);
      }
    }
    items.add(new RuleItem(symbol, role, item, place, texts, entries));
  }

  /** Whether an item changes one of the same name that stands before it. */
  private static boolean changes(YamlNode.Mapping mapping) {
    YamlNode.Entry append = mapping.find("append");
    YamlNode.Entry override = mapping.find("override");
    boolean toggle =
        mapping.find("rule") != null
            && mapping.find("enabled") != null
            && mapping.find("condition") == null
            && mapping.find("output") == null;
    return override != null
        || toggle
        || append != null
            && append.value() instanceof YamlNode.Scalar value
            && value.text().equalsIgnoreCase("true");
  }

  private void entry(
      Kind kind,
      String key,
      YamlNode value,
      Map<String, SourceText> texts,
      List<SourceText> entries) {
    if (value instanceof YamlNode.Scalar scalar) {
      SourceText text = SourceText.of(file, scalar);
      texts.put(key, text);
      if (key.equals("condition") && kind != Kind.LIST) {
        condition(text);
      } else if (key.equals("output") && kind == Kind.RULE) {
        output(text);
      }
      return;
    }
    switch (key) {
      case "items" -> {
        if (kind == Kind.LIST) {
          scalars(value, 0, entries);
          entries.forEach(this::word);
        }
      }
      case "tags" -> {
        if (kind == Kind.RULE) {
          scalars(value, 0, entries);
          entries.forEach(
              tag -> add(new Symbol(Kind.TAG, tag.text()), tag, new Span(0, tag.bytes().length())));
        }
      }
      case "exceptions" -> exceptions(value);
      default -> {}
    }
  }

  private void exceptions(YamlNode value) {
    if (!(value instanceof YamlNode.Sequence exceptions)) {
      return;
    }
    for (YamlNode exception : exceptions.items()) {
      if (exception instanceof YamlNode.Mapping mapping) {
        List<SourceText> fields = new ArrayList<>();
        List<SourceText> values = new ArrayList<>();
        scalars(valueOf(mapping, "fields"), 0, fields);
        scalars(valueOf(mapping, "values"), 0, values);
        fields.forEach(field ->
            ConditionParser.parseReference(field.bytes(), 0, ConditionParser.LIBRARY_DEPTH)
                .ifPresent(operand -> operand(field, operand)));
        values.forEach(this::words);
      }
    }
  }

  private static @Nullable YamlNode valueOf(YamlNode.Mapping mapping, String key) {
    YamlNode.Entry entry = mapping.find(key);
    return entry == null ? null : entry.value();
  }

  private void scalars(@Nullable YamlNode node, int depth, List<SourceText> into) {
    if (node instanceof YamlNode.Scalar scalar) {
      into.add(SourceText.of(file, scalar));
    } else if (node instanceof YamlNode.Sequence sequence && depth < DEEPEST) {
      sequence.items().forEach(one -> scalars(one, depth + 1, into));
    }
  }

  private void condition(SourceText text) {
    // What is appended to another condition begins with a connective: something goes before it.
    String before = APPENDED.matcher(text.bytes()).find() ? "x " : "";
    Condition tree = parses.condition(before + text.bytes());
    shift = before.length();
    condition(text, tree);
    shift = 0;
    words(text);
  }

  private void condition(SourceText text, Condition condition) {
    switch (condition) {
      case Condition.And and -> and.parts().forEach(part -> condition(text, part));
      case Condition.Or or -> or.parts().forEach(part -> condition(text, part));
      case Condition.Not not -> condition(text, not.part());
      case Condition.MacroName macro ->
          add(new Symbol(Kind.MACRO, SourceText.decode(macro.name())), text, macro.span());
      case Condition.Check check -> {
        operand(text, check.left());
        check.right().ifPresent(right -> operand(text, right));
      }
      case Condition.Broken broken -> broken.left().ifPresent(left -> operand(text, left));
    }
  }

  private void operand(SourceText text, Operand operand) {
    switch (operand) {
      case Operand.FieldName field -> {
        int start = field.span().start();
        add(
            new Symbol(Kind.FIELD, field.name()),
            text,
            new Span(start, start + field.name().length()));
      }
      case Operand.Transform transform ->
          transform.arguments().forEach(argument -> operand(text, argument));
      case Operand.OperandList list -> list.items().forEach(one -> operand(text, one));
      case Operand.Literal _, Operand.ValueList _, Operand.Broken _ -> {}
    }
  }

  private void output(SourceText text) {
    for (OutputTemplate.Part part : parses.output(text.bytes()).parts()) {
      if (part instanceof OutputTemplate.Part.Reference reference) {
        operand(text, reference.operand());
      }
    }
  }

  /** Every stretch of a text between delimiters. */
  private void words(SourceText text) {
    String bytes = text.bytes();
    int start = 0;
    for (int i = 0; i <= bytes.length(); i++) {
      if (RuleNames.delimiter(bytes, i)) {
        if (i > start && Character.isLetter(bytes.charAt(start))) {
          word(text, start, i);
        }
        start = i + 1;
      }
    }
  }

  private void word(SourceText text) {
    if (!text.bytes().isEmpty()) {
      word(text, 0, text.bytes().length());
    }
  }

  private void word(SourceText text, int start, int end) {
    String name = SourceText.decode(text.bytes().substring(start, end));
    words
        .computeIfAbsent(name, key -> new ArrayList<>())
        .add(
            new Occurrence(
                new Symbol(Kind.LIST, name), file, inner(text, start, end), Role.REFERENCE, item));
  }

  /**
   * @param span in the text that was parsed
   */
  private void add(Symbol symbol, SourceText text, Span span) {
    if (span.start() >= shift) {
      Span place = inner(text, span.start() - shift, span.end() - shift);
      occurrences.add(new Occurrence(symbol, file, place, Role.REFERENCE, item));
    }
  }

  private static Span inner(SourceText text, int start, int end) {
    return text.map().span(start, end);
  }
}
