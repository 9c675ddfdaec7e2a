package dev.creance.grammar.checked;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads regular expressions in RE2's POSIX syntax: no Perl classes, no word boundaries, no {@code
 * (?…)}, no lazy operators, no back-references; {@code ^} and {@code $} mean lines. Errors are
 * RE2's.
 */
final class RegexParser {
  private static final int MOST_REPETITIONS = 1000;

  /** A pattern that RE2 refuses. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String problem, String part) {
      super(part.isEmpty() ? problem : problem + ": " + part, null, false, false);
    }

    String problem() {
      return String.valueOf(getMessage());
    }
  }

  private final String pattern;
  private int at;

  /** The alternatives and the sequence at hand of every open parenthesis, outermost first. */
  private final List<List<RegexTree>> choices = new ArrayList<>();

  private final List<List<RegexTree>> sequences = new ArrayList<>();

  private RegexParser(String pattern) {
    this.pattern = pattern;
  }

  /** Reads a pattern, a byte string. */
  static RegexTree parse(String pattern) throws Refused {
    return new RegexParser(pattern).parse();
  }

  private RegexTree parse() throws Refused {
    open();
    while (at < pattern.length()) {
      switch (pattern.charAt(at)) {
        case '(' -> {
          at++;
          open();
        }
        case '|' -> {
          at++;
          choices.getLast().add(sequence(sequences.removeLast()));
          sequences.add(new ArrayList<>());
        }
        case ')' -> {
          if (choices.size() == 1) {
            throw new Refused("unexpected )", pattern);
          }
          at++;
          RegexTree group = close();
          sequences.getLast().add(group);
        }
        case '^' -> {
          at++;
          sequences.getLast().add(new RegexTree.LineStart());
        }
        case '$' -> {
          at++;
          sequences.getLast().add(new RegexTree.LineEnd());
        }
        case '.' -> {
          at++;
          sequences.getLast().add(new RegexTree.Chars(RegexClasses.DOT));
        }
        case '[' -> sequences.getLast().add(new RegexTree.Chars(characterClass()));
        case '*' -> repeat(at, at + 1, 0, -1, false);
        case '+' -> repeat(at, at + 1, 1, -1, false);
        case '?' -> repeat(at, at + 1, 0, 1, false);
        case '{' -> {
          if (!counted()) {
            literal(character());
          }
        }
        case '\\' -> literal(escape());
        default -> literal(character());
      }
    }
    if (choices.size() > 1) {
      throw new Refused("missing )", pattern);
    }
    return close();
  }

  private void open() {
    choices.add(new ArrayList<>());
    sequences.add(new ArrayList<>());
  }

  private RegexTree close() {
    List<RegexTree> parts = choices.removeLast();
    parts.add(sequence(sequences.removeLast()));
    return parts.size() == 1 ? parts.getFirst() : new RegexTree.Choice(List.copyOf(parts));
  }

  private static RegexTree sequence(List<RegexTree> parts) {
    return parts.size() == 1 ? parts.getFirst() : new RegexTree.Sequence(List.copyOf(parts));
  }

  private void literal(int c) {
    sequences.getLast().add(new RegexTree.Chars(RegexClasses.one(c)));
  }

  private void repeat(int start, int end, int least, int most, boolean counted) throws Refused {
    String text = pattern.substring(start, end);
    if (counted
        && ((most != -1 && most < least) || least > MOST_REPETITIONS || most > MOST_REPETITIONS)) {
      throw new Refused("invalid repetition size", text);
    }
    List<RegexTree> sequence = sequences.getLast();
    if (sequence.isEmpty()) {
      throw new Refused("no argument for repetition operator", text);
    }
    RegexTree repeated = new RegexTree.Repeat(sequence.removeLast(), least, most, counted);
    if (counted && (least >= 2 || most >= 2) && copies(repeated, MOST_REPETITIONS) == 0) {
      throw new Refused("invalid repetition size", text);
    }
    sequence.add(repeated);
    at = end;
  }

  /** What is left of an allowance of copies that counted repetitions, one in another, divide. */
  private static int copies(RegexTree tree, int allowance) {
    return switch (tree) {
      case RegexTree.Repeat repeat -> {
        int times = repeat.most() < 0 ? repeat.least() : repeat.most();
        yield copies(repeat.part(), repeat.counted() && times > 0 ? allowance / times : allowance);
      }
      case RegexTree.Sequence sequence -> least(sequence.parts(), allowance);
      case RegexTree.Choice choice -> least(choice.parts(), allowance);
      case RegexTree.Chars _, RegexTree.LineStart _, RegexTree.LineEnd _ -> allowance;
    };
  }

  private static int least(List<RegexTree> parts, int allowance) {
    int least = allowance;
    for (RegexTree part : parts) {
      least = Math.min(least, copies(part, allowance));
    }
    return least;
  }

  /**
   * Reads <code>{2}</code>, <code>{2,}</code> or <code>{2,3}</code>; else the brace is a character.
   */
  private boolean counted() throws Refused {
    int[] position = {at + 1};
    int least = number(position);
    if (least < 0 || position[0] >= pattern.length()) {
      return false;
    }
    int most = least;
    if (pattern.charAt(position[0]) == ',') {
      position[0]++;
      if (position[0] < pattern.length() && pattern.charAt(position[0]) == '}') {
        most = -1;
      } else {
        most = number(position);
        if (most < 0) {
          return false;
        }
      }
    }
    if (position[0] >= pattern.length() || pattern.charAt(position[0]) != '}') {
      return false;
    }
    repeat(at, position[0] + 1, least, most, true);
    return true;
  }

