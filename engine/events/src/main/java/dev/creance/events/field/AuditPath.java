package dev.creance.events.field;

import dev.creance.events.json.JsonValue;
import dev.creance.events.json.JsonValue.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path of keys into an audit event that goes through arrays: a key that follows an array is
 * looked up in each of its elements, or in the chosen one. An array at the path's end is one value.
 */
record AuditPath(List<String> keys) {
  /** In place of a key: the elements themselves. */
  static final String ELEMENT = "@";

  /** The path of keys that are separated by spaces. */
  static AuditPath of(String keys) {
    return new AuditPath(List.of(keys.split(" ")));
  }

  /**
   * The values, null among them for elements that lack one; null altogether when there is nothing
   * at the path.
   *
   * @param index of the only element to look at, −1 for all
   */
  @Nullable List<@Nullable JsonValue> values(JsonValue event, int index) {
    return values(event, index, 0);
  }

  private @Nullable List<@Nullable JsonValue> values(JsonValue from, int index, int step) {
    JsonValue at = from;
    for (int i = step; i < keys.size(); i++) {
      if (at.kind() == Kind.ARRAY) {
        if (index < 0) {
          return ofAll(at.items(), i);
        }
        if (index >= at.items().size()) {
          return null;
        }
        at = at.items().get(index);
      }
      String key = keys.get(i);
      JsonValue next = key.equals(ELEMENT) ? at : at.get(key);
      if (next == null) {
        return null;
      }
      at = next;
    }
    List<@Nullable JsonValue> one = new ArrayList<>(1);
    one.add(at);
    return one;
  }

  private List<@Nullable JsonValue> ofAll(List<JsonValue> elements, int step) {
    List<@Nullable JsonValue> found = new ArrayList<>();
    for (JsonValue element : elements) {
      List<@Nullable JsonValue> values = values(element, -1, step);
      if (values == null) {
        found.add(null);
      } else {
        found.addAll(values);
      }
    }
    return found;
  }
}
