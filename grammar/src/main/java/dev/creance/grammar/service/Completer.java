package dev.creance.grammar.service;

import dev.creance.grammar.checked.OperatorRules;
import dev.creance.grammar.rules.Priority;
import dev.creance.grammar.rules.SourceText;
import dev.creance.grammar.service.Completion.Kind;
import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.source.Span;
import dev.creance.grammar.syntax.Condition;
import dev.creance.grammar.syntax.ConditionParser;
import dev.creance.grammar.syntax.Expected;
import dev.creance.grammar.syntax.Operand;
import dev.creance.grammar.syntax.Operator;
import dev.creance.grammar.syntax.Parsed;
import dev.creance.grammar.vocabulary.Field;
import dev.creance.grammar.vocabulary.FieldCatalogue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says what could be typed at a place of a rule file. */
public final class Completer {
  private static final List<String> TRANSFORMERS =
      List.of("tolower", "toupper", "b64", "basename", "len", "join", "concat", "getopt", "val");
  private static final List<String> RULE_KEYS =
      List.of(
          "rule",
          "desc",
          "condition",
          "output",
          "priority",
          "tags",
          "source",
          "enabled",
          "exceptions",
          "override",
          "warn_evttypes",
          "skip-if-unknown-filter",
          "capture",
          "capture_duration");
  private static final List<String> ITEM_KEYS =
      List.of("rule", "macro", "list", "required_engine_version", "required_plugin_versions");

  /** Values of fields that were seen in recordings. */
  @FunctionalInterface
  public interface Examples {
    /** None. */
    Examples NONE = (field, prefix) -> List.of();

    /** Frequent values of a field that begin with a prefix, the most frequent first. */
    List<String> of(String field, String prefix);
  }

  private final RuleIndex index;
  private final Examples examples;
  private final FieldCatalogue fields = FieldCatalogue.current();

  public Completer(RuleIndex index, Examples examples) {
    this.index = index;
    this.examples = examples;
  }

  /** What could be typed at an offset, the likeliest first. */
  public List<Completion> at(SourceFile file, int offset) {
    Caret caret = Caret.at(file, offset);
    String text = file.text();
    Word word = Word.at(text, offset);
    int start = word.span.start();
    List<Completion> found = new ArrayList<>();
    if (caret.inKey()) {
      keys(caret, word, found);
    } else {
      switch (caret.key()) {
        case "condition" -> {
          if (caret.path().size() > 1 && caret.path().contains("override")) {
            plain(List.of("append", "replace"), word, found);
          } else {
            String before = text.substring(Math.min(caret.valueStart(), start), start);
            condition(SourceText.bytes(before), word, found);
          }
        }
        case "output" -> output(text, word, found);
        case "fields" -> fields(word, found, false);
        case "priority" -> {
          List<String> names = new ArrayList<>();
          for (Priority priority : Priority.values()) {
            names.add(priority.name());
          }
          plain(names, word, found);
        }
        case "source" -> plain(List.of("syscall", "k8s_audit"), word, found);
        case "enabled", "append", "warn_evttypes", "skip-if-unknown-filter", "capture" ->
            plain(List.of("true", "false"), word, found);
        case "tags" -> names(Symbol.Kind.TAG, Kind.TAG, word, found);
        case "items", "values" -> names(Symbol.Kind.LIST, Kind.LIST, word, found);
        case "comps" -> {
          for (Operator operator : Operator.values()) {
            plain(List.of(operator.text()), word, found);
          }
        }
        case "rule" -> names(Symbol.Kind.RULE, Kind.RULE, word, found);
        case "macro" -> names(Symbol.Kind.MACRO, Kind.MACRO, word, found);
        case "list" -> names(Symbol.Kind.LIST, Kind.LIST, word, found);
        default -> {}
      }
    }
    return likeliestFirst(found, word);
  }

  /** What could be typed in a condition that stands by itself, the likeliest first. */
  public List<Completion> inCondition(String condition, int offset) {
    Word word = Word.at(condition, offset);
    List<Completion> found = new ArrayList<>();
    condition(SourceText.bytes(condition.substring(0, word.span.start())), word, found);
    return likeliestFirst(found, word);
  }

  private static List<Completion> likeliestFirst(List<Completion> found, Word word) {
    found.sort(
        Comparator.comparing((Completion one) -> !one.label().startsWith(word.text))
            .thenComparing(Completion::kind)
            .thenComparing(one -> one.kind() == Kind.VALUE ? "" : one.label()));
    return found;
  }

  /** What was typed already. */
  private record Word(String text, Span span) {
    static Word at(String text, int offset) {
      int start = offset;
      while (start > 0 && part(text.charAt(start - 1))) {
        start--;
      }
      return new Word(text.substring(start, offset), new Span(start, offset));
    }

    boolean fits(String label) {
      return label.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
    }
  }

  private static boolean part(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '-' || c == '/';
  }

  private void keys(Caret caret, Word word, List<Completion> found) {
    List<String> keys;
    if (caret.path().contains("exceptions")) {
      keys = List.of("name", "fields", "comps", "values");
    } else if (caret.key().equals("override")) {
      keys = RULE_KEYS.subList(1, RULE_KEYS.size());
    } else {
      keys =
          switch (caret.kind()) {
            case "rule" -> RULE_KEYS;
            case "macro" -> List.of("macro", "condition", "override");
            case "list" -> List.of("list", "items", "override");
            default -> ITEM_KEYS;
          };
    }
    for (String key : keys) {
      if (word.fits(key) && !caret.keys().contains(key)) {
        found.add(new Completion(key, Kind.KEY, key + ": ", "", word.span));
      }
    }
  }

