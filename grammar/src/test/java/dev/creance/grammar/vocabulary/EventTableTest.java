package dev.creance.grammar.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.grammar.vocabulary.EventType.Category;
import org.junit.jupiter.api.Test;

class EventTableTest {
  private final EventTable table = EventTable.current();

  @Test
  void holdsEveryCodeAtItsOwnIndex() {
    assertThat(table.size()).isEqualTo(454);
    for (int code = 0; code < table.size(); code++) {
      assertThat(table.type(code).code()).isEqualTo(code);
    }
  }

  @Test
  void knowsUnusedAndIteratorEvents() {
    assertThat(table.byEnumName("PPME_PROCEXIT_X").eventClass()).isEqualTo(Category.UNKNOWN);
    assertThat(table.byEnumName("PPME_ITER_TASK_E").eventClass()).isEqualTo(Category.ITER);
  }

  @Test
  void fieldsAreReadWithTheTable() {
    assertThat(FieldCatalogue.current().fields()).hasSize(425);
  }

  @Test
  void everyFieldIsDescribed() {
    assertThat(FieldCatalogue.current().fields())
        .allSatisfy(field -> assertThat(field.description()).as(field.name()).matches(".+[.…]"));
  }
}
