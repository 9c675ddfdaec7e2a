package dev.creance.grammar.rules;

import java.util.Optional;

/**
 * A step of switching rules on or off after loading: those whose name fits the pattern, and those
 * with the tag.
 */
public record Selection(boolean enable, Optional<String> rule, Optional<String> tag) {
  /** By name; {@code *} stands for any run of characters. */
  public static Selection rule(boolean enable, String pattern) {
    return new Selection(enable, Optional.of(pattern), Optional.empty());
  }

  /** By tag. */
  public static Selection tag(boolean enable, String tag) {
    return new Selection(enable, Optional.empty(), Optional.of(tag));
  }
}
