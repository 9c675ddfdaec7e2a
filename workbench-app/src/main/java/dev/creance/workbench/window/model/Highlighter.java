package dev.creance.workbench.window.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Colours of rule files: YAML keys, comments and values, and the conditions and outputs in them. It
 * looks at lines alone and works on texts that do not parse.
 */
public final class Highlighter {
  private static final Pattern KEY =
      Pattern.compile("^(\\s*(?:-\\s+)*)([A-Za-z_][\\w.-]*)(:)(?=\\s|$)(.*)$");
  private static final Pattern CONDITION =
      Pattern.compile(
          "(?<string>\"(?:\\\\.|[^\"\\\\])*\"?|'[^']*'?)"
              + "|(?<operator>!=|>=|<=|==|=|<|>|\\b(?:and|or|not|in|intersects|pmatch|contains"
              + "|icontains|bcontains|startswith|bstartswith|endswith|glob|iglob|regex|exists)\\b)"
              + "|(?<field>\\b[a-z][a-z0-9_]*(?:\\.[a-z0-9_]+)+(?:\\[[^\\]]*\\])?)"
              + "|(?<number>\\b\\d+\\b)"
              + "|(?<word>[\\w./-]+)");
  private static final Pattern REFERENCE = Pattern.compile("%[a-z][\\w.]*(?:\\[[^\\]]*\\])?");
  private static final Set<String> NAMES = Set.of("rule", "macro", "list");
  private static final Set<String> OPERATOR_WORDS = Set.of("and", "or", "not");

  /** As many lines as are looked at while somebody waits. */
  private static final int MOST_AT_ONCE = 100;

  /** A stretch of a line and its kind, which is the name of a style. */
  public record Run(int start, int end, String style) {}

  /**
   * A text's colours.
   *
   * @param lines the runs of each line, in order, without overlaps
   * @param lengths of each line, in chars
   * @param states what each line's beginning belongs to
   */
  @SuppressWarnings("ArrayRecordComponent") // never changed, and thousands of lines long
  public record Coloured(List<List<Run>> lines, int[] lengths, int[] states) {
    public static final Coloured NOTHING = new Coloured(List.of(), new int[0], new int[0]);
  }

  /**
   * Where a text was changed.
   *
   * @param line the first line that is another now, from 0
   * @param start its offset
   * @param removed how many line ends went
   * @param added how many line ends came
   */
  public record Edit(int line, int start, int removed, int added) {}

  /**
   * Colours after an edit.
   *
   * @param end behind the last line that may have other colours than before
   */
  public record Recoloured(Coloured coloured, int end) {}

  /** What a line's text belongs to. */
  private enum Block {
    NONE,
    TEXT,
    CONDITION,
    OUTPUT
  }

  private static final List<Block> BLOCKS = List.of(Block.values());

  private Block block = Block.NONE;
  private int blockIndent;

  private Highlighter() {}

  /**
   * The colours of a text.
   *
   * @param before colours of nearly the same text: what is as there is given as the same lists,
   *     which makes them quick to compare
   */
  static Coloured of(String text, Coloured before) {
    Highlighter highlighter = new Highlighter();
    List<List<Run>> lines = new ArrayList<>();
    IntStream.Builder lengths = IntStream.builder();
    IntStream.Builder states = IntStream.builder();
    int start = 0;
    while (start <= text.length()) {
      int end = end(text, start);
      states.add(highlighter.state());
      lines.add(highlighter.line(text.substring(start, end)));
      lengths.add(end - start);
      start = end + 1;
    }
    reuse(lines, before.lines);
    return new Coloured(lines, lengths.build().toArray(), states.build().toArray());
  }

  private static int end(String text, int start) {
    int end = text.indexOf('\n', start);
    return end < 0 ? text.length() : end;
  }

  /**
   * The colours of a text after an edit. Only the lines that were edited are looked at, and those
   * behind them until they mean what they meant before: that is quick enough to be done with each
   * key.
   *
   * @param before the colours of the text before
   * @return nothing when too many lines are concerned
   */
  public static Optional<Recoloured> edited(Coloured before, String text, Edit edit) {
    int moved = edit.added - edit.removed;
    int count = before.lines.size() + moved;
    if (edit.added > MOST_AT_ONCE || edit.line + edit.removed >= before.lines.size()) {
      return Optional.empty();
    }
    Highlighter highlighter = new Highlighter();
    highlighter.begin(before.states[edit.line]);
    List<List<Run>> fresh = new ArrayList<>();
    int[] lengths = Arrays.copyOf(before.lengths, count);
    int[] states = Arrays.copyOf(before.states, count);
    int line = edit.line;
    int start = edit.start;
    while (line < count
        && (line <= edit.line + edit.added || highlighter.state() != before.states[line - moved])) {
      if (fresh.size() > MOST_AT_ONCE || start > text.length()) {
        return Optional.empty();
      }
      int end = end(text, start);
      states[line] = highlighter.state();
      fresh.add(highlighter.line(text.substring(start, end)));
      lengths[line] = end - start;
      start = end + 1;
      line++;
    }
    System.arraycopy(before.lengths, line - moved, lengths, line, count - line);
    System.arraycopy(before.states, line - moved, states, line, count - line);
    List<List<Run>> lines = new ArrayList<>(count);
    lines.addAll(before.lines.subList(0, edit.line));
    lines.addAll(fresh);
    lines.addAll(before.lines.subList(line - moved, before.lines.size()));
    return Optional.of(new Recoloured(new Coloured(lines, lengths, states), line));
  }

