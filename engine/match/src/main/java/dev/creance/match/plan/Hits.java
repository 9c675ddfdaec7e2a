package dev.creance.match.plan;

import java.util.Arrays;

/** The numbers of the rules that fired, in Falco's order; used again and again. */
public final class Hits {
  private int[] rules = new int[8];
  private int size;

  public void clear() {
    size = 0;
  }

  void add(int rule) {
    if (size == rules.length) {
      rules = Arrays.copyOf(rules, size * 2);
    }
    rules[size++] = rule;
  }

  public int size() {
    return size;
  }

  public int rule(int index) {
    return rules[index];
  }
}
