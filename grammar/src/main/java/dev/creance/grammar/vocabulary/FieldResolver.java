package dev.creance.grammar.vocabulary;

import dev.creance.grammar.vocabulary.Field.ArgumentKind;
import dev.creance.grammar.vocabulary.Field.ArgumentUse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the field that a text such as {@code proc.aname[2]} names, by Falco's rules: the field
 * classes of the event source are asked in a fixed order; the first one that has a field whose name
 * the text begins with decides, and it must account for the whole text.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class FieldResolver {
  private static final int REMEMBERED = 20_000;
  private static final List<String> ANCESTRY =
      List.of(
          "proc.apid",
          "proc.aname",
          "proc.aexepath",
          "proc.aexe",
          "proc.acmdline",
          "proc.aargs",
          "proc.args");

  /** What a text turned out to be. */
  public sealed interface Resolution {
    /**
     * A field with its argument.
     *
     * @param type the type of its values; for {@code evt.rawarg} the one that Falco assumes before
     *     it has seen an event
     */
    record Found(Field field, Optional<String> argument, ValueType type) implements Resolution {}

    /** No field; {@code message} is Falco's wording. */
    record Missing(String message) implements Resolution {}
  }

  private final Set<String> plugins;
  private final Map<String, List<FieldClass>> classesOfSource = new HashMap<>();
  private final Map<String, Map<String, Resolution>> known = new HashMap<>();

  /** A group of fields that parse their names together. */
  private record FieldClass(String name, List<Field> fields) {
    boolean plugin() {
      return name.startsWith("plugin:");
    }
  }

  /**
   * @param plugins the plugins whose fields exist, for example {@code container}
   */
  public FieldResolver(Set<String> plugins) {
    this.plugins = Set.copyOf(plugins);
  }

  /** The field that {@code text} names for events of {@code source}. */
  public Resolution resolve(String text, String source) {
    Map<String, Resolution> ofSource = known.computeIfAbsent(source, key -> new HashMap<>());
    Resolution resolution = ofSource.get(text);
    if (resolution == null) {
      resolution = find(text, source);
      if (ofSource.size() >= REMEMBERED) {
        ofSource.clear();
      }
      ofSource.put(text, resolution);
    }
    return resolution;
  }

  /** Whether {@code text} names a field; quick for texts that look like none. */
  public boolean isField(String text, String source) {
    return text.indexOf('.') > 0 && resolve(text, source) instanceof Resolution.Found;
  }

  /** All fields that events of a source have, in catalogue order. */
  public List<Field> fields(String source) {
    List<Field> fields = new ArrayList<>();
    for (FieldClass fieldClass : classes(source)) {
      fields.addAll(fieldClass.fields);
    }
    return fields;
  }

  private List<FieldClass> classes(String source) {
    return classesOfSource.computeIfAbsent(source, this::classesFor);
  }

  private List<FieldClass> classesFor(String source) {
    boolean syscall = source.equals("syscall");
    Map<String, List<Field>> groups = new LinkedHashMap<>();
    for (String first :
        syscall
            ? List.of(
                "evt any", "evt", "process", "user", "group", "fd", "fs.path", "util", "fdlist")
            : List.of("evt any")) {
      groups.put(first, new ArrayList<>());
    }
    for (Field field : FieldCatalogue.current().fields()) {
      boolean fits =
          switch (field.source()) {
            case "any" -> true;
            case "any-json-plugin" -> !syscall;
            default -> field.source().equals(source);
          };
      String name = field.fieldClass();
      if (name.startsWith("plugin:")) {
        fits &= plugins.contains(name.substring("plugin:".length()));
      }
      if (fits) {
        String group = field.source().equals("any") ? name + " any" : name;
        groups.computeIfAbsent(group, key -> new ArrayList<>()).add(field);
      }
    }
    return groups.entrySet().stream().map(e -> new FieldClass(e.getKey(), e.getValue())).toList();
  }

  private Resolution find(String text, String source) {
    for (FieldClass fieldClass : classes(source)) {
      Match match = match(fieldClass, text);
      if (match.problem != null) {
        return new Resolution.Missing(match.problem);
      }
      if (match.field != null) {
        if (match.length == text.length()) {
          return new Resolution.Found(match.field, match.argument, match.type());
        }
        break;
      }
    }
    return new Resolution.Missing("filter_check called with nonexistent field " + text);
  }

  /**
   * What one class makes of a text: nothing, a field that takes {@code length} of it, or an error.
   */
  private record Match(
      @Nullable Field field,
      Optional<String> argument,
      int length,
      @Nullable ValueType otherType,
      @Nullable String problem) {
    static final Match NOTHING = new Match(null, Optional.empty(), -1, null, null);

    static Match of(Field field, int length) {
      return new Match(field, Optional.empty(), length, null, null);
    }

    static Match of(Field field, String argument, int length) {
      return new Match(field, Optional.of(argument), length, null, null);
    }

    static Match problem(String message) {
      return new Match(null, Optional.empty(), -1, null, message);
    }

    ValueType type() {
      return otherType != null ? otherType : java.util.Objects.requireNonNull(field).type();
    }
  }

  private static Match match(FieldClass fieldClass, String text) {
    return switch (fieldClass.name) {
      case "evt" -> event(fieldClass, text);
      case "process" -> process(fieldClass, text);
      case "fd" -> descriptor(fieldClass, text);
      default -> fieldClass.plugin() ? plugin(fieldClass, text) : longest(fieldClass, text);
    };
  }

  private static Match longest(FieldClass fieldClass, String text) {
    Field best = null;
    for (Field field : fieldClass.fields) {
      if ((best == null || field.name().length() > best.name().length())
          && text.startsWith(field.name())) {
        best = field;
      }
    }
    return best == null ? Match.NOTHING : Match.of(best, best.name().length());
  }

  private static Field named(FieldClass fieldClass, String name) {
    for (Field field : fieldClass.fields) {
      if (field.name().equals(name)) {
        return field;
      }
    }
    throw new IllegalStateException("no field " + name);
  }

  private static boolean at(String text, int index, char c) {
    return index < text.length() && text.charAt(index) == c;
  }

  private static Match syntaxError(String text) {
    return Match.problem("filter syntax error: " + text);
  }

  private static Match event(FieldClass fieldClass, String text) {
    if (text.startsWith("evt.arg") && !text.startsWith("evt.args")) {
      return eventArgument(named(fieldClass, "evt.arg"), text);
    }
    if (text.startsWith("evt.rawarg")) {
      Field field = named(fieldClass, "evt.rawarg");
      if (at(text, field.name().length(), '[')) {
        return Match.problem("evt.arg fields must be expressed explicitly");
      }
      return parameter(field, text, true);
    }
    if (text.startsWith("evt.around")) {
      Field field = named(fieldClass, "evt.around");
      if (at(text, field.name().length(), '.')) {
        return Match.problem("wrong syntax for evt.around");
      }
      return bracketed(field, text, false);
    }
    if (text.startsWith("evt.abspath")) {
      Field field = named(fieldClass, "evt.abspath");
      for (String end : List.of("src", "dst")) {
        if (text.startsWith("evt.abspath." + end)) {
          return Match.of(field, end, field.name().length() + 4);
        }
      }
      return Match.of(field, field.name().length());
    }
    if (text.startsWith("evt.type.is")) {
      return typeIs(named(fieldClass, "evt.type.is"), text);
    }
    return longest(fieldClass, text);
  }

  private static Match eventArgument(Field field, String text) {
    int after = field.name().length();
    if (at(text, after, '[')) {
      return bracketed(field, text, true);
    }
    return parameter(field, text, false);
  }

  private static Match bracketed(Field field, String text, boolean signed) {
    int after = field.name().length();
    if (!at(text, after, '[')) {
      return syntaxError(text);
    }
    int close = text.indexOf(']');
    String argument = close < 0 ? text.substring(after + 1) : text.substring(after + 1, close);
    OptionalLong value = signed ? DecimalNumber.signed(argument) : DecimalNumber.unsigned(argument);
    if (value.isEmpty()) {
      return Match.problem(argument + " is not a valid number");
    }
    String number =
        signed
            ? Integer.toString((int) value.getAsLong())
            : Long.toUnsignedString(value.getAsLong());
    return Match.of(field, number, close + 1);
  }

  /** {@code evt.arg.NAME}: the longest parameter name that the rest begins with. */
  private static Match parameter(Field field, String text, boolean typed) {
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
      return Match.problem("unknown event argument " + rest);
    }
    return new Match(
        field,
        Optional.of(best.name()),
        after + 1 + best.name().length(),
        typed ? best.type() : null,
        null);
  }

  private static Match typeIs(Field field, String text) {
    int after = field.name().length();
    if (!at(text, after, '.')) {
      return syntaxError(text);
    }
    String rest = text.substring(after + 1);
    OptionalLong code = DecimalNumber.unsigned(rest);
    if (code.isPresent()) {
      return Match.of(
          field, Integer.toUnsignedString((int) code.getAsLong()), after + 1 + rest.length());
    }
    return EventTable.current().named(rest).isEmpty()
        ? Match.of(field, 0)
        : Match.of(field, rest, after + 1 + rest.length());
  }

  private static Match process(FieldClass fieldClass, String text) {
    if (text.startsWith("arg")) {
      return Match.problem("filter error: proc.arg filter not implemented yet");
    }
    for (String name : ANCESTRY) {
      if (text.startsWith(name)) {
        return optionalNumber(named(fieldClass, name), text);
      }
    }
    for (String name : List.of("proc.env", "proc.aenv")) {
      if (text.startsWith(name)) {
        return environment(named(fieldClass, name), text);
      }
    }
    if (text.startsWith("thread.cgroup") && !text.startsWith("thread.cgroups")) {
      return cgroup(named(fieldClass, "thread.cgroup"), text);
    }
    return longest(fieldClass, text);
  }

  private static Match optionalNumber(Field field, String text) {
    int after = field.name().length();
    int close = at(text, after, '[') ? text.indexOf(']') : -1;
    if (close > 0) {
      OptionalLong value = DecimalNumber.signed(text.substring(after + 1, close));
      if (value.isPresent()) {
        return Match.of(field, Integer.toString((int) value.getAsLong()), close + 1);
      }
    }
    return Match.of(field, after);
  }

  private static Match environment(Field field, String text) {
    int after = field.name().length();
    int close = at(text, after, '[') ? text.indexOf(']', after) : -1;
    return close < 0
        ? Match.of(field, after)
        : Match.of(field, text.substring(after + 1, close), close + 1);
  }

  private static Match cgroup(Field field, String text) {
    int after = field.name().length();
    if (!at(text, after, '.')) {
      return syntaxError(text);
    }
    int end = after + 1;
    while (end < text.length() && (letter(text.charAt(end)) || text.charAt(end) == '_')) {
      end++;
    }
    return Match.of(field, text.substring(after + 1, end), end);
  }

  private static boolean letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static Match descriptor(FieldClass fieldClass, String text) {
    if (!text.startsWith("fd.types")) {
      return longest(fieldClass, text);
    }
    Field field = named(fieldClass, "fd.types");
    int after = field.name().length();
    if (!at(text, after, '[')) {
      return Match.of(field, after);
    }
    int close = text.indexOf(']');
    String argument = close < 0 ? text.substring(after + 1) : text.substring(after + 1, close);
    OptionalLong value = DecimalNumber.signed(argument);
    return value.isEmpty()
        ? Match.problem(argument + " is not a valid number")
        : Match.of(field, Long.toString(value.getAsLong()), close + 1);
  }

  private static Match plugin(FieldClass fieldClass, String text) {
    Match match = longest(fieldClass, text);
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
          ? Match.problem(place + " requires an argument but none provided")
          : match;
    }
    if (open != match.length) {
      return Match.NOTHING;
    }
    if (open + 1 >= word.length()) {
      return Match.problem(place + " terminates with incomplete argument brackets");
    }
    int close = word.indexOf(']', open);
    if (close < 0) {
      return Match.problem(place + " has unbalanced argument brackets");
    }
    String argument = word.substring(open + 1, close);
    if (field.argumentUse() == ArgumentUse.NONE) {
      return Match.problem(
          place + " does not allow nor require an argument but one is provided: " + argument);
    }
    if (field.argumentKinds().contains(ArgumentKind.INDEX)
        && !field.argumentKinds().contains(ArgumentKind.KEY)) {
      String problem = indexProblem(argument);
      if (problem != null) {
        return Match.problem("filter " + word + " " + field.name() + problem + argument);
      }
    }
    return Match.of(field, argument, close + 1);
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
