package dev.creance.recorder.container;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A JSON document that is asked for what may be there: a missing or different value is an empty
 * text, false, or nothing.
 */
final class JsonValue {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final @Nullable Object value;

  private JsonValue(@Nullable Object value) {
    this.value = value;
  }

  static JsonValue parse(byte[] json) throws IOException {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      parser.nextToken();
      return new JsonValue(value(parser));
    } catch (JacksonException e) {
      throw new IOException("no JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** The value under a key, or under keys of objects in objects. */
  JsonValue at(String... keys) {
    Object inner = value;
    for (String key : keys) {
      inner = inner instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return new JsonValue(inner);
  }

  String text() {
    return value instanceof String text ? text : "";
  }

  boolean flag() {
    return value instanceof Boolean flag && flag;
  }

  boolean exists() {
    return value != null;
  }

  List<JsonValue> items() {
    List<JsonValue> items = new ArrayList<>();
    if (value instanceof List<?> list) {
      list.forEach(item -> items.add(new JsonValue(item)));
    }
    return items;
  }

  /** The members of an object that are texts. */
  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, member) -> {
        if (member instanceof String text) {
          texts.put((String) key, text);
        }
      });
    }
    return texts;
  }

  private static @Nullable Object value(JsonParser parser) {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String key = parser.currentName();
        parser.nextToken();
        object.put(key, value(parser));
      }
      return object;
    }
    if (token == JsonToken.START_ARRAY) {
      List<@Nullable Object> list = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        list.add(value(parser));
      }
      return list;
    }
    if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
      return token == JsonToken.VALUE_TRUE;
    }
    return token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT
        ? parser.getString()
        : null;
  }
}
