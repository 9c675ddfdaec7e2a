package dev.creance.grammar.yaml;

import java.util.Arrays;

/**
 * Reads the text of one scalar: scan to the end of the line, eat the break, eat the next line's
 * indentation, fold; and so on until the scalar's end. The settings below make it a plain, quoted
 * or block scalar.
 */
final class ScalarScanner {
  /** What ends the scalar besides indentation. */
  enum End {
    PLAIN_IN_BLOCK,
    PLAIN_IN_FLOW,
    SINGLE_QUOTE,
    DOUBLE_QUOTE,
    NOTHING
  }

  enum Fold {
    NONE,
    BLOCK,
    FLOW
  }

  enum Chomp {
    STRIP,
    CLIP,
    KEEP
  }

  private final CharStream in;
  private char[] out = new char[256];
  private int[] from = new int[256];
  private int[] to = new int[256];
  private int size;

  // Settings of the scalar at hand.
  End end = End.NOTHING;
  Fold fold = Fold.NONE;
  Chomp chomp = Chomp.CLIP;
  int indent;
  boolean detectIndent;
  boolean eatLeadingBlanks;
  boolean trimTrailingBlanks;
  boolean tabsMayNotIndent;

  /** Whether the scalar ended because a line was indented less. */
  boolean endedByIndent;

  // State between the lines of the scalar at hand.
  private boolean foundNonEmptyLine;
  private boolean pastOpeningBreak;
  private boolean emptyLine;
  private boolean moreIndented;
  private int foldedBreaks;
  private boolean foldedBreaksStartedMoreIndented;
  private int lastEscape;
  private boolean escapedBreak;
  private int lastSolid;
  private int contentEnd;

  ScalarScanner(CharStream in) {
    this.in = in;
  }

  void reset(End scalarEnd, Fold scalarFold) {
    end = scalarEnd;
    fold = scalarFold;
    chomp = Chomp.CLIP;
    indent = 0;
    detectIndent = false;
    eatLeadingBlanks = false;
    trimTrailingBlanks = false;
    tabsMayNotIndent = false;
    endedByIndent = false;
    size = 0;
    foundNonEmptyLine = false;
    pastOpeningBreak = scalarFold == Fold.FLOW;
    emptyLine = false;
    moreIndented = false;
    foldedBreaks = 0;
    foldedBreaksStartedMoreIndented = false;
    lastEscape = -1;
    contentEnd = in.position();
  }

  String text() {
    return new String(out, 0, size);
  }

  OffsetMap map() {
    return OffsetMap.of(from, to, size, contentEnd);
  }

  /** The offset behind the last character that belongs to the scalar. */
  int contentEnd() {
    return contentEnd;
  }

  private boolean quoted() {
    return end == End.SINGLE_QUOTE || end == End.DOUBLE_QUOTE;
  }

  void scan() throws YamlException {
    while (in.more()) {
      scanLine();
      if (!in.more()) {
        if (quoted()) {
          throw new YamlException(in.position(), "illegal EOF in scalar");
        }
        break;
      }
      if (plain() && in.column() == 0 && in.atDocumentIndicator()) {
        break;
      }
      if (atEnd()) {
        if (quoted()) {
          in.eat(1);
          contentEnd = in.position();
        }
        break;
      }
      if (fold == Fold.FLOW) {
        size = lastSolid;
      }
      int breakStart = in.position();
      in.eat(in.breakLength());
      int breakEnd = in.position();
      eatIndentation();
      foldBreak(breakStart, breakEnd);
      if (!emptyLine && in.column() < indent) {
        endedByIndent = true;
        break;
      }
    }
    trim();
  }

  private boolean plain() {
    return end == End.PLAIN_IN_BLOCK || end == End.PLAIN_IN_FLOW;
  }

  private void scanLine() throws YamlException {
    lastSolid = size;
    escapedBreak = false;
    while (in.more() && !atEnd() && !in.atBreak()) {
      if (in.column() == 0 && end != End.NOTHING && in.atDocumentIndicator()) {
        if (plain()) {
          return;
        }
        throw new YamlException(in.position(), "illegal document indicator in scalar");
      }
      foundNonEmptyLine = true;
      pastOpeningBreak = true;
      int start = in.position();
      if (end == End.DOUBLE_QUOTE && in.peek() == '\\') {
        char next = in.peek(1);
        if (next == '\n' || next == '\r') {
          in.get();
          lastSolid = size;
          lastEscape = size;
          escapedBreak = true;
          return;
        }
        escape();
        lastSolid = size;
        lastEscape = size;
      } else if (end == End.SINGLE_QUOTE && in.peek() == '\'') {
        in.eat(2);
        put('\'', start, in.position());
        lastSolid = size;
        lastEscape = size;
      } else if (in.peek() == 0 && !quoted()) {
        // To yaml-cpp, a NUL in an unquoted scalar is what a backslash is in double quotes.
        escape();
        lastSolid = size;
        lastEscape = size;
        contentEnd = in.position();
      } else {
        char c = in.get();
        put(c, start, start + 1);
        if (c != ' ' && c != '\t') {
          lastSolid = size;
          contentEnd = in.position();
        }
      }
    }
  }

