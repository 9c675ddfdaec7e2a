package dev.creance.conformance.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a check came out.
 *
 * @param rows the rows that were compared
 * @param equal those on which Creance and Falco agree
 * @param undefined those that differ where Falco's value is not decided by the input: what → how
 *     many; it would be another one in the next run of the same Falco
 * @param required the share of all others that must be equal, 0 to 1
 * @param deviations each row that is not equal, with what was expected and what was found
 * @param notRun rows that a reimplementation cannot run: reason → how many
 */
public record Outcome(
    long rows,
    long equal,
    Map<String, Integer> undefined,
    double required,
    List<String> deviations,
    Map<String, Integer> notRun) {

  public Outcome {
    undefined = Map.copyOf(undefined);
    deviations = List.copyOf(deviations);
    notRun = Map.copyOf(notRun);
  }

  /** The share of equal rows, undefined ones among the others; 1 when there are no rows. */
  public double share() {
    return rows == 0 ? 1 : (double) equal / rows;
  }

  /** The share of equal rows among those that the input decides. */
  public double definedShare() {
    long defined = rows - undefined.values().stream().mapToInt(Integer::intValue).sum();
    return defined == 0 ? 1 : (double) equal / defined;
  }

  /** Whether the bar is reached, as far as the input decides. */
  public boolean good() {
    return definedShare() >= required;
  }

  /** Whether the bar is reached with the undefined values counted as wrong. */
  public boolean goodAsItIs() {
    return share() >= required;
  }

  /** Adds up rows; texts of deviations are kept up to a bound, their number always. */
  public static final class Tally {
    private static final int KEPT = 200;
    private static final int LONGEST = 600;

    private final List<String> deviations = new ArrayList<>();
    private final Map<String, Integer> notRun = new TreeMap<>();
    private final Map<String, Integer> undefined = new TreeMap<>();
    private long rows;
    private long equal;

    /** A row on which both agree. */
    public void equal() {
      equal(1);
    }

    /** Several rows on which both agree. */
    public void equal(long count) {
      rows += count;
      equal += count;
    }

    /** A row on which they do not. */
    public void differs(String id, Object expected, Object found) {
      differs(id + ": expected " + expected + ", found " + found);
    }

    /** A row on which they do not. */
    public void differs(String deviation) {
      differs(deviation, 1);
    }

    /** Several rows that differ in the same way. */
    public void differs(String deviation, long count) {
      rows += count;
      if (deviations.size() < KEPT) {
        deviations.add(
            deviation.length() > LONGEST ? deviation.substring(0, LONGEST) + "…" : deviation);
      }
    }

    /** A row that is equal or not. */
    public void compare(String id, Object expected, Object found) {
      if (expected.equals(found)) {
        equal();
      } else {
        differs(id, expected, found);
      }
    }

    /** A row that differs where the input does not decide what Falco gives. */
    public void undefined(String what) {
      rows++;
      undefined.merge(what, 1, Integer::sum);
    }

    /** A row that cannot be run here. */
    public void notRun(String reason) {
      notRun.merge(reason, 1, Integer::sum);
    }

    /** The outcome when every row must be equal. */
    public Outcome outcome() {
      return outcome(1);
    }

    /** The outcome when a share must be equal. */
    public Outcome outcome(double required) {
      return new Outcome(rows, equal, undefined, required, deviations, notRun);
    }
  }
}
