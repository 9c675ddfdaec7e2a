package dev.creance.grammar.source;

/** How bad a diagnostic is: an error keeps the ruleset from loading, a warning does not. */
public enum Severity {
  ERROR,
  WARNING
}
