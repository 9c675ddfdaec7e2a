package dev.creance.tuning.propose;

import dev.creance.tuning.propose.CandidateField.Prefix;
import dev.creance.tuning.propose.FieldTest.Operator;
import dev.creance.tuning.recording.HitTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Finds the tests that enough of the sampled hits pass. */
final class ItemTable {
  /** Tests of one field that are looked at, the most frequent ones. */
  private static final int PER_FIELD = 64;

  /** Longer values are details of one run. */
  private static final int LONGEST = 256;

  /** Beginnings so high up in the tree say nothing. */
  private static final Set<String> TOO_WIDE =
      Set.of(
          "/",
          "/usr/",
          "/usr/bin/",
          "/usr/sbin/",
          "/usr/lib/",
          "/usr/local/",
          "/usr/local/bin/",
          "/bin/",
          "/sbin/",
          "/etc/",
          "/var/",
          "/var/lib/",
          "/proc/",
          "/dev/",
          "/tmp/",
          "/home/",
          "/root/",
          "/opt/");

  private final HitTable hits;
  private final int[] sample;
  private final int minimum;
  private final Set<String> names;

  /**
   * @param sample the hits to look at
   * @param minimum how many of them have to pass
   * @param names of lists and macros: as values they would mean something else
   */
  ItemTable(HitTable hits, int[] sample, int minimum, Set<String> names) {
    this.hits = hits;
    this.sample = sample;
    this.minimum = minimum;
    this.names = names;
  }

  List<Item> items(List<CandidateField> fields) {
    List<Item> items = new ArrayList<>();
    for (int column = 0; column < fields.size(); column++) {
      CandidateField field = fields.get(column);
      items.addAll(whole(column, field));
      if (field.prefix() != Prefix.NONE) {
        items.addAll(beginnings(column, field));
      }
    }
    return items;
  }

  private List<Item> whole(int column, CandidateField field) {
    Map<String, Integer> counts = new HashMap<>();
    for (int hit : sample) {
      String value = hits.value(column, hit);
      if (value != null && usable(value, field)) {
        counts.merge(value, 1, Integer::sum);
      }
    }
    return frequent(counts).stream()
        .map(value -> item(column, field, Operator.EQUALS, value))
        .toList();
  }

  private List<Item> beginnings(int column, CandidateField field) {
    Map<String, Integer> values = new TreeMap<>();
    for (int hit : sample) {
      String value = hits.value(column, hit);
      if (value != null) {
        values.merge(value, 1, Integer::sum);
      }
    }
    Parts beginnings = new Parts();
    Parts endings = new Parts();
    char end = field.prefix() == Prefix.DIRECTORY ? '/' : ' ';
    values.forEach((value, count) -> {
      for (int at = value.indexOf(end); at >= 0 && at < LONGEST; at = value.indexOf(end, at + 1)) {
        String beginning = value.substring(0, at + 1);
        if (at + 1 < value.length() && fits(beginning, field)) {
          beginnings.add(beginning, count);
        }
      }
      String name = value.substring(Math.max(0, value.lastIndexOf('/')));
      if (field.aspect() == Aspect.OBJECT && name.length() > 2 && name.length() < LONGEST) {
        if (printable(name) && bare(name)) {
          endings.add(name, count);
        }
      }
    });
    List<Item> items = new ArrayList<>();
    frequent(beginnings.shared())
        .forEach(value -> items.add(item(column, field, Operator.STARTS_WITH, value)));
    frequent(endings.shared())
        .forEach(value -> items.add(item(column, field, Operator.ENDS_WITH, value)));
    return items;
  }

  /** Parts of values: how many hits have them, in how many different values. */
  private static final class Parts {
    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<String, Integer> distinct = new HashMap<>();

    void add(String part, int count) {
      counts.merge(part, count, Integer::sum);
      distinct.merge(part, 1, Integer::sum);
    }

    /** Those that several values have: a part of one value alone says less than the value. */
    Map<String, Integer> shared() {
      counts.keySet().removeIf(part -> distinct.getOrDefault(part, 0) < 2);
      return counts;
    }
  }

  private static boolean fits(String beginning, CandidateField field) {
    if (!printable(beginning)) {
      return false;
    }
    if (field.prefix() == Prefix.DIRECTORY) {
      return beginning.startsWith("/") && !TOO_WIDE.contains(beginning) && bare(beginning);
    }
    // One word is the process's name: that is a field of its own. A switch says how, not what: an
    // exception for all that bash -c runs would be one for everything.
    String words = beginning.substring(0, beginning.length() - 1);
    int last = words.lastIndexOf(' ') + 1;
    return last > 0 && last < words.length() && words.charAt(last) != '-';
  }

  private List<String> frequent(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() >= minimum)
        .sorted(
            Comparator.comparingInt((Map.Entry<String, Integer> entry) -> -entry.getValue())
                .thenComparing(entry -> -entry.getKey().length())
                .thenComparing(Map.Entry::getKey))
        .limit(PER_FIELD)
        .map(Map.Entry::getKey)
        .toList();
  }

  private Item item(int column, CandidateField field, Operator operator, String value) {
    FieldTest test = new FieldTest(field.name(), operator, value, field.spoofable());
    Map<Integer, Boolean> known = new HashMap<>();
    Rows cover = Rows.none(sample.length);
    int support = 0;
    for (int row = 0; row < sample.length; row++) {
      int code = hits.code(column, sample[row]);
      if (code != HitTable.MISSING) {
        int hit = sample[row];
        if (known.computeIfAbsent(code, unused -> holds(test, column, hit))) {
          cover.set(row);
          support++;
        }
      }
    }
    return new Item(column, field, operator, value, cover, support);
  }

  private boolean holds(FieldTest test, int column, int hit) {
    String value = hits.value(column, hit);
    return value != null && test.holds(value);
  }

  /**
   * Whether a value can stand in an exception as it is: printable, without quotes and backslashes,
   * and, where no blank makes Falco quote it, without what ends a bare word.
   */
  private boolean usable(String value, CandidateField field) {
    return !value.isEmpty()
        && value.length() <= LONGEST
        && !value.equals("<NA>")
        && !(field.name().equals("container.image.repository") && value.isBlank())
        && printable(value)
        && value.equals(value.strip())
        && (value.indexOf(' ') >= 0 || bare(value))
        && !names.contains(value);
  }

  private static boolean printable(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\'' || c == '\\') {
        return false;
      }
    }
    return true;
  }

  private static boolean bare(String value) {
    for (int i = 0; i < value.length(); i++) {
      if ("()=, ".indexOf(value.charAt(i)) >= 0) {
        return false;
      }
    }
    return true;
  }
}
