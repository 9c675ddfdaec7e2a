package dev.creance.grammar.checked;

import java.util.List;

/** The tree of a regular expression. */
sealed interface RegexTree {
  /** A character in one of the ranges: pairs of first and last code point, sorted, disjoint. */
  record Chars(int[] ranges) implements RegexTree {}

  record Sequence(List<RegexTree> parts) implements RegexTree {}

  record Choice(List<RegexTree> parts) implements RegexTree {}

  /** {@code most} is −1 for no limit; {@code counted} tells <code>{2,3}</code> from {@code *+?}. */
  record Repeat(RegexTree part, int least, int most, boolean counted) implements RegexTree {}

  /** {@code ^}: at the start of a line. */
  record LineStart() implements RegexTree {}

  /** {@code $}: at the end of a line. */
  record LineEnd() implements RegexTree {}
}
