package dev.creance.corpus.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The parts of a text that it is found by: runs of letters and digits, in lower case.
 *
 * <pre>
 * /usr/lib/x86_64-linux-gnu/libc.so.6    usr lib x86 64 linux gnu libc so 6
 * bash -c "curl http://10.0.0.7:8080/x"  bash c curl http 10 0 0 7 8080 x
 * </pre>
 *
 * A word that is looked for is cut in the same way: all its parts but the last must be parts of the
 * text, the last one the beginning of a part; then the word as a whole must be in the text.
 */
final class TextParts {
  /** Longer parts are cut: nobody types more, and the whole word is compared anyway. */
  static final int LONGEST = 64;

  private String text = "";
  private int at;
  private int start;
  private int end;

  /**
   * @param lowered a text in lower case
   */
  void reset(String lowered) {
    text = lowered;
    at = 0;
  }

  /** Goes to the next part; false when there is none. */
  boolean next() {
    int length = text.length();
    while (at < length && !Character.isLetterOrDigit(text.charAt(at))) {
      at++;
    }
    start = at;
    while (at < length && Character.isLetterOrDigit(text.charAt(at))) {
      at++;
    }
    end = Math.min(at, start + LONGEST);
    return start < at;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** All parts of a text in lower case. */
  static List<String> of(String lowered) {
    TextParts parts = new TextParts();
    parts.reset(lowered);
    List<String> all = new ArrayList<>();
    while (parts.next()) {
      all.add(lowered.substring(parts.start, parts.end));
    }
    return all;
  }
}
