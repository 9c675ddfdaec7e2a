package dev.creance.grammar.syntax;

import java.util.Arrays;

/**
 * How deep Falco's recursive parser would be at each place of a condition.
 *
 * <p>Each of its productions counts, so the limit is reached by far fewer parentheses than its
 * number says (199 at 1000). The depths are relative to {@link #group()}, the depth of the
 * production that reads the chain of {@code or} in the innermost group.
 */
final class Nesting {
  /** What stood before the parenthesis of a group. */
  enum Opener {
    CHECK(4),
    NOT(3),
    AND(2),
    OR(1);

    private final int depth;

    Opener(int depth) {
      this.depth = depth;
    }
  }

  static final int AND_CHAIN = 1;
  static final int NEGATION = 2;
  static final int CHECK = 3;
  static final int LEFT_SIDE = 4;
  static final int VALUE = 5;
  static final int INNER_VALUE = 6;
  static final int RIGHT_TRANSFORMER = 7;

  private final int limit;
  private int group = 1;
  private int transformer;
  private int lost;
  private Opener[] openers = new Opener[16];
  private int groups;

  Nesting(int limit) {
    this.limit = limit;
  }

  int group() {
    return group;
  }

  /** The depth of the innermost open transformer. */
  int transformer() {
    return transformer;
  }

  int openGroups() {
    return groups;
  }

  int limit() {
    return limit;
  }

  boolean allows(int depth) {
    return depth + lost < limit;
  }

  /** The depth of the group that {@code opener} would open, itself. */
  int opening(Opener opener) {
    return group + opener.depth;
  }

  void open(Opener opener) {
    if (groups == openers.length) {
      openers = Arrays.copyOf(openers, groups * 2);
    }
    openers[groups++] = opener;
    group += opener.depth + 1;
  }

  Opener close() {
    Opener opener = openers[--groups];
    group -= opener.depth + 1;
    return opener;
  }

  void openTransformer(int depth) {
    transformer = depth;
  }

  /** Back to the transformer around the innermost one; meaningless behind the outermost. */
  void closeTransformer() {
    transformer -= 2;
  }

  /**
   * Falco ignores that the first value of a list is too deep, but then counts one production too
   * many for the rest of the text, and fails at its end.
   */
  void lose() {
    lost++;
  }

  boolean unbalanced() {
    return lost > 0;
  }
}
