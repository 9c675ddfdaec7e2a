package dev.creance.corpus;

import dev.creance.events.field.Cell;
import dev.creance.events.field.FieldReader;
import dev.creance.events.field.FieldReaders;
import dev.creance.events.state.EventScope;
import dev.creance.grammar.checked.FieldExpression.Access;
import dev.creance.grammar.vocabulary.EventTable;
import dev.creance.grammar.vocabulary.Field;
import dev.creance.grammar.vocabulary.FieldCatalogue;
import dev.creance.grammar.vocabulary.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.NullUnmarked;

/**
 * Makes conditions over all fields of the syscall source, with constants that the fields were seen
 * to have.
 */
@NullUnmarked
final class RandomConditions {
  private static final List<String> ARGUMENTS =
      List.of(
          "name",
          "path",
          "fd",
          "flags",
          "res",
          "mode",
          "tuple",
          "pid",
          "uid",
          "exe",
          "args",
          "data",
          "addr",
          "filename",
          "oldpath",
          "newpath",
          "dirfd",
          "fds",
          "target",
          "size");

  private final List<String> names = new ArrayList<>();
  private final Map<String, List<String>> seen = new HashMap<>();
  private final Map<String, FieldReader> readers = new HashMap<>();
  private final Map<String, Field> fields = new HashMap<>();

  RandomConditions() {
    for (Field field : FieldCatalogue.current().fields()) {
      if (!field.source().equals("syscall") && !field.source().equals("any")) {
        continue;
      }
      for (String argument : arguments(field)) {
        String name = argument.isEmpty() ? field.name() : field.name() + argument;
        names.add(name);
        fields.put(name, field);
      }
    }
  }

  private static List<String> arguments(Field field) {
    return switch (field.name()) {
      case "proc.aname", "proc.aexe", "proc.aexepath", "proc.acmdline", "proc.apid" ->
          List.of("", "[0]", "[1]", "[2]", "[3]");
      case "proc.args", "proc.aargs" -> List.of("", "[0]", "[1]");
      case "proc.env", "proc.aenv" -> List.of("", "[HOME]", "[PATH]");
      case "evt.arg" -> {
        List<String> all = new ArrayList<>(List.of("[0]", "[1]", "[2]"));
        ARGUMENTS.forEach(name -> all.add("." + name));
        yield all;
      }
      case "evt.rawarg" -> ARGUMENTS.stream().map(name -> "." + name).toList();
      case "evt.abspath" -> List.of("", ".src", ".dst");
      case "fd.types" -> List.of("", "[0]", "[1]");
      case "thread.cgroup" -> List.of(".cpu", ".memory");
      case "container.mount", "container.mount.source", "container.mount.dest" -> List.of("[0]");
      case "container.label", "k8s.pod.label" -> List.of("[app]");
      // util.cnt counts how often it was asked: what it is depends on the order of evaluation.
      case "evt.around", "evt.type.is", "util.cnt" -> List.of();
      default -> field.argumentUse() == Field.ArgumentUse.REQUIRED ? List.of() : List.of("");
    };
  }

  /** Takes note of values that some fields have for an event. */
  void see(EventScope scope, Random random) {
    Cell cell = new Cell();
    for (int i = 0; i < 40; i++) {
      String name = names.get(random.nextInt(names.size()));
      FieldReader reader = reader(name);
      if (reader == null) {
        continue;
      }
      Field field = fields.get(name);
      if (reader.read(scope, cell)) {
        String value = value(field, cell);
        List<String> values = seen.computeIfAbsent(name, key -> new ArrayList<>());
        if (values.size() < 200 && value.length() < 200) {
          values.add(value);
        }
      }
    }
  }

  private FieldReader reader(String name) {
    Field field = fields.get(name);
    if (field.list()) {
      return null;
    }
    return readers.computeIfAbsent(
        name,
        key -> {
          String rest = key.substring(field.name().length());
          Optional<String> argument =
              rest.isEmpty()
                  ? Optional.empty()
                  : Optional.of(
                      rest.startsWith("[")
                          ? rest.substring(1, rest.length() - 1)
                          : rest.substring(1));
          return FieldReaders.of(new Access(field, argument, field.type()));
        });
  }

