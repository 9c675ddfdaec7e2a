package dev.creance.grammar.syntax;

import dev.creance.grammar.syntax.Escapes.EscapeException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A second implementation of the language to compare with: slow, plain and recursive, one method a
 * production, without trees and without a way on behind an error. It gives Falco's canonical form,
 * or its message and place.
 */
final class PlainReader {
  /** {@code text} is the canonical form, or the message. */
  record Outcome(boolean ok, int at, String text) {}

  private static final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String message;

    Failure(String message) {
      super(message, null, false, false);
      this.message = message;
    }

    @Override
    public String getMessage() {
      return message;
    }
  }

  private static final String WIDE =
      "[\\xC2-\\xDF][\\x80-\\xBF]|[\\xE0-\\xEF][\\x80-\\xBF]{2}|[\\xF0-\\xF4][\\x80-\\xBF]{3}";
  private static final Pattern NOTS = Pattern.compile("not[ \\t\\n\\x0B\\f\\r]+");
  private static final Pattern IDENTIFIER = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]*");
  private static final Pattern FIELD =
      Pattern.compile("[a-zA-Z][a-zA-Z0-9_]*(?:\\.[a-zA-Z][a-zA-Z0-9_]*)+");
  private static final Pattern INDEX =
      Pattern.compile("(?:[\\x00-\\x7F&&[^\\]\\[\"' \\t\\n\\x0B\\f\\r]]|" + WIDE + ")++");
  private static final Pattern HEX = Pattern.compile("0[xX][0-9a-fA-F]+");
  private static final Pattern NUMBER =
      Pattern.compile("[+\\-]?[0-9]+\\.?[0-9]*(?:[eE][+\\-][0-9]+)?");
  private static final Pattern BARE =
      Pattern.compile("(?:[\\x00-\\x7F&&[^()\"' \\t\\n\\x0B\\f\\r=,]]|" + WIDE + ")++");
  private static final Pattern TRANSFORMER =
      Pattern.compile("(?:tolower|toupper|b64|basename|len|join|concat|getopt)\\(");
  private static final Pattern KEYWORD = Pattern.compile("(?:and|or|not)(?![a-zA-Z0-9])");
  private static final String BLANKS = " \t\b\r\n";

  private final String text;
  private final int limit;
  private int at;
  private int depth;
  private String last = "";

  private PlainReader(String text, int limit) {
    this.text = text;
    this.limit = limit;
  }

  static Outcome read(String text, int limit) {
    PlainReader reader = new PlainReader(text, limit);
    try {
      if (text.isEmpty()) {
        throw new Failure("filter input string is empty");
      }
      String form = reader.or();
      if (reader.depth > 0) {
        throw new Failure("parser fatal error: recursion is unbalanced");
      }
      if (reader.at < text.length()) {
        String message = "unexpected token after '" + reader.last + "', expecting 'or', 'and'";
        throw new Failure(message.replaceFirst("(?s)\0.*", ""));
      }
      return new Outcome(true, reader.at, form);
    } catch (Failure e) {
      return new Outcome(false, reader.at, e.getMessage());
    }
  }

  /** One production: counted, but not uncounted when it is one too many. */
  private <T> T production(Supplier<T> body) {
    if (++depth >= limit) {
      throw new Failure("exceeded max depth limit of " + limit);
    }
    try {
      return body.get();
    } finally {
      depth--;
    }
  }

  private boolean blanks() {
    int start = at;
    while (at < text.length() && BLANKS.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at > start;
  }

  private boolean word(String word) {
    if (!text.startsWith(word, at)) {
      return false;
    }
    at += word.length();
    last = word;
    return true;
  }

  private boolean wordOf(String... words) {
    for (String word : words) {
      if (word(word)) {
        return true;
      }
    }
    return false;
  }

  /** One of these words with a blank behind it. */
  private boolean spacedWordOf(String... words) {
    int start = at;
    String before = last;
    for (String word : words) {
      if (word(word)) {
        if (blanks()) {
          return true;
        }
        at = start;
        last = before;
      }
    }
    return false;
  }

  private boolean matches(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      return false;
    }
    last = matcher.group();
    at = matcher.end();
    return true;
  }

  private boolean quoted() {
    if (at >= text.length() || text.charAt(at) != '"' && text.charAt(at) != '\'') {
      return false;
    }
    for (int i = at + 1; i < text.length() && text.charAt(i) != '\0'; i++) {
      if (text.charAt(i) == text.charAt(at) && text.charAt(i - 1) != '\\') {
        String found = text.substring(at, i + 1);
        at = i + 1;
        try {
          last = Escapes.unescape(found);
        } catch (EscapeException e) {
          throw new Failure(e.getMessage());
        }
        return true;
      }
    }
    return false;
  }

  private String or() {
    return production(() -> chain("or", this::and));
  }

  private String and() {
    return production(() -> chain("and", this::not));
  }

  private String chain(String word, Supplier<String> part) {
    List<String> parts = new ArrayList<>();
    blanks();
    parts.add(part.get());
    blanks();
    while (word(word)) {
      if (blanks()) {
        parts.add(part.get());
      } else if (word("(")) {
        parts.add(group());
      } else {
        throw new Failure("expected blank or '(' after '" + word + "'");
      }
      blanks();
    }
    return parts.size() == 1 ? parts.getFirst() : "(" + String.join(" " + word + " ", parts) + ")";
  }

  private String not() {
    return production(() -> {
      blanks();
      boolean not = false;
      while (matches(NOTS)) {
        not = !not;
      }
      if (word("not(")) {
        return (not ? "" : "not ") + group();
      }
      return (not ? "not " : "") + check();
    });
  }

  private String group() {
    return production(() -> {
      blanks();
      String form = or();
      blanks();
      if (!word(")")) {
        throw new Failure("expected a ')' token");
      }
      return form;
    });
  }

  private String check() {
    return production(() -> {
      blanks();
      if (word("(")) {
        return group();
      }
      if (matches(FIELD)) {
        return comparison(field());
      }
      if (matches(TRANSFORMER)) {
        blanks();
        return comparison(transformer());
      }
      if (matches(IDENTIFIER)) {
        return last;
      }
      throw new Failure("expected a '(' token, a field check, or an identifier");
    });
  }

  private String field() {
    String name = last;
    return production(() -> name + index());
  }

  private String index() {
    if (!word("[")) {
      return "";
    }
    if (!quoted() && !matches(INDEX)) {
      throw new Failure("expected a valid field argument: a quoted string or a bare string");
    }
    String form = last.isEmpty() ? "[\"\"]" : "[" + Escapes.escape(last) + "]";
    if (!word("]")) {
      throw new Failure("expected a ']' token");
    }
    return form;
  }

  private String transformer() {
    // The name, with its parenthesis, has been read.
    String name = last;
    return production(() -> {
      blanks();
      List<String> arguments = new ArrayList<>();
      do {
        arguments.add(argument());
        blanks();
      } while (word(","));
      return name + String.join(",", arguments) + endOfTransformer();
    });
  }

  private String endOfTransformer() {
    blanks();
    if (!word(")")) {
      throw new Failure("expected a ')' token closing the transformer");
    }
    return ")" + index();
  }

  private String argument() {
    return production(() -> {
      blanks();
      if (matches(HEX) || matches(NUMBER) || quoted()) {
        return Escapes.escape(last);
      }
      if (word("(")) {
        return elements();
      }
      if (matches(TRANSFORMER)) {
        return transformer();
      }
      if (matches(FIELD)) {
        return field();
      }
      throw new Failure(
          "expected field transformer argument: field, transformer, quoted string, number, or"
              + " transformer list");
    });
  }

  private String elements() {
    blanks();
    if (word(")")) {
      return "()";
    }
    List<String> elements = new ArrayList<>();
    do {
      blanks();
      elements.add(element());
      blanks();
    } while (word(","));
    if (!word(")")) {
      throw new Failure("expected ')'");
    }
    return "(" + String.join(",", elements) + ")";
  }

  private String element() {
    if (matches(FIELD)) {
      return field();
    }
    if (matches(TRANSFORMER)) {
      blanks();
      return transformer();
    }
    if (quoted() || matches(HEX) || matches(NUMBER)) {
      return Escapes.escape(last);
    }
    throw new Failure(
        "expected transformer list argument: field, transformer, quoted string, or number");
  }

  private String comparison(String left) {
    return production(() -> {
      blanks();
      if (word("exists")) {
        return left + " exists";
      }
      if (wordOf("<=", "<", ">=", ">")) {
        return left + " " + last + " " + number();
      }
      boolean symbol = wordOf("==", "=", "!=");
      if (symbol
          || spacedWordOf(
              "glob",
              "iglob",
              "contains",
              "icontains",
              "bcontains",
              "startswith",
              "bstartswith",
              "endswith",
              "regex")) {
        return left + " " + last + " " + stringOrModified(symbol);
      }
      if (wordOf("intersects", "in", "pmatch")) {
        return left + " " + last + " " + list();
      }
      throw new Failure(Expected.OPERATOR.message());
    });
  }

  private String number() {
    return production(() -> {
      blanks();
      String other = transformerOrVal();
      if (other != null) {
        return other;
      }
      if (matches(HEX) || matches(NUMBER)) {
        return Escapes.escape(last);
      }
      throw new Failure(Expected.NUMBER.message());
    });
  }

  private String stringOrModified(boolean symbol) {
    boolean spaced = !symbol | blanks();
    int start = at;
    if (spaced && spacedWordOf("oneof", "anyof", "allof")) {
      String modifier = last;
      Matcher keyword = KEYWORD.matcher(text).region(at, text.length());
      Matcher name = IDENTIFIER.matcher(text).region(at, text.length());
      if (text.startsWith("(", at) || name.lookingAt() && !keyword.lookingAt()) {
        return modifier + " " + production(() -> text.startsWith("(", at) ? items() : name());
      }
    }
    at = start;
    return string(true);
  }

  private String string(boolean transformers) {
    return production(() -> {
      blanks();
      String other = transformers ? transformerOrVal() : null;
      if (other != null) {
        return other;
      }
      if (quoted() || matches(BARE)) {
        return Escapes.escape(last);
      }
      throw new Failure((transformers ? Expected.STRING : Expected.LIST_ITEM).message());
    });
  }

  private String list() {
    return production(() -> {
      blanks();
      if (text.startsWith("(", at)) {
        return items();
      }
      String other = transformerOrVal();
      return other != null ? other : name();
    });
  }

  private String name() {
    if (matches(IDENTIFIER)) {
      return last;
    }
    throw new Failure(Expected.LIST.message());
  }

  private String items() {
    at++;
    blanks();
    List<String> items = new ArrayList<>();
    boolean empty = false;
    try {
      items.add(string(false));
    } catch (Failure e) {
      empty = true;
    }
    if (!empty) {
      blanks();
      while (word(",")) {
        items.add(string(false));
        blanks();
      }
    }
    if (!word(")")) {
      throw new Failure("expected a ')' token");
    }
    return "(" + String.join(", ", items) + ")";
  }

  /** Null where there is neither. */
  private String transformerOrVal() {
    return production(() -> {
      blanks();
      if (matches(TRANSFORMER)) {
        blanks();
        return transformer();
      }
      if (!word("val(")) {
        return null;
      }
      blanks();
      if (!matches(FIELD)) {
        throw new Failure("expected a field within 'val' transformer");
      }
      return "val(" + field() + endOfTransformer();
    });
  }
}
