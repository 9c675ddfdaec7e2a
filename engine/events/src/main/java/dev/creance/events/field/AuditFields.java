package dev.creance.events.field;

import dev.creance.grammar.vocabulary.Field;
import dev.creance.grammar.vocabulary.FieldCatalogue;

/** {@code ka.*}. */
final class AuditFields extends FieldFamily {
  AuditFields() {
    for (Field field : FieldCatalogue.current().fields()) {
      if (field.name().startsWith("ka.")) {
        addEmpty(field.name());
      }
    }
  }
}
