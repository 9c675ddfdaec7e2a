package dev.creance.events.json;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A JSON value of a text; byte strings throughout. */
public final class JsonValue {
  /** What a value is. */
  public enum Kind {
    OBJECT,
    ARRAY,
    STRING,
    NUMBER,
    TRUE,
    FALSE,
    NULL
  }

  private final Kind kind;
  private final String document;
  private final int start;
  private final int end;
  private final List<String> keys;
  private final List<JsonValue> items;

  JsonValue(
      Kind kind, String document, int start, int end, List<String> keys, List<JsonValue> items) {
    this.kind = kind;
    this.document = document;
    this.start = start;
    this.end = end;
    this.keys = keys;
    this.items = items;
  }

  public Kind kind() {
    return kind;
  }

  /** The elements of an array, the values of an object; none of anything else. */
  public List<JsonValue> items() {
    return items;
  }

  /** The keys of an object, in its order, unescaped. */
  public List<String> keys() {
    return keys;
  }

  /**
   * The value at a path of keys; of an array the key is an index. Null when there is none; a JSON
   * null is a value.
   */
  public @Nullable JsonValue get(String... path) {
    JsonValue at = this;
    for (String key : path) {
      at = at.child(key);
      if (at == null) {
        return null;
      }
    }
    return at;
  }

  private @Nullable JsonValue child(String key) {
    if (kind == Kind.OBJECT) {
      int index = keys.indexOf(key);
      return index < 0 ? null : items.get(index);
    }
    return kind == Kind.ARRAY ? element(key) : null;
  }

  private @Nullable JsonValue element(String key) {
    try {
      int index = Integer.parseInt(key);
      return index >= 0 && index < items.size() ? items.get(index) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** The text of a string; of anything else its JSON without white space. */
  public String text() {
    return kind == Kind.STRING
        ? JsonStrings.unescape(document.substring(start + 1, end - 1))
        : compact();
  }

  /** The JSON without white space between its tokens. */
  public String compact() {
    return JsonStrings.compact(document.substring(start, end));
  }
}
