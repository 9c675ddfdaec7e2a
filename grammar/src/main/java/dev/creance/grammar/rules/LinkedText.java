package dev.creance.grammar.rules;

import dev.creance.grammar.checked.CheckedCondition.Named;
import dev.creance.grammar.checked.Origin;
import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.source.Span;
import dev.creance.grammar.yaml.OffsetMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The text of a condition as Falco parses it, put together from scalars of rule files, items of
 * lists and what exceptions add, with the origin of every character. Immutable.
 */
final class LinkedText {
  /**
   * A stretch from one source.
   *
   * @param start where it starts in the linked text
   * @param map where its characters stand in the file; null when they were not written anywhere,
   *     then {@code whole} is what they come from
   * @param shift the index into {@code map} of its first character
   * @param use what stands for it where it is only a part: the reference to the list that it comes
   *     from; null for the text itself
   */
  private record Piece(
      int start,
      SourceFile file,
      @Nullable OffsetMap map,
      int shift,
      Span whole,
      @Nullable Origin use) {
    Piece at(int newStart) {
      return new Piece(newStart, file, map, shift, whole, use);
    }

    Piece from(int newStart, int skipped) {
      return new Piece(newStart, file, map, shift + skipped, whole, use);
    }

    Piece usedAt(Origin place) {
      return new Piece(start, file, map, shift, whole, place);
    }

    Span span(int from, int to) {
      return map == null ? whole : map.span(shift + from - start, shift + to - start);
    }
  }

  /** A part of the text that has a name. */
  record Mark(Named.Kind kind, String name, int start, int end, Origin origin) {
    private Mark moved(int from, int to, int delta) {
      return new Mark(kind, name, move(start, from, to, delta), move(end, from, to, delta), origin);
    }

    private static int move(int at, int from, int to, int delta) {
      return at <= from ? at : at >= to ? at + delta : from;
    }
  }

  private final String text;
  private final List<Piece> pieces;
  private final List<Mark> marks;

  private LinkedText(String text, List<Piece> pieces, List<Mark> marks) {
    this.text = text;
    this.pieces = pieces;
    this.marks = marks;
  }

  String text() {
    return text;
  }

  List<Mark> marks() {
    return marks;
  }

  /** Where the characters of a span come from. */
  Origin origin(Span span) {
    if (pieces.isEmpty()) {
      throw new IllegalStateException("an empty text has no origin");
    }
    int last = Math.max(span.start(), span.end() - 1);
    Piece first = piece(span.start());
    Piece end = piece(last);
    if (first == end) {
      return new Origin(first.file, first.span(span.start(), Math.max(span.start(), span.end())));
    }
    Origin from =
        first.use != null
            ? first.use
            : new Origin(first.file, first.span(span.start(), end(first)));
    Origin to = end.use != null ? end.use : new Origin(end.file, end.span(end.start, span.end()));
    return from.file() == to.file() && from.span().start() <= to.span().end()
        ? new Origin(from.file(), new Span(from.span().start(), to.span().end()))
        : from;
  }

  /** As {@link #origin(Span)}; {@code otherwise} when the text is empty. */
  Origin origin(Span span, Origin otherwise) {
    return pieces.isEmpty() ? otherwise : origin(span);
  }

  /** The text with every occurrence of a word cut out. */
  LinkedText without(String word) {
    LinkedText result = this;
    for (int at = text.indexOf(word); at >= 0; at = result.text.indexOf(word, at)) {
      int end = at + word.length();
      List<Piece> kept = new ArrayList<>();
      for (Piece piece : result.pieces) {
        if (piece.start < at) {
          kept.add(piece);
        }
      }
      if (end < result.text.length()) {
        Piece cut = result.piece(end);
        kept.add(cut.from(at, end - cut.start));
        for (Piece piece : result.pieces) {
          if (piece.start > end) {
            kept.add(piece.at(piece.start - word.length()));
          }
        }
      }
      result =
          new LinkedText(
              result.text.substring(0, at) + result.text.substring(end), kept, result.marks);
    }
    return result;
  }

  private int end(Piece piece) {
    int next = pieces.indexOf(piece) + 1;
    return next < pieces.size() ? pieces.get(next).start : text.length();
  }

  private Piece piece(int at) {
    int low = 0;
    int high = pieces.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (pieces.get(middle).start <= at) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return pieces.get(low);
  }

  /** Puts {@code insert} between two blanks in place of a stretch; no blank at the very start. */
  private LinkedText replaced(int start, int end, LinkedText insert, Origin use) {
    String before = start > 0 ? text.substring(0, start) + " " : "";
    String joined = before + insert.text + " " + text.substring(Math.min(end, text.length()));
    List<Piece> result = new ArrayList<>(pieces.size() + insert.pieces.size() + 3);
    for (Piece piece : pieces) {
      if (piece.start < start) {
        result.add(piece);
      }
    }
    if (start > 0) {
      result.add(new Piece(start, use.file(), null, 0, use.span(), use));
    }
    for (Piece piece : insert.pieces) {
      result.add(piece.at(before.length() + piece.start).usedAt(use));
    }
    int behind = before.length() + insert.text.length();
    result.add(new Piece(behind, use.file(), null, 0, use.span(), use));
    int delta = behind + 1 - end;
    if (end < text.length()) {
      Piece cut = piece(end);
      result.add(cut.from(behind + 1, end - cut.start));
      for (Piece piece : pieces) {
        if (piece.start > end) {
          result.add(piece.at(piece.start + delta));
        }
      }
    }
    List<Mark> moved =
        marks.isEmpty()
            ? marks
            : marks.stream().map(mark -> mark.moved(start, end, delta)).toList();
    return new LinkedText(joined, result, moved);
  }

