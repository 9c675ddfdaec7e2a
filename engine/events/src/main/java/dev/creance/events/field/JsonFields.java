package dev.creance.events.field;

/** {@code json.*} and {@code jevt.*}. */
final class JsonFields extends FieldFamily {
  JsonFields() {
    addEmpty("json.value", "json.obj", "json.rawtime", "jevt.value", "jevt.obj", "jevt.rawtime");
  }
}
