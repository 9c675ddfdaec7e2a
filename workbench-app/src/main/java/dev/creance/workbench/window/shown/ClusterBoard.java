package dev.creance.workbench.window.shown;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Where a rollout stands, and what every cluster of it runs.
 *
 * @param plan the file of its plan
 * @param name of the rollout
 * @param version of the release that is rolled out; empty when none was yet
 * @param wave the name of the wave it is in; empty when it has not begun or has ended
 * @param phase what was done last, as people say it
 * @param reasons why it waits, failed or is held; empty otherwise
 * @param deeds what somebody can do now
 */
public record ClusterBoard(
    Path plan,
    String name,
    String version,
    String wave,
    String phase,
    List<String> reasons,
    Set<Deed> deeds,
    List<Row> clusters) {
  public ClusterBoard {
    reasons = List.copyOf(reasons);
    deeds = Set.copyOf(deeds);
    clusters = List.copyOf(clusters);
  }

  /** Where it stands, in a line. */
  public String line() {
    return version.isEmpty()
        ? name + ": nothing was rolled out yet"
        : name + " " + version + ": " + phase + (wave.isEmpty() ? "" : " in " + wave);
  }

  /** What is done with a rollout by hand. */
  public enum Deed {
    /** Goes as far as the gate lets it. */
    ADVANCE,
    /** Opens the gate. */
    PROMOTE,
    HOLD,
    RESUME,
    /** Puts all channels back. */
    ROLL_BACK
  }

  /** How a cluster is. */
  public enum Condition {
    /** As foretold. */
    GOOD,
    /** Not measured for long enough. */
    EARLY,
    /** Noisier than foretold, or ill. */
    WRONG,
    /** It cannot be measured or judged. */
    UNKNOWN
  }

  /**
   * A cluster.
   *
   * @param version of the release that its channel offers; empty when it offers none
   * @param nodes how many there are
   * @param running how many of them run what is offered
   * @param drifted how many run something else or nothing
   * @param nodeHours for how long they were measured
   * @param foretold hits per node-hour of all rules; NaN when nothing was foretold
   * @param measured the same, measured; NaN when nothing was
   * @param lost the share of events that were lost
   * @param errors rulesets that did not load and releases that were refused
   * @param remark what is wrong or strange, in a sentence; empty when nothing is
   * @param runs what its nodes run: releases with the number of nodes, the most first
   * @param rules each rule that was foretold or that fired, the most surprising first
   */
  public record Row(
      String cluster,
      String wave,
      String channel,
      String version,
      int nodes,
      int running,
      int drifted,
      double nodeHours,
      double foretold,
      double measured,
      double lost,
      long errors,
      Condition condition,
      String remark,
      List<String> runs,
      List<RuleNoise> rules) {
    public Row {
      runs = List.copyOf(runs);
      rules = List.copyOf(rules);
    }
  }

  /**
   * A rule's noise in a cluster.
   *
   * @param foretold hits per node-hour; NaN when nothing was
   * @param low the fewest hits to be expected in what was measured, 19 times out of 20
   * @param high the most
   * @param noisy whether it is more than chance explains
   */
  public record RuleNoise(
      String rule,
      double foretold,
      long low,
      long high,
      long hits,
      double measured,
      boolean noisy) {}

  /**
   * The rollout plans of a workspace.
   *
   * @param names of the plans as seen from the workspace
   */
  public record Plans(List<Path> files, List<String> names) {
    public Plans {
      files = List.copyOf(files);
      names = List.copyOf(names);
    }
  }
}
