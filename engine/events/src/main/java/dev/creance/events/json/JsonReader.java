package dev.creance.events.json;

import dev.creance.events.json.JsonValue.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON text given as a byte string. Own code, because values have to keep the very text
 * that they were written as, numbers and escapes included.
 */
public final class JsonReader {
  private static final int DEEPEST = 300;

  private final String text;
  private int at;

  private JsonReader(String text) {
    this.text = text;
  }

  /** The value, or null when the text is not one right JSON value. */
  public static @Nullable JsonValue read(String text) {
    JsonReader reader = new JsonReader(text);
    JsonValue value = reader.value(0);
    reader.skipWhite();
    return reader.at == text.length() ? value : null;
  }

  private @Nullable JsonValue value(int depth) {
    skipWhite();
    if (at >= text.length() || depth > DEEPEST) {
      return null;
    }
    return switch (text.charAt(at)) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> {
        int start = at;
        yield string() ? leaf(Kind.STRING, start) : null;
      }
      case 't' -> word("true", Kind.TRUE);
      case 'f' -> word("false", Kind.FALSE);
      case 'n' -> word("null", Kind.NULL);
      default -> number();
    };
  }

  private JsonValue leaf(Kind kind, int start) {
    return new JsonValue(kind, text, start, at, List.of(), List.of());
  }

  private @Nullable JsonValue object(int depth) {
    int start = at++;
    List<String> keys = new ArrayList<>();
    List<JsonValue> values = new ArrayList<>();
    skipWhite();
    if (take('}')) {
      return new JsonValue(Kind.OBJECT, text, start, at, keys, values);
    }
    do {
      skipWhite();
      int key = at;
      if (!string()) {
        return null;
      }
      keys.add(JsonStrings.unescape(text.substring(key + 1, at - 1)));
      skipWhite();
      JsonValue value = take(':') ? value(depth + 1) : null;
      if (value == null) {
        return null;
      }
      values.add(value);
      skipWhite();
    } while (take(','));
    return take('}') ? new JsonValue(Kind.OBJECT, text, start, at, keys, values) : null;
  }

  private @Nullable JsonValue array(int depth) {
    int start = at++;
    List<JsonValue> elements = new ArrayList<>();
    skipWhite();
    if (take(']')) {
      return new JsonValue(Kind.ARRAY, text, start, at, List.of(), elements);
    }
    do {
      JsonValue element = value(depth + 1);
      if (element == null) {
        return null;
      }
      elements.add(element);
      skipWhite();
    } while (take(','));
    return take(']') ? new JsonValue(Kind.ARRAY, text, start, at, List.of(), elements) : null;
  }

  /** Goes behind a string; false when there is none. */
  private boolean string() {
    if (!take('"')) {
      return false;
    }
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return true;
      }
      if (c == '\\') {
        at++;
      }
    }
    return false;
  }

  private @Nullable JsonValue word(String word, Kind kind) {
    int start = at;
    if (!text.startsWith(word, at)) {
      return null;
    }
    at += word.length();
    return leaf(kind, start);
  }

  private @Nullable JsonValue number() {
    int start = at;
    while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at == start ? null : leaf(Kind.NUMBER, start);
  }

  private boolean take(char c) {
    boolean there = at < text.length() && text.charAt(at) == c;
    if (there) {
      at++;
    }
    return there;
  }

  private void skipWhite() {
    while (at < text.length() && JsonStrings.white(text.charAt(at))) {
      at++;
    }
  }
}
