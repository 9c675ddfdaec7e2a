package dev.creance.workbench.window.shown;

import java.util.List;

/**
 * Which techniques of MITRE ATT&amp;CK the rules catch.
 *
 * @param steps labelled attack steps
 * @param caught those that some rule catches
 */
public record Coverage(List<Tactic> tactics, int steps, int caught) {
  public Coverage {
    tactics = List.copyOf(tactics);
  }

  /** A tactic, as rules' tags name it. */
  public record Tactic(String name, List<Technique> techniques) {
    public Tactic {
      techniques = List.copyOf(techniques);
    }
  }

  /**
   * A technique.
   *
   * @param steps its labelled steps; none when no recording shows it
   * @param claimedBy rules that have it as a tag
   */
  public record Technique(String id, List<Step> steps, List<String> claimedBy) {
    public Technique {
      steps = List.copyOf(steps);
      claimedBy = List.copyOf(claimedBy);
    }

    public long caught() {
      return steps.stream().filter(step -> !step.caughtBy().isEmpty()).count();
    }
  }

  /**
   * A labelled attack step.
   *
   * @param filter a condition for the events of its time
   */
  public record Step(String name, String corpus, String filter, List<String> caughtBy) {
    public Step {
      caughtBy = List.copyOf(caughtBy);
    }
  }
}
