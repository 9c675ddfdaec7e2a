package dev.creance.workbench.window.shown;

import java.util.List;

/**
 * What a workload was seen to do.
 *
 * @param seen how often anything of it was seen
 */
public record NormalWorkload(String name, long seen, List<Behaviour> behaviours) {
  public NormalWorkload {
    behaviours = List.copyOf(behaviours);
  }

  /** Something that it does: what kind of thing, what exactly, how often, on how many hosts. */
  public record Behaviour(String kind, String what, long count, int hosts, int days) {}

  /**
   * Something that one recording has and the other has not.
   *
   * @param fresh whether it is new; else it was not seen again
   */
  public record Difference(boolean fresh, String workload, String kind, String what, long count) {}

  /**
   * Profiles of all workloads.
   *
   * @param learnedFrom what they were learned from, as text; empty when nothing is labelled normal
   */
  public record All(List<NormalWorkload> workloads, String learnedFrom) {
    public All {
      workloads = List.copyOf(workloads);
    }
  }
}
