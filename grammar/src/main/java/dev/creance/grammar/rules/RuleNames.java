package dev.creance.grammar.rules;

/** Names of rules in other clothes. */
public final class RuleNames {
  private RuleNames() {}

  /**
   * A name as Falco puts it into metrics: letters, digits, {@code _} and {@code :} only, every run
   * of other characters one {@code _}, none at the end. For example {@code Read_sensitive_file}.
   */
  public static String sanitized(String name) {
    String clean = name.replaceAll("[^a-zA-Z0-9_:]", "_").replaceAll("_+", "_");
    return clean.endsWith("_") ? clean.substring(0, clean.length() - 1) : clean;
  }
}
