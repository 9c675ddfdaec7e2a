package dev.creance.events.state;

import dev.creance.events.state.Container.Mount;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the JSON in which events tell of containers. As strict as the container plugin: a text that
 * is no JSON, has no object {@code container}, or a value of another kind than expected is not read
 * at all. A key that is missing has its type's empty value.
 */
final class ContainerJson {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int UNKNOWN_TYPE = 0xffff;

  /** A value of another kind than the plugin takes. */
  private static final class UnexpectedValue extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private final Map<String, Object> container;

  private ContainerJson(Map<String, Object> container) {
    this.container = container;
  }

  /** The container that a NUL-terminated JSON text describes; null when it cannot be read. */
  static @Nullable Container read(byte[] bytes, int start, int length) {
    int end = start;
    while (end < start + length && bytes[end] != 0) {
      end++;
    }
    try (JsonParser parser =
        FACTORY.createParser(
            ObjectReadContext.empty(), new ByteArrayInputStream(bytes, start, end - start))) {
      parser.nextToken();
      Object root = value(parser);
      if (parser.nextToken() != null
          || !(root instanceof Map<?, ?> map)
          || !(map.get("container") instanceof Map<?, ?> inner)) {
        return null;
      }
      Map<String, Object> container = new LinkedHashMap<>();
      inner.forEach((key, value) -> container.put((String) key, value));
      String json = new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
      return new ContainerJson(container).container(json);
    } catch (JacksonException | UnexpectedValue e) {
      return null;
    }
  }

  private Container container(String json) {
    return new Container(
        text("id"),
        text("full_id"),
        type(),
        text("name"),
        text("image"),
        text("imageid"),
        text("imagerepo"),
        text("imagetag"),
        text("imagedigest"),
        text("ip"),
        flag(container, "privileged"),
        flag(container, "host_pid"),
        flag(container, "host_network"),
        flag(container, "host_ipc"),
        flag(container, "is_pod_sandbox"),
        text("pod_sandbox_id"),
        text("cni_json"),
        text("User"),
        labels("labels"),
        labels("pod_sandbox_labels"),
        mounts(),
        texts("env"),
        json);
  }

  private int type() {
    Object value = container.get("type");
    if (value == null) {
      return container.containsKey("type") ? fail() : UNKNOWN_TYPE;
    }
    return value instanceof Number number ? number.intValue() : fail();
  }

  private String text(String key) {
    return text(container, key);
  }

  private static String text(Map<?, ?> object, String key) {
    if (!object.containsKey(key)) {
      return "";
    }
    return object.get(key) instanceof String text ? text : fail();
  }

  private static boolean flag(Map<?, ?> object, String key) {
    if (!object.containsKey(key)) {
      return false;
    }
    return object.get(key) instanceof Boolean flag ? flag : fail();
  }

  private Map<String, String> labels(String key) {
    Map<String, String> labels = new TreeMap<>();
    Object value = container.get(key);
    if (value == null) {
      return labels;
    }
    if (!(value instanceof Map<?, ?> object)) {
      return fail();
    }
    for (Map.Entry<?, ?> entry : object.entrySet()) {
      if (!(entry.getValue() instanceof String text)) {
        return fail();
      }
      labels.put((String) entry.getKey(), text);
    }
    return labels;
  }

  private List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (Object item : items(key)) {
      if (!(item instanceof String text)) {
        return fail();
      }
      texts.add(text);
    }
    return texts;
  }

  private List<Mount> mounts() {
    List<Mount> mounts = new ArrayList<>();
    for (Object item : items("Mounts")) {
      if (!(item instanceof Map<?, ?> object)) {
        return fail();
      }
      mounts.add(
          new Mount(
              text(object, "Source"),
              text(object, "Destination"),
              text(object, "Mode"),
              flag(object, "RW") ? "true" : "false",
              text(object, "Propagation")));
    }
    return mounts;
  }

  private List<?> items(String key) {
    Object value = container.get(key);
    if (value == null) {
      return List.of();
    }
    return value instanceof List<?> list ? list : fail();
  }

  private static <T> T fail() {
    throw new UnexpectedValue();
  }

  /**
   * The value at the parser's token: byte strings, numbers, booleans, lists, maps; null for null.
   */
  private static @Nullable Object value(JsonParser parser) {
    JsonToken token = parser.currentToken();
    if (token == null) {
      return fail();
    }
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> byteString(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> fail();
    };
  }

  private static Map<String, @Nullable Object> object(JsonParser parser) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = byteString(parser.currentName());
      parser.nextToken();
      object.put(key, value(parser));
    }
    return object;
  }

  private static List<@Nullable Object> array(JsonParser parser) {
    List<@Nullable Object> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser));
    }
    return items;
  }

  private static String byteString(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
