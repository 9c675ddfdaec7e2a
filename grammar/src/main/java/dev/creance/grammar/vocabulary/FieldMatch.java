package dev.creance.grammar.vocabulary;

import dev.creance.grammar.vocabulary.Field.ArgumentKind;
import dev.creance.grammar.vocabulary.Field.ArgumentUse;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What one class of fields makes of a text: nothing, a field that accounts for so much of it, or an
 * error. Most classes take the longest of their names that the text begins with; some read an
 * argument behind it in a way of their own.
 *
 * @param length how many characters the name and its argument take
 * @param otherType the type when it isn't the field's
 * @param problem Falco's message; it ends the search
 */
record FieldMatch(
    @Nullable Field field,
    Optional<String> argument,
    int length,
    @Nullable ValueType otherType,
    @Nullable String problem) {
  private static final List<String> ANCESTRY =
      List.of(
          "proc.apid",
          "proc.aname",
          "proc.aexepath",
          "proc.aexe",
          "proc.acmdline",
          "proc.aargs",
          "proc.args");

  private static final FieldMatch NOTHING = new FieldMatch(null, Optional.empty(), -1, null, null);

  private static FieldMatch to(Field field, int length) {
    return new FieldMatch(field, Optional.empty(), length, null, null);
  }

  private static FieldMatch to(Field field, String argument, int length) {
    return new FieldMatch(field, Optional.of(argument), length, null, null);
  }

  private static FieldMatch problem(String message) {
    return new FieldMatch(null, Optional.empty(), -1, null, message);
  }

  ValueType type() {
    return otherType != null ? otherType : Objects.requireNonNull(field).type();
  }

  /** What a class makes of a text. */
  static FieldMatch of(String fieldClass, List<Field> fields, String text) {
    return switch (fieldClass) {
      case "evt" -> event(fields, text);
      case "process" -> process(fields, text);
      case "fd" -> descriptor(fields, text);
      default -> fieldClass.startsWith("plugin:") ? plugin(fields, text) : longest(fields, text);
    };
  }

  private static FieldMatch longest(List<Field> fields, String text) {
    Field best = null;
    for (Field field : fields) {
      if ((best == null || field.name().length() > best.name().length())
          && text.startsWith(field.name())) {
        best = field;
      }
    }
    return best == null ? FieldMatch.NOTHING : FieldMatch.to(best, best.name().length());
  }

  private static Field named(List<Field> fields, String name) {
    for (Field field : fields) {
      if (field.name().equals(name)) {
        return field;
      }
    }
    throw new IllegalStateException("no field " + name);
  }

  private static boolean at(String text, int index, char c) {
    return index < text.length() && text.charAt(index) == c;
  }

  private static FieldMatch syntaxError(String text) {
    return FieldMatch.problem("filter syntax error: " + text);
  }

  private static FieldMatch event(List<Field> fields, String text) {
    if (text.startsWith("evt.arg") && !text.startsWith("evt.args")) {
      return eventArgument(named(fields, "evt.arg"), text);
    }
    if (text.startsWith("evt.rawarg")) {
      Field field = named(fields, "evt.rawarg");
      if (at(text, field.name().length(), '[')) {
        return FieldMatch.problem("evt.arg fields must be expressed explicitly");
      }
      return parameter(field, text, true);
    }
    if (text.startsWith("evt.around")) {
      Field field = named(fields, "evt.around");
      if (at(text, field.name().length(), '.')) {
        return FieldMatch.problem("wrong syntax for evt.around");
      }
      return bracketed(field, text, false);
    }
    if (text.startsWith("evt.abspath")) {
      Field field = named(fields, "evt.abspath");
      for (String end : List.of("src", "dst")) {
        if (text.startsWith("evt.abspath." + end)) {
          return FieldMatch.to(field, end, field.name().length() + 4);
        }
      }
      return FieldMatch.to(field, field.name().length());
    }
    if (text.startsWith("evt.type.is")) {
      return typeIs(named(fields, "evt.type.is"), text);
    }
    return longest(fields, text);
  }

  private static FieldMatch eventArgument(Field field, String text) {
    int after = field.name().length();
    if (at(text, after, '[')) {
      return bracketed(field, text, true);
    }
    return parameter(field, text, false);
  }

  private static FieldMatch bracketed(Field field, String text, boolean signed) {
    int after = field.name().length();
    if (!at(text, after, '[')) {
      return syntaxError(text);
    }
    int close = text.indexOf(']');
    String argument = close < 0 ? text.substring(after + 1) : text.substring(after + 1, close);
    OptionalLong value = signed ? DecimalNumber.signed(argument) : DecimalNumber.unsigned(argument);
    if (value.isEmpty()) {
      return FieldMatch.problem(argument + " is not a valid number");
    }
    String number =
        signed
            ? Integer.toString((int) value.getAsLong())
            : Long.toUnsignedString(value.getAsLong());
    return FieldMatch.to(field, number, close + 1);
  }

  /** {@code evt.arg.NAME}: the longest parameter name that the rest begins with. */
  private static FieldMatch parameter(Field field, String text, boolean typed) {
    int after = field.name().length();
    if (!at(text, after, '.')) {
      return syntaxError(text);
    }
    String rest = text.substring(after + 1);
    Parameter best = null;
    for (EventType type : EventTable.current().types()) {
      for (Parameter parameter : type.parameters()) {
        if ((best == null || parameter.name().length() > best.name().length())
            && !parameter.name().isEmpty()
            && rest.startsWith(parameter.name())) {
          best = parameter;
        }
      }
    }
    if (best == null) {
      return FieldMatch.problem("unknown event argument " + rest);
    }
    return new FieldMatch(
        field,
        Optional.of(best.name()),
        after + 1 + best.name().length(),
        typed ? best.type() : null,
        null);
  }

  private static FieldMatch typeIs(Field field, String text) {
    int after = field.name().length();
    if (!at(text, after, '.')) {
      return syntaxError(text);
    }
    String rest = text.substring(after + 1);
    OptionalLong code = DecimalNumber.unsigned(rest);
    if (code.isPresent()) {
      return FieldMatch.to(
          field, Integer.toUnsignedString((int) code.getAsLong()), after + 1 + rest.length());
    }
    return EventTable.current().named(rest).isEmpty()
        ? FieldMatch.to(field, 0)
        : FieldMatch.to(field, rest, after + 1 + rest.length());
  }

  private static FieldMatch process(List<Field> fields, String text) {
    if (text.startsWith("arg")) {
      return FieldMatch.problem("filter error: proc.arg filter not implemented yet");
    }
    for (String name : ANCESTRY) {
      if (text.startsWith(name)) {
        return optionalNumber(named(fields, name), text);
      }
    }
    for (String name : List.of("proc.env", "proc.aenv")) {
      if (text.startsWith(name)) {
        return environment(named(fields, name), text);
      }
    }
    if (text.startsWith("thread.cgroup") && !text.startsWith("thread.cgroups")) {
      return cgroup(named(fields, "thread.cgroup"), text);
    }
    return longest(fields, text);
  }

  private static FieldMatch optionalNumber(Field field, String text) {
    int after = field.name().length();
    int close = at(text, after, '[') ? text.indexOf(']') : -1;
    if (close > 0) {
      OptionalLong value = DecimalNumber.signed(text.substring(after + 1, close));
      if (value.isPresent()) {
        return FieldMatch.to(field, Integer.toString((int) value.getAsLong()), close + 1);
      }
    }
    return FieldMatch.to(field, after);
  }

  private static FieldMatch environment(Field field, String text) {
    int after = field.name().length();
    int close = at(text, after, '[') ? text.indexOf(']', after) : -1;
    return close < 0
        ? FieldMatch.to(field, after)
        : FieldMatch.to(field, text.substring(after + 1, close), close + 1);
  }

  private static FieldMatch cgroup(Field field, String text) {
    int after = field.name().length();
    if (!at(text, after, '.')) {
      return syntaxError(text);
    }
    int end = after + 1;
    while (end < text.length() && (letter(text.charAt(end)) || text.charAt(end) == '_')) {
      end++;
    }
    return FieldMatch.to(field, text.substring(after + 1, end), end);
  }

  private static boolean letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static FieldMatch descriptor(List<Field> fields, String text) {
    if (!text.startsWith("fd.types")) {
      return longest(fields, text);
    }
    Field field = named(fields, "fd.types");
    int after = field.name().length();
    if (!at(text, after, '[')) {
      return FieldMatch.to(field, after);
    }
    int close = text.indexOf(']');
    String argument = close < 0 ? text.substring(after + 1) : text.substring(after + 1, close);
    OptionalLong value = DecimalNumber.signed(argument);
    return value.isEmpty()
        ? FieldMatch.problem(argument + " is not a valid number")
        : FieldMatch.to(field, Long.toString(value.getAsLong()), close + 1);
  }

  private static FieldMatch plugin(List<Field> fields, String text) {
    FieldMatch match = longest(fields, text);
    Field field = match.field;
    if (field == null) {
      return match;
    }
    int blank = text.indexOf(' ');
    String word = blank < 0 ? text : text.substring(0, blank);
    String place = "filter '" + word + "': " + field.name();
    int open = word.indexOf('[');
    if (open < 0) {
      return field.argumentUse() == ArgumentUse.REQUIRED
          ? FieldMatch.problem(place + " requires an argument but none provided")
          : match;
    }
    if (open != match.length) {
      return FieldMatch.NOTHING;
    }
    if (open + 1 >= word.length()) {
      return FieldMatch.problem(place + " terminates with incomplete argument brackets");
    }
    int close = word.indexOf(']', open);
    if (close < 0) {
      return FieldMatch.problem(place + " has unbalanced argument brackets");
    }
    String argument = word.substring(open + 1, close);
    if (field.argumentUse() == ArgumentUse.NONE) {
      return FieldMatch.problem(
          place + " does not allow nor require an argument but one is provided: " + argument);
    }
    if (field.argumentKinds().contains(ArgumentKind.INDEX)
        && !field.argumentKinds().contains(ArgumentKind.KEY)) {
      String problem = indexProblem(argument);
      if (problem != null) {
        return FieldMatch.problem("filter " + word + " " + field.name() + problem + argument);
      }
    }
    return FieldMatch.to(field, argument, close + 1);
  }

  private static @Nullable String indexProblem(String argument) {
    for (int i = 0; i < argument.length(); i++) {
      if (argument.charAt(i) < '0' || argument.charAt(i) > '9') {
        return " has an invalid index argument not composed only by digits: ";
      }
    }
    if (argument.isEmpty() || (argument.length() > 1 && argument.charAt(0) == '0')) {
      return " has an invalid index argument starting with 0: ";
    }
    if (argument.length() > 20
        || (argument.length() == 20 && argument.compareTo("18446744073709551615") > 0)) {
      return " has an invalid index argument not representable on 64 bit: ";
    }
    return null;
  }
}
