package dev.creance.grammar.vocabulary;

import dev.creance.grammar.vocabulary.Parameter.FlagName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * All event types of libs 0.25 (454 codes), the syscall codes ({@code PPM_SC_*}) and the names of
 * flags; read from the tables beside this class.
 */
public final class EventTable {
  private static final EventTable CURRENT = new EventTable();

  private final List<EventType> types;
  private final Map<String, List<EventType>> byName = new LinkedHashMap<>();
  private final Map<String, List<FlagName>> flagTables;
  private final String[] syscallNames;
  private final Map<String, Integer> syscallCodes = new HashMap<>();
  private final Map<String, List<Integer>> eventsOfSyscall = new HashMap<>();
  private final Map<Integer, Integer> syscallOfNative = new HashMap<>();

  private EventTable() {
    flagTables = readFlagTables();
    types = readTypes();
    for (EventType type : types) {
      byName.computeIfAbsent(type.name(), name -> new ArrayList<>()).add(type);
    }
    List<String[]> codes = rows("sc-codes.tsv");
    syscallNames = new String[codes.size()];
    for (String[] row : codes) {
      int code = Integer.parseInt(row[0]);
      syscallNames[code] = row[2];
      syscallCodes.put(row[2], code);
    }
    for (String[] row : rows("event-to-sc.tsv")) {
      if (row.length > 2) {
        for (String name : row[2].split(",")) {
          eventsOfSyscall
              .computeIfAbsent(name, key -> new ArrayList<>())
              .add(Integer.parseInt(row[0]));
        }
      }
    }
    for (String[] row : rows("syscall-map.tsv")) {
      syscallOfNative.put(Integer.parseInt(row[0]), Integer.parseInt(row[2]));
    }
  }

  /** The table of the libs version that Creance follows. */
  public static EventTable current() {
    return CURRENT;
  }

  /** All types; the index is the code. */
  public List<EventType> types() {
    return types;
  }

  public int size() {
    return types.size();
  }

  /** The type of a code below {@link #size()}. */
  public EventType type(int code) {
    return types.get(code);
  }

  /** All types, of all versions and both directions, with a name; empty when there is none. */
  public List<EventType> named(String name) {
    return byName.getOrDefault(name, List.of());
  }

  /** The type with an enum name such as {@code PPME_SYSCALL_OPEN_X}. */
  public EventType byEnumName(String enumName) {
    for (EventType type : types) {
      if (type.enumName().equals(enumName)) {
        return type;
      }
    }
    throw new IllegalArgumentException("no event type " + enumName);
  }

  /** The names of all event types, each once. */
  public Set<String> names() {
    return byName.keySet();
  }

  /** The name of an internal syscall code, or {@code unknown}. */
  public String syscallName(int code) {
    return code >= 0 && code < syscallNames.length ? syscallNames[code] : "unknown";
  }

  /** Whether a syscall has this name. */
  public boolean isSyscall(String name) {
    return syscallCodes.containsKey(name);
  }

  public Set<String> syscallNames() {
    return syscallCodes.keySet();
  }

  /** The codes of the event types that carry a syscall; empty for an unknown name. */
  public List<Integer> eventsOfSyscall(String name) {
    return eventsOfSyscall.getOrDefault(name, List.of());
  }

  /** The internal code of an x86_64 syscall number, 0 when unknown. */
  public int syscallOfNative(int number) {
    return syscallOfNative.getOrDefault(number, 0);
  }

  /** A table of flag names, for example {@code file_flags}. */
  public List<FlagName> flags(String table) {
    return Objects.requireNonNull(flagTables.get(table), table);
  }

  private List<EventType> readTypes() {
    List<EventType> read = new ArrayList<>();
    for (String[] row : rows("event-table.tsv")) {
      EnumSet<EventType.Flag> flags = EnumSet.noneOf(EventType.Flag.class);
      for (String flag : row[6].split("\\|")) {
        if (!flag.equals("-") && !flag.isEmpty()) {
          flags.add(EventType.Flag.valueOf(flag));
        }
      }
      List<Parameter> parameters = new ArrayList<>();
      if (row.length > 8 && !row[8].equals("-")) {
        for (String text : row[8].split(",")) {
          parameters.add(parameter(text));
        }
      }
      read.add(
          new EventType(
              Integer.parseInt(row[0]),
              row[1],
              row[3],
              row[4].equals("-") ? EventType.Category.UNKNOWN : EventType.Category.valueOf(row[4]),
              row[5],
              flags,
              parameters));
    }
    return List.copyOf(read);
  }

  private Parameter parameter(String text) {
    String[] part = text.split(":", 4);
    String info = part.length > 3 ? part[3] : "";
    List<FlagName> flags = List.of();
    List<Parameter> alternatives = List.of();
    int directory = -1;
    if (info.startsWith("flags=")) {
      flags = flags(info.substring(6));
    } else if (info.startsWith("dirfd_param=")) {
      directory = Integer.parseInt(info.substring(12));
    } else if (info.startsWith("dyn=")) {
      alternatives = DynamicParameters.of(info.substring(4));
    }
    return new Parameter(
        part[0],
        ValueType.valueOf(part[1]),
        Field.PrintFormat.valueOf(part[2].equals("10_PADDED_DEC") ? "PADDED_DEC" : part[2]),
        flags,
        directory,
        alternatives);
  }

  private static Map<String, List<FlagName>> readFlagTables() {
    Map<String, List<FlagName>> tables = new HashMap<>();
    for (String[] row : rows("flag-tables.tsv")) {
      tables
          .computeIfAbsent(row[0], name -> new ArrayList<>())
          .add(new FlagName(row[2], Long.parseLong(row[3])));
    }
    return tables;
  }

  /** The rows of a table beside this class, without its header. */
  public static List<String[]> rows(String resource) {
    try (InputStream in = EventTable.class.getResourceAsStream(resource);
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(
                    Objects.requireNonNull(in, resource), StandardCharsets.UTF_8))) {
      return reader.lines().skip(1).map(line -> line.split("\t", -1)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }
}
