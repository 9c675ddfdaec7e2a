package dev.creance.tuning.propose;

import dev.creance.tuning.recording.HitTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Counts what tests leave out of the hits of a rule. */
final class Effects {
  private final HitTable hits;
  private final List<CandidateField> fields;
  private final int[] attacks;
  private long normalHits;
  private final Set<Integer> steps = new TreeSet<>();

  Effects(HitTable hits, List<CandidateField> fields) {
    this.hits = hits;
    this.fields = fields;
    int[] found = new int[hits.size()];
    int count = 0;
    for (int hit = 0; hit < hits.size(); hit++) {
      if (hits.attack(hit)) {
        found[count++] = hit;
        Arrays.stream(hits.steps(hit)).forEach(steps::add);
      } else if (hits.normal(hit)) {
        normalHits++;
      }
    }
    this.attacks = Arrays.copyOf(found, count);
  }

  /**
   * What an exception leaves out.
   *
   * @param stepsLost attack steps of which no hit is left
   * @param contexts different combinations of the fields' values
   */
  record Effect(long hits, long normalHits, long attackHits, int stepsLost, int contexts) {}

  long hits() {
    return hits.size();
  }

  long normalHits() {
    return normalHits;
  }

  long attackHits() {
    return attacks.length;
  }

  int stepsCaught() {
    return steps.size();
  }

  /** How many hits of attack steps pass tests. */
  int attackHits(List<FieldTest> tests) {
    Compiled compiled = new Compiled(tests);
    int count = 0;
    for (int hit : attacks) {
      count += compiled.holds(hit) ? 1 : 0;
    }
    return count;
  }

  /** The attack steps that have a hit that passes tests. */
  Set<Integer> stepsHit(List<FieldTest> tests) {
    Compiled compiled = new Compiled(tests);
    Set<Integer> hit = new TreeSet<>();
    for (int attack : attacks) {
      if (compiled.holds(attack)) {
        Arrays.stream(hits.steps(attack)).forEach(hit::add);
      }
    }
    return hit;
  }

  Effect of(List<FieldTest> tests) {
    Compiled compiled = new Compiled(tests);
    long removed = 0;
    long normal = 0;
    long attack = 0;
    Set<Integer> seen = new HashSet<>();
    Set<List<Integer>> contexts = new HashSet<>();
    for (int hit = 0; hit < hits.size(); hit++) {
      if (!compiled.holds(hit)) {
        Arrays.stream(hits.steps(hit)).forEach(seen::add);
        continue;
      }
      removed++;
      normal += hits.normal(hit) ? 1 : 0;
      attack += hits.attack(hit) ? 1 : 0;
      List<Integer> context = new ArrayList<>(fields.size());
      for (int column = 0; column < fields.size(); column++) {
        context.add(hits.code(column, hit));
      }
      contexts.add(context);
    }
    int lost = (int) steps.stream().filter(step -> !seen.contains(step)).count();
    return new Effect(removed, normal, attack, lost, contexts.size());
  }

  /** Tests over the numbers of values: each distinct value is compared once. */
  private final class Compiled {
    private final int[] columns;
    private final BitSet[] good;

    Compiled(List<FieldTest> tests) {
      this.columns = new int[tests.size()];
      this.good = new BitSet[tests.size()];
      for (int i = 0; i < columns.length; i++) {
        FieldTest test = tests.get(i);
        int column = 0;
        while (!fields.get(column).name().equals(test.field())) {
          column++;
        }
        columns[i] = column;
        good[i] = new BitSet();
        List<String> values = hits.values(column);
        for (int code = 0; code < values.size(); code++) {
          good[i].set(code, test.holds(values.get(code)));
        }
      }
    }

    boolean holds(int hit) {
      for (int i = 0; i < columns.length; i++) {
        int code = hits.code(columns[i], hit);
        if (code == HitTable.MISSING || !good[i].get(code)) {
          return false;
        }
      }
      return true;
    }
  }
}