  private static String value(Field field, Cell cell) {
    ValueType type = field.type() == ValueType.DYN ? cell.type : field.type();
    return switch (type) {
      case CHARBUF, FSPATH, FSRELPATH, BYTEBUF -> cell.text;
      case IPADDR, IPNET -> address(cell.text);
      case BOOL -> cell.number == 0 ? "false" : "true";
      case DOUBLE -> Long.toString((long) cell.real);
      default -> Long.toString(cell.number);
    };
  }

  private static String address(String bytes) {
    if (bytes.length() == 4) {
      return (int) bytes.charAt(0)
          + "."
          + (int) bytes.charAt(1)
          + "."
          + (int) bytes.charAt(2)
          + "."
          + (int) bytes.charAt(3);
    }
    return "::1";
  }

  /** A condition; most load, some don't. */
  String next(Random random) {
    return expression(random, random.nextInt(4));
  }

  private String expression(Random random, int depth) {
    if (depth == 0) {
      return check(random);
    }
    int parts = 2 + random.nextInt(2);
    List<String> of = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      String part = expression(random, depth - 1);
      of.add(random.nextInt(4) == 0 ? "not " + part : part);
    }
    return "(" + String.join(random.nextBoolean() ? " and " : " or ", of) + ")";
  }

  private String check(Random random) {
    if (random.nextInt(5) == 0) {
      List<String> types = List.copyOf(EventTable.current().names());
      String some = types.get(random.nextInt(types.size()));
      return "evt.type in (openat, execve, close, " + some + ")";
    }
    String name = names.get(random.nextInt(names.size()));
    Field field = fields.get(name);
    String left = name;
    boolean text = field.type() == ValueType.CHARBUF && !field.list();
    if (text && random.nextInt(8) == 0) {
      String[] transformers = {"tolower", "toupper", "basename", "b64"};
      left = transformers[random.nextInt(transformers.length)] + "(" + name + ")";
    }
    if (random.nextInt(10) == 0) {
      return left + " exists";
    }
    if (random.nextInt(12) == 0) {
      return left + " = val(" + names.get(random.nextInt(names.size())) + ")";
    }
    String operator = operator(field, text, random);
    if (operator.equals("in") || operator.equals("intersects") || operator.equals("pmatch")) {
      return left
          + " "
          + operator
          + " ("
          + constant(name, random)
          + ", "
          + constant(name, random)
          + ")";
    }
    return left + " " + operator + " " + constant(name, random);
  }

  private static String operator(Field field, boolean text, Random random) {
    if (field.list()) {
      return random.nextBoolean() ? "in" : "intersects";
    }
    if (text) {
      String[] all = {
        "=",
        "!=",
        "in",
        "contains",
        "icontains",
        "startswith",
        "endswith",
        "glob",
        "iglob",
        "pmatch",
        "intersects"
      };
      return all[random.nextInt(all.length)];
    }
    String[] all =
        switch (field.type()) {
          case BOOL, IPADDR, IPNET -> new String[] {"=", "!=", "in"};
          case BYTEBUF -> new String[] {"=", "!=", "contains", "startswith", "endswith"};
          default -> new String[] {"=", "!=", "<", "<=", ">", ">=", "in"};
        };
    return all[random.nextInt(all.length)];
  }

  private String constant(String name, Random random) {
    List<String> values = seen.getOrDefault(name, List.of());
    Field field = fields.get(name);
    String value =
        values.isEmpty() || random.nextInt(6) == 0
            ? (field.type() == ValueType.CHARBUF ? "a" : "1")
            : values.get(random.nextInt(values.size()));
    if (field.type() == ValueType.IPNET) {
      return value + "/" + (8 + random.nextInt(16));
    }
    if (field.type() == ValueType.CHARBUF || field.type() == ValueType.BYTEBUF) {
      int start = random.nextInt(3) == 0 ? random.nextInt(value.length() + 1) : 0;
      return quoted(value.substring(start));
    }
    return value;
  }

  private static String quoted(String value) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : value.toCharArray()) {
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        out.append('?');
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