  private int number(int[] position) {
    int start = position[0];
    int end = start;
    while (end < pattern.length() && digit(pattern.charAt(end))) {
      end++;
    }
    boolean leadingZero = end > start + 1 && pattern.charAt(start) == '0';
    if (end == start || leadingZero || end - start > 9) {
      return -1;
    }
    position[0] = end;
    return Integer.parseInt(pattern.substring(start, end));
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  /**
   * The next character, of one to four bytes. RE2 calls the lack of one invalid UTF-8, too, where
   * it does not look for the end of the pattern first.
   */
  private int character() throws Refused {
    if (at == pattern.length()) {
      throw new Refused("invalid UTF-8", "");
    }
    int first = pattern.charAt(at);
    if (first < 0x80) {
      at++;
      return first;
    }
    int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
    int least = more == 3 ? 0x10000 : more == 2 ? 0x800 : 0x80;
    if (first < 0xC0 || first > 0xF7 || at + more >= pattern.length()) {
      throw new Refused("invalid UTF-8", "");
    }
    int c = first & (0x3F >> more);
    for (int i = 1; i <= more; i++) {
      int next = pattern.charAt(at + i);
      if ((next & 0xC0) != 0x80) {
        throw new Refused("invalid UTF-8", "");
      }
      c = (c << 6) | (next & 0x3F);
    }
    if (c < least || c > RegexClasses.LAST) {
      throw new Refused("invalid UTF-8", "");
    }
    at += more + 1;
    return c;
  }

  private int escape() throws Refused {
    int start = at++;
    if (at == pattern.length()) {
      throw new Refused("trailing \\", "");
    }
    int c = character();
    return switch (c) {
      case '1', '2', '3', '4', '5', '6', '7' -> {
        if (at == pattern.length() || !octal(pattern.charAt(at))) {
          throw bad(start);
        }
        yield octal(c - '0');
      }
      case '0' -> octal(0);
      case 'x' -> hexadecimal(start);
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'a' -> 7;
      case 'f' -> '\f';
      case 'v' -> 11;
      default -> {
        boolean letterOrDigit =
            (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (c >= 0x80 || letterOrDigit) {
          throw bad(start);
        }
        yield c;
      }
    };
  }

  private Refused bad(int start) {
    return new Refused("invalid escape sequence", pattern.substring(start, at));
  }

  private static boolean octal(char c) {
    return c >= '0' && c <= '7';
  }

  private int octal(int first) {
    int code = first;
    for (int i = 0; i < 2 && at < pattern.length() && octal(pattern.charAt(at)); i++) {
      code = code * 8 + pattern.charAt(at++) - '0';
    }
    return code;
  }

  private int hexadecimal(int start) throws Refused {
    if (at == pattern.length()) {
      throw bad(start);
    }
    int c = character();
    if (c != '{') {
      if (at == pattern.length()) {
        throw bad(start);
      }
      int second = character();
      if (hex(c) < 0 || hex(second) < 0) {
        throw bad(start);
      }
      return hex(c) * 16 + hex(second);
    }
    int code = 0;
    int digits = 0;
    while (true) {
      c = character();
      if (hex(c) < 0) {
        break;
      }
      digits++;
      code = code * 16 + hex(c);
      if (code > RegexClasses.LAST || at == pattern.length()) {
        throw bad(start);
      }
    }
    if (c != '}' || digits == 0) {
      throw bad(start);
    }
    return code;
  }

  private static int hex(int c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }

  private int[] characterClass() throws Refused {
    int start = at++;
    boolean negated = at < pattern.length() && pattern.charAt(at) == '^';
    if (negated) {
      at++;
    }
    int[] ranges = {};
    boolean first = true;
    while (at < pattern.length() && (pattern.charAt(at) != ']' || first)) {
      if (pattern.charAt(at) == '-'
          && !first
          && (at + 1 == pattern.length() || pattern.charAt(at + 1) != ']')) {
        int dash = at++;
        character();
        throw new Refused("invalid character class range", pattern.substring(dash, at));
      }
      first = false;
      int[] named = named();
      ranges = RegexClasses.union(ranges, named.length > 0 ? named : range(start));
    }
    if (at == pattern.length()) {
      throw new Refused("missing ]", pattern.substring(start));
    }
    at++;
    return negated ? RegexClasses.negated(ranges) : ranges;
  }

  /** Reads {@code [:name:]}; empty when there is none. */
  private int[] named() throws Refused {
    if (!pattern.startsWith("[:", at) || at + 2 >= pattern.length()) {
      return new int[0];
    }
    int end = pattern.indexOf(":]", at + 2);
    if (end < 0) {
      return new int[0];
    }
    int[] ranges = RegexClasses.posix(pattern.substring(at + 2, end));
    if (ranges == null) {
      throw new Refused("invalid character class range", pattern.substring(at, end + 2));
    }
    at = end + 2;
    return Arrays.copyOf(ranges, ranges.length);
  }

  private int[] range(int classStart) throws Refused {
    int start = at;
    int low = classCharacter(classStart);
    int high = low;
    if (at + 1 < pattern.length() && pattern.charAt(at) == '-' && pattern.charAt(at + 1) != ']') {
      at++;
      high = classCharacter(classStart);
      if (high < low) {
        throw new Refused("invalid character class range", pattern.substring(start, at));
      }
    }
    return new int[] {low, high};
  }

  private int classCharacter(int classStart) throws Refused {
    if (at == pattern.length()) {
      throw new Refused("missing ]", pattern.substring(classStart));
    }
    return pattern.charAt(at) == '\\' ? escape() : character();
  }
}
