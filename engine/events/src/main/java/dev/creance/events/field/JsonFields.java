package dev.creance.events.field;

import dev.creance.events.json.JsonStrings;
import dev.creance.events.json.JsonValue;
import dev.creance.events.state.EventScope;
import dev.creance.grammar.checked.FieldExpression.Access;
import org.jspecify.annotations.Nullable;

/** {@code json.*}, and {@code jevt.*} as they were called before: any plugin's JSON. */
final class JsonFields extends FieldFamily {
  JsonFields() {
    for (String family : new String[] {"json", "jevt"}) {
      addWithArgument(family + ".value", JsonFields::value);
      addText(
          family + ".obj",
          scope -> {
            Payload payload = Payload.of(scope);
            return payload == null || payload.value() == null
                ? null
                : JsonStrings.indent(payload.text());
          });
      addText(
          family + ".rawtime",
          scope -> value(scope) == null ? null : Long.toUnsignedString(scope.event.timestamp()));
    }
  }

  private static @Nullable JsonValue value(EventScope scope) {
    Payload payload = Payload.of(scope);
    return payload == null ? null : payload.value();
  }

  /** By a JSON pointer (RFC 6901), of which the first slash may be missing. */
  private static FieldReader value(Access access) {
    String pointer = access.argument().orElse("");
    String[] path = path(pointer);
    return text(scope -> {
      JsonValue document = value(scope);
      JsonValue found = document == null ? null : document.get(path);
      if (found == null) {
        return null;
      }
      return pointer.isEmpty() ? found.compact() : found.text();
    });
  }

  private static String[] path(String pointer) {
    if (pointer.isEmpty()) {
      return new String[0];
    }
    String[] path = (pointer.startsWith("/") ? pointer.substring(1) : pointer).split("/", -1);
    for (int i = 0; i < path.length; i++) {
      path[i] = path[i].replace("~1", "/").replace("~0", "~");
    }
    return path;
  }
}