  /**
   * The text with a list's items in place of its name, wherever the name stands between delimiters:
   * inside quotes too, for Falco replaces before it parses. The same object when the name is not
   * there.
   */
  LinkedText expand(String name, LinkedText items) {
    LinkedText result = this;
    int at = text.indexOf(name);
    while (at >= 0) {
      String current = result.text;
      int start = at;
      int end = at + name.length();
      if (RuleNames.delimiter(current, start - 1) && RuleNames.delimiter(current, end)) {
        Origin use = result.place(start, end);
        while (start > 0 && blank(current.charAt(start - 1))) {
          start--;
        }
        while (end < current.length() && blank(current.charAt(end))) {
          end++;
        }
        if (items.text.isEmpty()) {
          if (start > 0 && current.charAt(start - 1) == ',') {
            start--;
          } else if (end < current.length() && current.charAt(end) == ',') {
            end++;
          }
        }
        result = result.replaced(start, end, items, use);
        // One character too far when the text starts with the name, as in Falco.
        at = start + items.text.length() + 1;
      }
      at = at + 1 <= result.text.length() ? result.text.indexOf(name, at + 1) : -1;
    }
    return result;
  }

  /** The place of a reference; where it comes from a list itself, the first reference to that. */
  private Origin place(int start, int end) {
    Piece piece = piece(start);
    return piece.use != null ? piece.use : origin(new Span(start, end));
  }

  /** The stretches of a text between delimiters. */
  static Set<String> words(String text) {
    Set<String> words = new HashSet<>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (RuleNames.delimiter(text, i)) {
        if (i > start) {
          words.add(text.substring(start, i));
        }
        start = i + 1;
      }
    }
    return words;
  }

  /** Whether a name can be one of the {@link #words} of a text. */
  static boolean isWord(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (RuleNames.delimiter(name, i)) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private static boolean blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  /** Puts a text together. */
  static final class Builder {
    private final StringBuilder text = new StringBuilder();
    private final List<Piece> pieces = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();

    int length() {
      return text.length();
    }

    /** Adds what was written in a file. */
    Builder add(SourceText source) {
      return add(source, null);
    }

    /**
     * Adds what was written in a file.
     *
     * @param use what stands for it where it is only a part, as a list's name stands for an item
     */
    Builder add(SourceText source, @Nullable Origin use) {
      if (!source.bytes().isEmpty()) {
        pieces.add(new Piece(text.length(), source.file(), source.map(), 0, source.span(), use));
        text.append(source.bytes());
      }
      return this;
    }

    /** Adds what was written nowhere; {@code origin} is what it is due to. */
    Builder add(String added, Origin origin) {
      if (!added.isEmpty()) {
        pieces.add(new Piece(text.length(), origin.file(), null, 0, origin.span(), null));
        text.append(added);
      }
      return this;
    }

    /** Adds a text in double quotes when Falco does: it has a space and begins with no quote. */
    Builder addQuoted(SourceText source) {
      String bytes = source.bytes();
      boolean quote = bytes.indexOf(' ') >= 0 && bytes.charAt(0) != '"' && bytes.charAt(0) != '\'';
      if (quote) {
        add("\"", source.origin());
      }
      add(source);
      return quote ? add("\"", source.origin()) : this;
    }

    /** Names what was added since {@code start}. */
    void mark(Named.Kind kind, String name, int start, Origin origin) {
      marks.add(new Mark(kind, name, start, text.length(), origin));
    }

    LinkedText build() {
      return new LinkedText(text.toString(), List.copyOf(pieces), List.copyOf(marks));
    }
  }

  /** Scalars joined by spaces, as appended conditions are. */
  static LinkedText joined(List<SourceText> parts) {
    Builder builder = new Builder();
    for (SourceText part : parts) {
      if (builder.length() > 0) {
        builder.add(" ", part.origin());
      }
      builder.add(part);
    }
    return builder.build();
  }

  /** The items of a list as they are put in place of its name. */
  static LinkedText items(List<SourceText> items) {
    Builder builder = new Builder();
    for (SourceText item : items) {
      if (builder.length() > 0) {
        builder.add(", ", item.origin());
      }
      builder.addQuoted(item);
    }
    return builder.build();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LinkedText linked
        && linked.text.equals(text)
        && linked.pieces.equals(pieces)
        && linked.marks.equals(marks);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(new Object[] {text, pieces});
  }
}
