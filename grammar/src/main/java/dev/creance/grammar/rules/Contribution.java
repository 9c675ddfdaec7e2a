package dev.creance.grammar.rules;

import dev.creance.grammar.checked.Origin;
import java.util.List;

/**
 * An item of a rule file that had a part in a list, macro or rule.
 *
 * @param origin the whole item
 * @param keys what it gave, for example {@code condition}
 */
public record Contribution(Kind kind, Origin origin, List<String> keys) {
  public Contribution {
    keys = List.copyOf(keys);
  }

  /** How it contributes. */
  public enum Kind {
    DEFINE,
    APPEND,
    REPLACE,
    /** A lone {@code enabled}. */
    TOGGLE
  }
}
