package dev.creance.events.field;

import dev.creance.events.state.EventScope;
import dev.creance.grammar.checked.FieldExpression;
import dev.creance.grammar.checked.FieldExpression.Access;
import dev.creance.grammar.checked.FieldExpression.Literal;
import dev.creance.grammar.checked.FieldExpression.Transformed;
import dev.creance.grammar.vocabulary.ValueType;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes the readers of transformers.
 *
 * <p>libsinsp ends each transformed text with a NUL that counts: for single texts its comparisons
 * ignore it, for byte buffers and elements of lists they don't, so that {@code tolower(list)
 * intersects (…)} never matches. The NUL is kept here for the same effect.
 */
final class TransformerReaders {
  private final Function<Access, FieldReader> fields;

  /**
   * @param fields makes the readers of fields
   */
  TransformerReaders(Function<Access, FieldReader> fields) {
    this.fields = fields;
  }

  private FieldReader reader(FieldExpression expression) {
    return FieldReaders.of(expression, fields);
  }

  FieldReader of(Transformed transformed) {
    List<FieldExpression> arguments = transformed.arguments();
    FieldExpression first = arguments.getFirst();
    return switch (transformed.transformer()) {
      case VAL -> reader(first);
      case TOLOWER -> text(first, TransformerReaders::lower);
      case TOUPPER -> text(first, TransformerReaders::upper);
      case BASENAME -> text(first, text -> text.substring(text.lastIndexOf('/') + 1));
      case B64 -> text(first, Base64Text::decode);
      case LEN -> new Length(first, reader(first));
      case JOIN -> join(reader(first), reader(arguments.get(1)));
      case CONCAT -> concat(arguments.stream().map(this::reader).toList());
      case GETOPT ->
          new OptionsReader(
              reader(first),
              arguments.get(1) instanceof Literal literal ? literal.text() : null,
              reader(arguments.get(1)),
              transformed.argument().orElse(""));
    };
  }

  /** What is made of a text; null = no value. */
  private interface TextFunction {
    @Nullable String apply(String text);
  }

  private FieldReader text(FieldExpression argument, TextFunction function) {
    FieldReader reader = reader(argument);
    if (argument.list()) {
      return (scope, into) -> reader.read(scope, into) && transformAll(into, function);
    }
    boolean bytes = argument.type() == ValueType.BYTEBUF;
    return (scope, into) -> {
      if (!reader.read(scope, into)) {
        return false;
      }
      String result = function.apply(withoutNul(into.text));
      if (result == null) {
        return false;
      }
      into.text = bytes ? withNul(result) : withoutNul(result);
      return true;
    };
  }

  private static boolean transformAll(Cell into, TextFunction function) {
    List<String> elements = into.elements;
    for (int i = 0; i < elements.size(); i++) {
      String result = function.apply(withoutNul(elements.get(i)));
      if (result == null) {
        return false;
      }
      elements.set(i, withNul(result));
    }
    return true;
  }

  private static String withNul(String text) {
    return text.endsWith("\0") ? text : text + '\0';
  }

  /** Without the NULs at the end. */
  static String withoutNul(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == 0) {
      end--;
    }
    return text.substring(0, end);
  }

  /** Up to the first NUL. */
  static String untilNul(String text) {
    int end = text.indexOf(0);
    return end < 0 ? text : text.substring(0, end);
  }

  private static String lower(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 'A' && text.charAt(i) <= 'Z') {
        return shifted(text, 'A', 'Z', 'a' - 'A');
      }
    }
    return text;
  }

  private static String upper(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 'a' && text.charAt(i) <= 'z') {
        return shifted(text, 'a', 'z', 'A' - 'a');
      }
    }
    return text;
  }

  private static String shifted(String text, char from, char to, int by) {
    StringBuilder out = new StringBuilder(text);
    for (int i = 0; i < out.length(); i++) {
      char c = out.charAt(i);
      if (c >= from && c <= to) {
        out.setCharAt(i, (char) (c + by));
      }
    }
    return out.toString();
  }

  private static FieldReader join(FieldReader separator, FieldReader list) {
    return (scope, into) -> {
      if (!separator.read(scope, into)) {
        return false;
      }
      String between = into.text;
      if (!list.read(scope, into)) {
        return false;
      }
      StringBuilder out = new StringBuilder();
      for (int i = 0; i < into.elements.size(); i++) {
        out.append(i == 0 ? "" : between).append(untilNul(into.elements.get(i)));
      }
      into.text = out.toString();
      return true;
    };
  }

  private static FieldReader concat(List<FieldReader> parts) {
    return (scope, into) -> {
      StringBuilder out = new StringBuilder();
      for (FieldReader part : parts) {
        if (!part.read(scope, into)) {
          return false;
        }
        out.append(untilNul(into.text));
      }
      into.text = out.toString();
      return true;
    };
  }

  /** The number of elements or bytes. */
  private static final class Length implements FieldReader {
    private final FieldReader argument;
    private final boolean list;
    private final boolean bytes;
    private final Cell cell = new Cell();

    Length(FieldExpression argument, FieldReader reader) {
      this.argument = reader;
      this.list = argument.list();
      this.bytes = argument.type() == ValueType.BYTEBUF;
    }

    @Override
    public boolean read(EventScope scope, Cell into) {
      if (!argument.read(scope, cell)) {
        return false;
      }
      if (list) {
        into.number = cell.elements.size() + cell.numberCount;
      } else {
        into.number = bytes ? cell.text.length() : untilNul(cell.text).length();
      }
      return true;
    }
  }
}
