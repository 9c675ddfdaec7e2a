package dev.creance.grammar.yaml;

import dev.creance.grammar.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text again and again while somebody edits it. A text that is one list, as rule files are,
 * falls into pieces at the lines that begin with {@code "- "}; the pieces that an edit left alone
 * are not read again, and keep their nodes as long as they keep their place. What comes out is what
 * {@link YamlReader} makes of the whole text, which reads it when a piece cannot stand alone: a
 * quote is open at its end, say, or something in it has a name that others may refer to.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class YamlRereader {
  private static final String ITEM = "- ";

  /** An item that is read behind each piece, and where its node stands in it. */
  private static final String NEXT = "- a: b\n";

  private static final Span NEXT_SPAN = new Span(2, 6);

  /** The last text that fell into pieces, or the beginning of one. */
  private String text = "";

  private List<Piece> pieces = List.of();

  /** Whether it is all of a text: else its last piece is none that a text can end with. */
  private boolean whole;

  /**
   * A stretch of the text, up to the next line that begins an item.
   *
   * @param end excluded; the text's end or behind a line break
   * @param list what it says, its end right at the text's end alone; nothing for comments before
   *     the first item
   */
  private record Piece(int start, int end, YamlNode.@Nullable Sequence list) {
    Piece shifted(int by) {
      return by == 0
          ? this
          : new Piece(start + by, end + by, list == null ? null : list.shifted(by));
    }
  }

  /**
   * The documents of a text, as {@link YamlReader#read}.
   *
   * @param failure takes the error that ends reading; the documents before it are returned
   */
  public List<YamlNode> read(String now, List<YamlException> failure) {
    List<Piece> read = new ArrayList<>(pieces.size() + 8);
    int end = readPieces(now, read);
    if (end == now.length()) {
      text = now;
      pieces = read;
      whole = true;
      YamlNode.Sequence list = joined(read, null);
      return list == null ? List.of() : List.of(list);
    }
    if (read.size() > pieces.size()) {
      text = now.substring(0, end);
      pieces = read;
      whole = false;
    }
    List<YamlNode> documents = YamlReader.read(now, end, failure);
    if (documents.isEmpty() || read.isEmpty()) {
      return documents;
    }
    List<YamlNode> all = new ArrayList<>(documents);
    all.set(0, Objects.requireNonNull(joined(read, (YamlNode.Sequence) documents.getFirst())));
    return all;
  }

  /**
   * The list that a text consists of; nothing when it is empty.
   *
   * @param rest what is behind the pieces
   */
  private static YamlNode.@Nullable Sequence joined(
      List<Piece> pieces, YamlNode.@Nullable Sequence rest) {
    YamlNode.Sequence all = null;
    for (Piece piece : pieces) {
      all = with(all, piece.list);
    }
    return with(all, rest);
  }

  private static YamlNode.@Nullable Sequence with(
      YamlNode.@Nullable Sequence all, YamlNode.@Nullable Sequence more) {
    if (more == null) {
      return all;
    }
    YamlNode.Sequence list = all == null ? new YamlNode.Sequence(more.span().start(), false) : all;
    more.items().forEach(list::add);
    list.close(more.span().end());
    return list;
  }

  /**
   * Reads a text piece by piece.
   *
   * @return where the first piece begins that cannot stand alone; the text's length when all can
   */
  private int readPieces(String now, List<Piece> read) {
    int shorter = Math.min(text.length(), now.length());
    int same = 0;
    while (same < shorter && text.charAt(same) == now.charAt(same)) {
      same++;
    }
    // A piece is as it was if the beginning of what comes behind it is, too.
    int kept = 0;
    while (kept < pieces.size() && pieces.get(kept).end + ITEM.length() <= same) {
      kept++;
    }
    int start = kept == 0 ? 0 : pieces.get(kept - 1).end;
    int by = now.length() - text.length();
    int sameEnd = 0;
    while (sameEnd < shorter - start
        && text.charAt(text.length() - 1 - sameEnd) == now.charAt(now.length() - 1 - sameEnd)) {
      sameEnd++;
    }
    int behind = pieces.size();
    // With the line break before it.
    while (whole && behind > kept && pieces.get(behind - 1).start - 1 >= text.length() - sameEnd) {
      behind--;
    }
    int end = behind == pieces.size() ? now.length() : pieces.get(behind).start + by;
    read.addAll(pieces.subList(0, kept));
    int reached = readPieces(now, start, end, read);
    if (reached < end) {
      return reached;
    }
    for (Piece piece : pieces.subList(behind, pieces.size())) {
      read.add(piece.shifted(by));
    }
    return now.length();
  }

  private static int readPieces(String text, int from, int to, List<Piece> into) {
    int start = from;
    while (start < to) {
      int end = end(text, start, to);
      if (end < 0) {
        return start;
      }
      if (text.startsWith(ITEM, start)) {
        YamlNode.Sequence list = list(text, start, end);
        if (list == null) {
          return start;
        }
        into.add(new Piece(start, end, list));
      } else if (start == 0 && comments(text, end)) {
        into.add(new Piece(start, end, null));
      } else {
        return start;
      }
      start = end;
    }
    return to;
  }

  /**
   * What a piece says by itself. It is read with an item behind it: where that is read as it should
   * be, nothing of the piece, such as a quote or a key without a colon, goes on behind its end.
   */
  private static YamlNode.@Nullable Sequence list(String text, int start, int end) {
    if (end == text.length()) {
      YamlNode.Sequence list = YamlReader.list(text.substring(start));
      return list == null ? null : list.shifted(start);
    }
    YamlNode.Sequence list = YamlReader.list(text.substring(start, end) + NEXT);
    if (list == null || !list.items().getLast().span().equals(NEXT_SPAN.shift(end - start))) {
      return null;
    }
    list.removeLast();
    return list.shifted(start);
  }

  /**
   * The end of the piece that begins at an offset: the next line that begins an item. −1 if it has
   * what concerns a text as a whole: marks of documents, directives, other line breaks.
   */
  private static int end(String text, int start, int to) {
    boolean lineStart = true;
    for (int i = start; i < to; i++) {
      char c = text.charAt(i);
      if (lineStart && i > start && text.startsWith(ITEM, i)) {
        return i;
      }
      if (lineStart && (c == '%' || text.startsWith("---", i) || text.startsWith("...", i))) {
        return -1;
      }
      switch (c) {
        case '\r', '\0', '\u0004', '\uFEFF' -> {
          return -1;
        }
        default -> lineStart = c == '\n';
      }
    }
    return to;
  }

  /** Whether there are only comments and empty lines up to an offset. */
  private static boolean comments(String text, int end) {
    return text.substring(0, end).lines().allMatch(line -> line.matches(" *(#.*)?"));
  }
}