  private void eatIndentation() throws YamlException {
    while (in.peek() == ' '
        && (in.column() < indent || (detectIndent && !foundNonEmptyLine))
        && !atEnd()) {
      in.eat(1);
    }
    if (detectIndent && !foundNonEmptyLine) {
      indent = Math.max(indent, in.column());
    }
    while (in.atBlank()) {
      if (in.peek() == '\t' && in.column() < indent && tabsMayNotIndent) {
        throw new YamlException(in.position(), "illegal tab when looking for indentation");
      }
      if (!eatLeadingBlanks || atEnd()) {
        break;
      }
      in.eat(1);
    }
  }

  private void foldBreak(int breakStart, int breakEnd) {
    boolean nextEmpty = in.atBreak();
    boolean nextMoreIndented = in.atBlank();
    if (fold == Fold.BLOCK && foldedBreaks == 0 && nextEmpty) {
      foldedBreaksStartedMoreIndented = moreIndented;
    }
    if (pastOpeningBreak) {
      switch (fold) {
        case NONE -> put('\n', breakStart, breakEnd);
        case BLOCK -> {
          if (!emptyLine
              && !nextEmpty
              && !moreIndented
              && !nextMoreIndented
              && in.column() >= indent) {
            put(' ', breakStart, breakEnd);
          } else if (nextEmpty) {
            foldedBreaks++;
          } else {
            put('\n', breakStart, breakEnd);
          }
          if (!nextEmpty && foldedBreaks > 0) {
            for (int i = 1; i < foldedBreaks; i++) {
              put('\n', breakStart, breakEnd);
            }
            if (foldedBreaksStartedMoreIndented || nextMoreIndented || !foundNonEmptyLine) {
              put('\n', breakStart, breakEnd);
            }
            foldedBreaks = 0;
          }
        }
        case FLOW -> {
          if (nextEmpty) {
            put('\n', breakStart, breakEnd);
          } else if (!emptyLine && !escapedBreak) {
            put(' ', breakStart, breakEnd);
          }
        }
      }
    }
    emptyLine = nextEmpty;
    moreIndented = nextMoreIndented;
    pastOpeningBreak = true;
  }

  private void trim() {
    // What an escape wrote stays, blanks and line breaks included.
    if (trimTrailingBlanks) {
      int last = size - 1;
      while (last >= 0 && (out[last] == ' ' || out[last] == '\t')) {
        last--;
      }
      last = Math.max(last, lastEscape);
      if (last >= 0) {
        size = Math.min(size, last + 1);
      }
    }
    if (chomp == Chomp.KEEP) {
      return;
    }
    int last = size - 1;
    while (last >= 0 && out[last] == '\n') {
      last--;
    }
    last = Math.max(last, lastEscape);
    if (last < 0) {
      size = 0;
    } else {
      size = Math.min(size, last + (chomp == Chomp.CLIP ? 2 : 1));
    }
  }

  private boolean atEnd() {
    return switch (end) {
      case PLAIN_IN_BLOCK -> (in.peek() == ':' && in.blankBreakOrEnd(1)) || beforeComment();
      case PLAIN_IN_FLOW -> atFlowEnd();
      case SINGLE_QUOTE -> in.peek() == '\'' && in.peek(1) != '\'';
      case DOUBLE_QUOTE -> in.peek() == '"';
      case NOTHING -> in.atEndMark();
    };
  }

  private boolean atFlowEnd() {
    return switch (in.peek()) {
      case ',', '?', '[', ']', '{', '}' -> true;
      case ':' -> {
        char next = in.peek(1);
        yield next == ',' || next == ']' || next == '}' || in.blankBreakOrEnd(1);
      }
      default -> beforeComment();
    };
  }

  private boolean beforeComment() {
    return in.blankOrBreak(0) && in.peek(in.peek() == '\r' && in.peek(1) == '\n' ? 2 : 1) == '#';
  }

  private void escape() throws YamlException {
    int start = in.position();
    in.get();
    char c = in.get();
    int code =
        switch (c) {
          case '0' -> 0;
          case 'a' -> 7;
          case 'b' -> 8;
          case 't', '\t' -> 9;
          case 'n' -> 10;
          case 'v' -> 11;
          case 'f' -> 12;
          case 'r' -> 13;
          case 'e' -> 27;
          case ' ', '"', '\'', '\\', '/' -> c;
          case 'N' -> RawBytes.escaped(0x85);
          case '_' -> RawBytes.escaped(0xA0);
          case 'L' -> 0x2028;
          case 'P' -> 0x2029;
          case 'x' -> hex(2);
          case 'u' -> hex(4);
          case 'U' -> hex(8);
          default -> throw new YamlException(in.position(), "unknown escape character: " + c);
        };
    int stop = in.position();
    for (char unit : Character.toChars(code)) {
      put(unit, start, stop);
    }
  }

  private int hex(int digits) throws YamlException {
    long value = 0;
    boolean bad = false;
    for (int i = 0; i < digits; i++) {
      char c = in.get();
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      bad |= digit < 0;
      value = (value << 4) + digit;
    }
    if (bad) {
      throw new YamlException(in.position(), "bad character found while scanning hex number");
    }
    if ((value >= 0xD800 && value <= 0xDFFF) || value > 0x10FFFF) {
      throw new YamlException(in.position(), "invalid unicode: " + value);
    }
    return (int) value;
  }

  private void put(char c, int start, int stop) {
    if (size == out.length) {
      out = Arrays.copyOf(out, size * 2);
      from = Arrays.copyOf(from, size * 2);
      to = Arrays.copyOf(to, size * 2);
    }
    out[size] = c;
    from[size] = start;
    to[size++] = stop;
  }
}
