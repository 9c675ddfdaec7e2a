package dev.creance.workbench.window.model;

/** The places of the window, in the order of the bar at its left. */
public enum Place {
  AUTHOR("Author", "Write rules, see what they hit"),
  NOISE("Noise", "All rules, the noisiest first"),
  EXPLORE("Explore", "Events of a corpus"),
  PROVE("Prove", "Tests, coverage by technique, mutation"),
  PUBLISH("Publish", "Releases, approvals, clusters"),
  NORMAL("Normal", "What each workload does on an ordinary day, and what is new"),
  CORPORA("Corpora", "Recordings: import, record, label"),
  NETWORK("Network", "Who talks to whom, what failed, how load is spread");

  private final String title;
  private final String purpose;

  Place(String title, String purpose) {
    this.title = title;
    this.purpose = purpose;
  }

  public String title() {
    return title;
  }

  public String purpose() {
    return purpose;
  }
}
