package dev.creance.events.field;

import dev.creance.grammar.vocabulary.Field;
import dev.creance.grammar.vocabulary.FieldCatalogue;

/** {@code k8smeta.*}: known names, but their collector takes no part in a replay. */
final class MetadataFields extends FieldFamily {
  MetadataFields() {
    for (Field field : FieldCatalogue.current().fields()) {
      if (field.name().startsWith("k8smeta.")) {
        addEmpty(field.name());
      }
    }
  }
}
