package dev.creance.match;

/** How many rules may fire on one event: Falco's {@code rule_matching}. */
public enum Matching {
  /** Only the first one, in the order of the ruleset. */
  FIRST,
  /** All of them. */
  ALL
}
