package dev.creance.grammar.service;

/** A thing with a name that rule files refer to. */
public record Symbol(Kind kind, String name) {
  /** What it is. */
  public enum Kind {
    RULE,
    MACRO,
    LIST,
    FIELD,
    TAG;

    /** As an item's key, and as people call it. */
    public String word() {
      return switch (this) {
        case RULE -> "rule";
        case MACRO -> "macro";
        case LIST -> "list";
        case FIELD -> "field";
        case TAG -> "tag";
      };
    }
  }

  @Override
  public String toString() {
    return kind.word() + " '" + name + "'";
  }
}
