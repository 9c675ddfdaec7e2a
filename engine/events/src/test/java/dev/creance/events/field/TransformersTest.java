package dev.creance.events.field;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.events.state.EventScope;
import dev.creance.events.state.MachineState;
import dev.creance.events.state.Options;
import dev.creance.grammar.checked.FieldExpression;
import dev.creance.grammar.checked.FieldExpression.Items;
import dev.creance.grammar.checked.FieldExpression.Literal;
import dev.creance.grammar.checked.FieldExpression.Transformed;
import dev.creance.grammar.checked.Transformer;
import dev.creance.grammar.vocabulary.ValueType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransformersTest {
  private final EventScope scope = new MachineState(Options.defaults()).scope();
  private final Cell cell = new Cell();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          TOLOWER  | Abc-XYZ       | abc-xyz
          TOUPPER  | Abc-xyz       | ABC-XYZ
          BASENAME | /a/b/c        | c
          BASENAME | /a/b/         | ''
          BASENAME | none          | none
          B64      | YWJj          | abc
          B64      | YWI=          | ab
          B64      | YQ            | a
          """)
  void changesText(Transformer transformer, String text, String result) {
    assertThat(read(transformed(transformer, new Literal(text)))).isTrue();
    assertThat(cell.text).isEqualTo(result);
  }

  @ParameterizedTest
  @CsvSource({"Y", "YW*j", "YR==", "YWJ"})
  void brokenBase64HasNoValue(String text) {
    assertThat(read(transformed(Transformer.B64, new Literal(text)))).isEqualTo(false);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -a -p 80 -v x -q | ap:v  | a p 80 v
          -ap80 -v         | ap:v  | a p 80 v
          --long -a        | a     | a
          -a -- -a         | a     | a
          -z -a            | a     | ? a
          """)
  void readsOptions(String words, String options, String found) {
    FieldExpression list =
        new Items(List.of(words.split(" ")).stream().map(TransformersTest::literal).toList());
    assertThat(read(transformed(Transformer.GETOPT, list, new Literal(options)))).isTrue();
    assertThat(String.join(" ", cell.elements)).isEqualTo(found);
  }

  @Test
  void aSelectedOptionIsItsLastValue() {
    FieldExpression list = new Items(List.of(literal("-p1"), literal("-p"), literal("2")));
    Transformed selected =
        new Transformed(
            Transformer.GETOPT,
            List.of(list, new Literal("p:")),
            Optional.of("p"),
            ValueType.CHARBUF,
            false);
    assertThat(read(selected)).isTrue();
    assertThat(cell.text).isEqualTo("2");
  }

  @Test
  void joinsAndConcatenates() {
    FieldExpression list = new Items(List.of(literal("a"), literal("b")));
    assertThat(read(transformed(Transformer.JOIN, new Literal("->"), list))).isTrue();
    assertThat(cell.text).isEqualTo("a->b");
    assertThat(read(transformed(Transformer.CONCAT, new Literal("a"), new Literal("b")))).isTrue();
    assertThat(cell.text).isEqualTo("ab");
  }

  /** So that {@code tolower(list) intersects (…)} never matches, as in Falco. */
  @Test
  void elementsOfTransformedListsEndInNul() {
    FieldExpression list = new Items(List.of(literal("A")));
    Transformed lower =
        new Transformed(
            Transformer.TOLOWER, List.of(list), Optional.empty(), ValueType.CHARBUF, true);
    assertThat(read(lower)).isTrue();
    assertThat(cell.elements).containsExactly("a\0");
    assertThat(read(transformed(Transformer.JOIN, new Literal("-"), lower))).isTrue();
    assertThat(cell.text).isEqualTo("a");
  }

  private static FieldExpression literal(String text) {
    return new Literal(text);
  }

  private static Transformed transformed(Transformer transformer, FieldExpression... arguments) {
    return new Transformed(
        transformer, List.of(arguments), Optional.empty(), ValueType.CHARBUF, false);
  }

  private boolean read(FieldExpression expression) {
    cell.clear();
    return FieldReaders.of(expression).read(scope, cell);
  }
}