  private void condition(String before, Word word, List<Completion> found) {
    if (before.isBlank()) {
      check(word, found);
      return;
    }
    Parsed parsed = ConditionParser.parse(before, ConditionParser.RULE_DEPTH);
    boolean atEnd =
        !parsed.ok() && parsed.errors().getLast().at() >= before.stripTrailing().length();
    if (parsed.ok()) {
      plain(List.of("and", "or"), word, found);
      return;
    }
    if (!atEnd) {
      // Something further up is broken: what is asked for here is not known.
      check(word, found);
      return;
    }
    Field left = left(parsed.tree());
    Expected expected = parsed.errors().getLast().expected();
    switch (expected) {
      case CHECK, BLANK_AFTER_AND, BLANK_AFTER_OR -> check(word, found);
      case OPERATOR -> operators(left, word, found);
      case NUMBER, STRING, LIST_ITEM, LIST, LIST_END -> values(left, expected, word, found);
      case ARGUMENT, ELEMENT, FIELD -> fields(word, found, true);
      case CONNECTIVE, GROUP_END -> {
        plain(List.of("and", "or"), word, found);
        values(left, expected, word, found);
      }
      case ARGUMENT_END, ELEMENT_END, INDEX, INDEX_END, REFERENCE, ESCAPE, SHALLOWER -> {}
    }
  }

  private void check(Word word, List<Completion> found) {
    fields(word, found, true);
    for (String name : index.names(Symbol.Kind.MACRO)) {
      if (word.fits(name)) {
        found.add(new Completion(name, Kind.MACRO, name, beginning(name), word.span));
      }
    }
    if (word.fits("not")) {
      found.add(new Completion("not", Kind.KEYWORD, "not ", "", word.span));
    }
  }

  private String beginning(String macro) {
    List<RuleItem> items = index.items(new Symbol(Symbol.Kind.MACRO, macro));
    SourceText condition = items.isEmpty() ? null : items.getFirst().text("condition");
    if (condition == null) {
      return "";
    }
    String text = condition.text().strip().replaceAll("\\s+", " ");
    return text.length() <= 60 ? text : text.substring(0, 59) + "…";
  }

  private void fields(Word word, List<Completion> found, boolean condition) {
    for (Field field : fields.fields()) {
      boolean usable =
          !field.has(Field.Flag.TABLE_ONLY)
              && !field.has(Field.Flag.DEPRECATED)
              && !(condition && field.has(Field.Flag.PRINT_ONLY));
      if (usable && word.fits(field.name())) {
        String insert =
            field.name() + (field.argumentUse() == Field.ArgumentUse.REQUIRED ? "[" : "");
        found.add(new Completion(field.name(), Kind.FIELD, insert, Hover.detail(field), word.span));
      }
    }
    if (condition) {
      for (String transformer : TRANSFORMERS) {
        if (word.fits(transformer) && !word.text.isEmpty()) {
          found.add(
              new Completion(
                  transformer, Kind.TRANSFORMER, transformer + "(", "transformer", word.span));
        }
      }
    }
  }

  private static void operators(@Nullable Field left, Word word, List<Completion> found) {
    for (Operator operator :
        left == null
            ? List.of(Operator.values())
            : OperatorRules.allowed(left.type(), left.list())) {
      if (operator != Operator.EQ_EQ && word.fits(operator.text())) {
        found.add(
            new Completion(operator.text(), Kind.OPERATOR, operator.text() + " ", "", word.span));
      }
    }
  }

  private void values(@Nullable Field left, Expected expected, Word word, List<Completion> found) {
    if (left != null) {
      for (String value : examples.of(left.name(), word.text)) {
        found.add(
            new Completion(value, Kind.VALUE, quoted(value), "seen in recordings", word.span));
      }
    }
    boolean list = expected != Expected.NUMBER && expected != Expected.STRING;
    if (list) {
      names(Symbol.Kind.LIST, Kind.LIST, word, found);
    }
  }

  /** A value as a condition can hold it. */
  private static String quoted(String value) {
    boolean bare =
        !value.isEmpty() && value.chars().allMatch(c -> c > ' ' && "()\"'=,".indexOf(c) < 0);
    return bare ? value : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static @Nullable Field field(Operand operand) {
    return switch (operand) {
      case Operand.FieldName field -> FieldCatalogue.current().find(field.name());
      case Operand.Transform transform ->
          transform.arguments().isEmpty() ? null : field(transform.arguments().getFirst());
      case Operand.Literal _, Operand.ValueList _, Operand.OperandList _, Operand.Broken _ -> null;
    };
  }

  /** The field on the left of the comparison that a condition ends with. */
  private static @Nullable Field left(Condition condition) {
    return switch (condition) {
      case Condition.And and -> left(and.parts().getLast());
      case Condition.Or or -> left(or.parts().getLast());
      case Condition.Not not -> left(not.part());
      case Condition.MacroName _ -> null;
      case Condition.Check check -> field(check.left());
      case Condition.Broken broken -> {
        Optional<Operand> left = broken.left();
        yield left.isEmpty() ? null : field(left.get());
      }
    };
  }

  private void output(String text, Word word, List<Completion> found) {
    int before = word.span.start() - 1;
    if (before >= 0 && text.charAt(before) == '%') {
      fields(word, found, false);
    }
  }

  private void names(Symbol.Kind of, Kind kind, Word word, List<Completion> found) {
    for (String name : index.names(of)) {
      if (word.fits(name) && !name.equals(word.text)) {
        found.add(new Completion(name, kind, name, of.word(), word.span));
      }
    }
  }

  private static void plain(List<String> words, Word word, List<Completion> found) {
    for (String one : words) {
      if (word.fits(one)) {
        found.add(new Completion(one, Kind.KEYWORD, one, "", word.span));
      }
    }
  }
}
