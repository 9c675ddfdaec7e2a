package dev.creance.events.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list of byte strings as events carry it: separated by NUL, with or without a final one. Split
 * and joined only when asked; immutable, so that threads that inherit it share it.
 *
 * <p>Example: {@code "-l\0/tmp\0"} has the items {@code -l} and {@code /tmp}; the empty text and a
 * single NUL have none.
 */
public final class TextList {
  public static final TextList EMPTY = new TextList("");

  private static final String[] NONE = {};

  private final String raw;
  private String @Nullable [] items;
  private @Nullable String joined;

  public TextList(String raw) {
    int length = raw.length();
    boolean terminated = length > 0 && raw.charAt(length - 1) == 0;
    this.raw = terminated ? raw.substring(0, length - 1) : raw;
  }

  /** A list of items, none of which holds a NUL. */
  public static TextList of(List<String> items) {
    return items.isEmpty() ? EMPTY : new TextList(String.join("\0", items) + '\0');
  }

  /** The items with a NUL between them. */
  public String raw() {
    return raw;
  }

  public boolean isEmpty() {
    return raw.isEmpty();
  }

  /** The items; not to be changed. */
  public String[] items() {
    String[] split = items;
    if (split == null) {
      split = raw.isEmpty() ? NONE : split(raw);
      items = split;
    }
    return split;
  }

  /** The items with a space between them. */
  public String joined() {
    String text = joined;
    if (text == null) {
      text = raw.replace('\0', ' ');
      joined = text;
    }
    return text;
  }

  private static String[] split(String raw) {
    List<String> found = new ArrayList<>();
    int start = 0;
    for (int end = raw.indexOf(0); end >= 0; end = raw.indexOf(0, start)) {
      found.add(raw.substring(start, end));
      start = end + 1;
    }
    found.add(raw.substring(start));
    return found.toArray(NONE);
  }
}
