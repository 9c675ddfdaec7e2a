package dev.creance.tuning.recording;

import dev.creance.corpus.evaluate.HitRows;
import dev.creance.corpus.format.CorpusException;
import dev.creance.events.state.EventScope;
import dev.creance.grammar.rules.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The hits of rules on recordings, in the order of the recordings: what was hit when, what the
 * labels say of it, and columns of values, each distinct value once.
 */
public final class HitTable {
  /** In a column: the hit has no value. */
  public static final int MISSING = -1;

  private static final int[] NONE = {};

  private final List<Rule> rules;
  private final List<String> hosts = new ArrayList<>();
  private final List<Column> columns = new ArrayList<>();
  private int size;
  private int[] rule = new int[64];
  private int[] recording = new int[64];
  private int[] host = new int[64];
  private long[] time = new long[64];
  private long[] number = new long[64];
  private boolean[] normal = new boolean[64];
  private int[][] steps = new int[64][];

  private HitTable(List<Rule> rules, int columnCount) {
    this.rules = List.copyOf(rules);
    for (int i = 0; i < columnCount; i++) {
      columns.add(new Column());
    }
  }

  /** The numbers of values by hit, and the values. */
  private static final class Column {
    private int[] codes = new int[64];
    private final List<String> values = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    void set(int hit, @Nullable String value) {
      codes[hit] = value == null ? MISSING : code(value);
    }

    private int code(String value) {
      Integer known = numbers.get(value);
      if (known == null) {
        known = values.size();
        values.add(value);
        numbers.put(value, known);
      }
      return known;
    }
  }

  /** Collects the hits of rules, whether or not they are enabled. */
  public static HitTable collect(
      Recordings recordings, List<Rule> rules, List<? extends HitColumn> columns)
      throws CorpusException, InterruptedException {
    HitTable table = new HitTable(rules, columns.size());
    Map<Rule, Integer> indexes = new IdentityHashMap<>();
    for (int i = 0; i < rules.size(); i++) {
      indexes.put(rules.get(i), i);
    }
    Map<String, Integer> hosts = new HashMap<>();
    for (int i = 0; i < recordings.all().size(); i++) {
      int at = i;
      LabelBook labels = recordings.labels(i);
      new HitRows(recordings.get(i).session())
          .visit(
              rules,
              false,
              (hit, scope, segment) -> {
                int row = table.row();
                String name = segment.meta().host();
                table.rule[row] = indexes.getOrDefault(hit, 0);
                table.recording[row] = at;
                table.host[row] = hosts.computeIfAbsent(name, key -> table.addHost(key));
                table.label(row, scope, name, labels);
                for (int c = 0; c < columns.size(); c++) {
                  table.columns.get(c).set(row, columns.get(c).value(hit, scope, at));
                }
                return true;
              });
    }
    return table;
  }

  private int addHost(String name) {
    hosts.add(name);
    return hosts.size() - 1;
  }

  private void label(int row, EventScope scope, String hostName, LabelBook labels) {
    time[row] = scope.event.timestamp();
    number[row] = scope.event.number();
    int[] of = labels.stepsOf(scope, hostName);
    steps[row] = of.length == 0 ? NONE : of;
    normal[row] = of.length == 0 && labels.isNormal(scope, hostName);
  }

  private int row() {
    if (size == rule.length) {
      int more = size * 2;
      rule = Arrays.copyOf(rule, more);
      recording = Arrays.copyOf(recording, more);
      host = Arrays.copyOf(host, more);
      time = Arrays.copyOf(time, more);
      number = Arrays.copyOf(number, more);
      normal = Arrays.copyOf(normal, more);
      steps = Arrays.copyOf(steps, more);
      columns.forEach(column -> column.codes = Arrays.copyOf(column.codes, more));
    }
    return size++;
  }

  /** The number of hits. */
  public int size() {
    return size;
  }

  /** The rules that were asked for, in that order. */
  public List<Rule> rules() {
    return rules;
  }

  /** The index of a hit's rule among {@link #rules()}. */
  public int rule(int hit) {
    return rule[hit];
  }

  /** The index of a hit's recording. */
  public int recording(int hit) {
    return recording[hit];
  }

  /** The name of a hit's host, empty when unknown. */
  public String host(int hit) {
    return hosts.get(host[hit]);
  }

  /** When, in ns since the epoch. */
  public long time(int hit) {
    return time[hit];
  }

  /** {@code evt.num} of a hit's event. */
  public long number(int hit) {
    return number[hit];
  }

  /** Whether a hit is of what is labelled normal; never when it is of an attack step. */
  public boolean normal(int hit) {
    return normal[hit];
  }

  /** Whether a hit is of an attack step. */
  public boolean attack(int hit) {
    return steps[hit].length > 0;
  }

  /** The indexes of the attack steps that a hit is of; not to be changed. */
  public int[] steps(int hit) {
    return steps[hit];
  }

  /** The number of a hit's value in a column, {@link #MISSING} when it has none. */
  public int code(int column, int hit) {
    return columns.get(column).codes[hit];
  }

  /** The distinct values of a column, by number. */
  public List<String> values(int column) {
    return Collections.unmodifiableList(columns.get(column).values);
  }

  /** A hit's value in a column; null when it has none. */
  public @Nullable String value(int column, int hit) {
    int code = code(column, hit);
    return code == MISSING ? null : columns.get(column).values.get(code);
  }
}
