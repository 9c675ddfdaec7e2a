package dev.creance.events.field;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.grammar.checked.FieldExpression.Access;
import dev.creance.grammar.vocabulary.Field;
import dev.creance.grammar.vocabulary.FieldCatalogue;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FieldRegistryTest {
  @Test
  void everyFieldOfTheCatalogueHasAReader() {
    for (Field field : FieldCatalogue.current().fields()) {
      Optional<String> argument =
          field.argumentUse() == Field.ArgumentUse.NONE ? Optional.empty() : Optional.of("1");
      assertThat(FieldReaders.of(new Access(field, argument, field.type())))
          .as(field.name())
          .isNotNull();
    }
  }
}
