package dev.creance.release.follow;

/** Why a release may not run. */
public record Refusal(Kind kind, String message) {
  /** Kinds of reasons, by the names that metrics give them. */
  public enum Kind {
    UNSIGNED("unsigned"),
    SIGNATURE("signature"),
    SELF_APPROVED("self_approved"),
    APPROVALS("approvals"),
    DOWNGRADE("downgrade"),
    /** Not whole, or not what its digests say. */
    DAMAGED("damaged"),
    /** Its rules do not load. */
    RULES("rules"),
    OTHER_RULESET("other_ruleset");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }
}