  /** What the next line belongs to, as a number. */
  private int state() {
    return block == Block.NONE ? 0 : blockIndent << 2 | block.ordinal();
  }

  private void begin(int state) {
    block = BLOCKS.get(state & 3);
    blockIndent = state >> 2;
  }

  /** Puts known lists in the places of equal ones, from both ends up to what differs. */
  private static void reuse(List<List<Run>> lines, List<List<Run>> known) {
    int shorter = Math.min(lines.size(), known.size());
    int same = 0;
    while (same < shorter && lines.get(same).equals(known.get(same))) {
      lines.set(same, known.get(same));
      same++;
    }
    for (int end = 1; end <= shorter - same; end++) {
      List<Run> one = known.get(known.size() - end);
      if (!lines.get(lines.size() - end).equals(one)) {
        break;
      }
      lines.set(lines.size() - end, one);
    }
  }

  private List<Run> line(String line) {
    List<Run> runs = new ArrayList<>();
    String stripped = line.strip();
    if (stripped.isEmpty()) {
      return runs;
    }
    int indent = line.indexOf(stripped.charAt(0));
    if (block != Block.NONE) {
      if (indent > blockIndent) {
        content(block, line, indent, runs);
        return runs;
      }
      block = Block.NONE;
    }
    if (stripped.startsWith("#")) {
      runs.add(new Run(indent, line.length(), "comment"));
      return runs;
    }
    Matcher key = KEY.matcher(line);
    if (key.matches()) {
      runs.add(new Run(key.start(2), key.end(3), "key"));
      value(key.group(2), key.start(2), line, key.start(4), runs);
    } else {
      content(Block.TEXT, line, indent, runs);
    }
    return runs;
  }

  private void value(String key, int keyIndent, String line, int from, List<Run> runs) {
    Block kind =
        switch (key) {
          case "condition" -> Block.CONDITION;
          case "output" -> Block.OUTPUT;
          default -> Block.TEXT;
        };
    String value = line.substring(from).strip();
    if (value.startsWith(">") || value.startsWith("|")) {
      int at = line.indexOf(value, from);
      runs.add(new Run(at, at + 1, "mark"));
      block = kind;
      blockIndent = keyIndent;
      return;
    }
    if (value.isEmpty()) {
      return;
    }
    int at = line.indexOf(value, from);
    if (NAMES.contains(key)) {
      runs.add(new Run(at, line.length(), "name"));
      return;
    }
    if (kind != Block.TEXT) {
      // A plain value may go on in the next lines, further in.
      block = kind;
      blockIndent = keyIndent;
    }
    content(kind, line, at, runs);
  }

  private static void content(Block kind, String line, int from, List<Run> runs) {
    switch (kind) {
      case CONDITION -> condition(line, from, runs);
      case OUTPUT -> output(line, from, runs);
      case TEXT, NONE -> text(line, from, runs);
    }
  }

  private static void condition(String line, int from, List<Run> runs) {
    if (line.substring(from).startsWith("#")) {
      runs.add(new Run(from, line.length(), "comment"));
      return;
    }
    Matcher matcher = CONDITION.matcher(line);
    int at = from;
    while (at < line.length() && matcher.find(at)) {
      String style =
          matcher.group("string") != null
              ? "string"
              : matcher.group("operator") != null
                  ? OPERATOR_WORDS.contains(matcher.group()) ? "logic" : "operator"
                  : matcher.group("field") != null
                      ? "field"
                      : matcher.group("number") != null ? "number" : "word";
      runs.add(new Run(matcher.start(), matcher.end(), style));
      at = matcher.end();
    }
  }

  private static void output(String line, int from, List<Run> runs) {
    Matcher matcher = REFERENCE.matcher(line);
    int at = from;
    while (matcher.find()) {
      if (matcher.start() < at) {
        continue;
      }
      if (matcher.start() > at) {
        runs.add(new Run(at, matcher.start(), "string"));
      }
      runs.add(new Run(matcher.start(), matcher.end(), "field"));
      at = matcher.end();
    }
    if (at < line.length()) {
      runs.add(new Run(at, line.length(), "string"));
    }
  }

  private static void text(String line, int from, List<Run> runs) {
    int comment = comment(line, from);
    int end = comment < 0 ? line.length() : comment;
    if (end > from) {
      String value = line.substring(from, end).strip();
      String style =
          value.matches("true|false|-?\\d+")
              ? "number"
              : value.startsWith("\"") || value.startsWith("'") ? "string" : "value";
      runs.add(new Run(from, end, style));
    }
    if (comment >= 0) {
      runs.add(new Run(comment, line.length(), "comment"));
    }
  }

  /** Where a comment begins outside of quotes, or −1. */
  private static int comment(String line, int from) {
    char quote = 0;
    for (int i = from; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '#' && i > 0 && Character.isWhitespace(line.charAt(i - 1))) {
        return i;
      }
    }
    return -1;
  }
}
