package dev.creance.corpus.evaluate;

import dev.creance.grammar.checked.Constant;
import dev.creance.grammar.syntax.Operator;
import org.jspecify.annotations.Nullable;

/**
 * For each of many texts which pairs of neighbouring bytes it has, whatever the case of letters, as
 * marks in a few words: a text that lacks a mark of a constant does not contain it.
 */
final class PairMarks {
  private static final int WORDS = 4;

  private final long[] marks;

  PairMarks(@Nullable String[] texts) {
    marks = new long[WORDS * texts.length];
    for (int i = 0; i < texts.length; i++) {
      String text = texts[i];
      if (text != null) {
        mark(text, 0, text.length(), marks, WORDS * i);
      }
    }
  }

  /** The marks that texts must have to pass a predicate; null when nothing can be said. */
  static long @Nullable [] needed(ValuePredicate predicate) {
    if (predicate.modifier().isPresent()
        || predicate.constants().size() != 1
        || !(predicate.constants().getFirst() instanceof Constant.Text constant)) {
      return null;
    }
    String text = constant.value();
    Operator operator = predicate.operator();
    long[] needed = new long[WORDS];
    if (operator == Operator.CONTAINS
        || operator == Operator.ICONTAINS
        || operator == Operator.ENDSWITH) {
      mark(text, 0, text.length(), needed, 0);
      return needed;
    }
    boolean glob = operator == Operator.GLOB || operator == Operator.IGLOB;
    if (!glob || text.indexOf('[') >= 0 || text.indexOf('\\') >= 0) {
      return null;
    }
    int start = 0;
    for (int end = 0; end <= text.length(); end++) {
      if (end == text.length() || text.charAt(end) == '*' || text.charAt(end) == '?') {
        mark(text, start, end, needed, 0);
        start = end + 1;
      }
    }
    return needed;
  }

  /** Whether a text has all of the marks. */
  boolean has(int text, long[] needed) {
    int at = WORDS * text;
    return (marks[at] & needed[0]) == needed[0]
        && (marks[at + 1] & needed[1]) == needed[1]
        && (marks[at + 2] & needed[2]) == needed[2]
        && (marks[at + 3] & needed[3]) == needed[3];
  }

  private static void mark(String text, int start, int end, long[] into, int at) {
    if (start >= end) {
      return;
    }
    int before = lower(text.charAt(start));
    for (int i = start + 1; i < end; i++) {
      int here = lower(text.charAt(i));
      int hash = (before * 31 + here) * 0x9E3779B1 >>> 24;
      into[at + (hash >>> 6)] |= 1L << hash;
      before = here;
    }
  }

  private static int lower(char c) {
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
  }
}
