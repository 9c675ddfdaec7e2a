package dev.creance.workbench.window.shown;

import java.util.Locale;

/**
 * A field that events may have.
 *
 * @param group the class of fields it belongs to
 * @param type for example {@code charbuf}
 * @param argument whether something in brackets has to follow its name
 */
public record FieldEntry(String name, String group, String type, boolean argument, String meaning) {
  /** Whether all of these words are in its name or its meaning. */
  public boolean fits(String words) {
    String all = (name + " " + meaning).toLowerCase(Locale.ROOT);
    for (String word : words.toLowerCase(Locale.ROOT).strip().split("\\s+")) {
      if (!all.contains(word)) {
        return false;
      }
    }
    return true;
  }
}
