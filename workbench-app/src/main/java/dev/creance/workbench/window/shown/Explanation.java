package dev.creance.workbench.window.shown;

import java.util.List;

/**
 * What a name in a rule file means.
 *
 * @param title for example {@code macro spawned_process}
 * @param detail one line beside it; may be empty
 * @param code rule text; may be empty
 * @param prose an explanation; may be empty
 * @param examples values that the open corpora have, the most frequent first
 */
public record Explanation(
    String title, String detail, String code, String prose, List<String> examples) {
  public Explanation {
    examples = List.copyOf(examples);
  }
}
