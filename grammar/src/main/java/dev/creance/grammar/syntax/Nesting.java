package dev.creance.grammar.syntax;

import java.util.Arrays;

/**
 * How deep Falco's recursive parser is at each token of a condition, and where that is too much.
 *
 * <p>Each of its productions counts one, also those that only hand on to the next, so the limit is
 * reached by far fewer parentheses than its number says: by 199 at 1000. The offsets are where
 * Falco enters the production that is one too many, before or behind the blanks at that place.
 */
final class Nesting {
  /** What stood before the parenthesis of a group, and how much deeper its content is. */
  enum Opener {
    CHECK(5),
    NOT(4),
    AND(3),
    OR(2);

    private final int depth;

    Opener(int depth) {
      this.depth = depth;
    }
  }

  static final int FITS = -1;

  // Productions, by their depth in a group.
  private static final int AND_CHAIN = 1;
  private static final int NEGATION = 2;
  private static final int CHECK = 3;
  private static final int LEFT_SIDE = 4;
  private static final int VALUE = 5;
  private static final int INNER_VALUE = 6;
  private static final int RIGHT_TRANSFORMER = 7;

  private final String text;
  private final int limit;
  private int group = 1;
  private int transformer;
  private int lost;
  private Opener[] openers = new Opener[16];
  private int groups;

  /** Where the check behind the last {@code not} starts, or -1. */
  private int afterNot = -1;

  Nesting(String text, int limit) {
    this.text = text;
    this.limit = limit;
  }

  int openGroups() {
    return groups;
  }

  /** Of the innermost open group. */
  Opener opener() {
    return openers[groups - 1];
  }

  /** The start of a text: the offset where it is too deep, or {@link #FITS}. */
  int start() {
    int first = skipBlanks(0);
    return deepest(at(1, 0), at(1 + AND_CHAIN, first), at(1 + NEGATION, first));
  }

  int startReference(int offset) {
    return at(1, offset);
  }

  /** A token that was found in {@code mode}: the offset where it is too deep, or {@link #FITS}. */
  int read(int mode, int type, int start, int end) {
    int before = look(mode, type, start);
    int found = before >= 0 && type != ConditionLexer.LPAREN ? before : enter(mode, type, end);
    afterNot = type == ConditionLexer.NOT ? end : -1;
    return before >= 0 ? before : found;
  }

  /** What Falco enters before it looks for a token, whether it finds one or not. */
  int look(int mode, int type, int start) {
    return switch (mode) {
      case ConditionLexer.DEFAULT_MODE, ConditionLexer.CHECK ->
          type == ConditionLexer.NOT || type == ConditionLexer.NOT_GROUP
              ? FITS
              : at(group + CHECK, afterNot >= 0 ? afterNot : start);
      case ConditionLexer.UNSPACED_VALUE, ConditionLexer.STRING_VALUE ->
          type == ConditionLexer.MODIFIER ? FITS : at(group + INNER_VALUE, start);
      case ConditionLexer.LIST_VALUE ->
          type == ConditionLexer.LIST_OPEN ? FITS : at(group + INNER_VALUE, start);
      default -> FITS;
    };
  }

  private int enter(int mode, int type, int end) {
    return switch (type) {
      case ConditionLexer.LPAREN -> open(Opener.CHECK, end);
      case ConditionLexer.NOT_GROUP -> open(Opener.NOT, end);
      case ConditionLexer.AND_GROUP -> open(Opener.AND, end);
      case ConditionLexer.OR_GROUP -> open(Opener.OR, end);
      case ConditionLexer.RPAREN -> {
        close();
        yield FITS;
      }
      case ConditionLexer.AND -> at(group + NEGATION, end);
      case ConditionLexer.OR -> at(group + NEGATION, end);
      case ConditionLexer.FIELD -> at(depth(mode), end);
      case ConditionLexer.FIELD_INDEXED -> at(depth(mode), end - 1);
      case ConditionLexer.TRANSFORMER -> {
        transformer = depth(mode);
        int first = skipBlanks(end);
        int entered = mode == ConditionLexer.ARGUMENT ? end : first;
        yield deepest(at(transformer, entered), at(transformer + 1, first));
      }
      case ConditionLexer.NUMBER_OPERATOR ->
          deepest(at(group + VALUE, end), at(group + INNER_VALUE, skipBlanks(end)));
      case ConditionLexer.LIST_OPERATOR, ConditionLexer.MODIFIER -> at(group + VALUE, end);
      case ConditionLexer.COMMA ->
          switch (mode) {
            case ConditionLexer.ARGUMENT_END -> at(transformer + 1, end);
            case ConditionLexer.ITEM_END -> at(group + INNER_VALUE, end);
            default -> FITS;
          };
      case ConditionLexer.CLOSE, ConditionLexer.CLOSE_INDEXED -> {
        if (mode == ConditionLexer.ARGUMENT_END) {
          // Behind the outermost transformer nobody asks.
          transformer -= 2;
        }
        yield FITS;
      }
      default -> FITS;
    };
  }

  /** The depth of a field or a transformer. */
  private int depth(int mode) {
    return switch (mode) {
      case ConditionLexer.REFERENCE -> 2;
      case ConditionLexer.DEFAULT_MODE, ConditionLexer.CHECK -> group + LEFT_SIDE;
      case ConditionLexer.ARGUMENT, ConditionLexer.FIRST_ELEMENT, ConditionLexer.ELEMENT ->
          transformer + 2;
      default -> group + RIGHT_TRANSFORMER;
    };
  }

  private int open(Opener opener, int end) {
    if (groups == openers.length) {
      openers = Arrays.copyOf(openers, groups * 2);
    }
    openers[groups++] = opener;
    group += opener.depth;
    int first = skipBlanks(end);
    return deepest(at(group - 1, end), at(group, first), at(group + NEGATION, first));
  }

  void close() {
    group -= opener().depth;
    groups--;
  }

  /** Whether Falco finds the first value of a list too deep. It ignores that, see {@link #lose}. */
  boolean firstItemTooDeep() {
    return at(group + INNER_VALUE, 0) != FITS;
  }

  /**
   * Having taken a list as empty whose first value is too deep, Falco counts one production too
   * many for the rest of the text, and fails at its end.
   */
  void lose() {
    lost++;
  }

  boolean unbalanced() {
    return lost > 0;
  }

  private int at(int depth, int offset) {
    return depth + lost < limit ? FITS : offset;
  }

  private static int deepest(int... offsets) {
    for (int offset : offsets) {
      if (offset != FITS) {
        return offset;
      }
    }
    return FITS;
  }

  private int skipBlanks(int from) {
    return Lexical.skipBlanks(text, from);
  }
}
