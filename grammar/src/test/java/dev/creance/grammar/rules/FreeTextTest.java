package dev.creance.grammar.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.grammar.source.Diagnostic;
import dev.creance.grammar.source.SourceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreeTextTest {
  private final FreeText texts = new FreeText(LoadOptions.defaults(), "syscall");

  private static SourceFile text(String text) {
    return new SourceFile("filter", text);
  }

  @Test
  void aConditionOverFieldsIsRead() {
    FreeText.Outcome<?> outcome =
        texts.condition(text("proc.name = bash and fd.name contains \"/tmp/é\""));
    assertThat(outcome.problems()).isEmpty();
    assertThat(outcome.value()).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          proc.nmae = bash                | proc.nmae
          proc.name = é and proc.nmae = 1 | proc.nmae
          evt.type = open and shell       | shell
          """)
  void aProblemIsAtItsPlace(String condition, String offending) {
    FreeText.Outcome<?> outcome = texts.condition(text(condition));
    assertThat(outcome.value()).isEmpty();
    Diagnostic problem = outcome.problems().getFirst();
    assertThat(condition.substring(problem.span().start(), problem.span().end()))
        .isEqualTo(offending);
  }

  @Test
  void brokenSyntaxIsAProblem() {
    assertThat(texts.condition(text("proc.name = (")).problems()).isNotEmpty();
    assertThat(texts.condition(text("")).problems()).isNotEmpty();
  }

  @Test
  void templatesAreRead() {
    assertThat(texts.template(text("%evt.num %proc.name")).value()).isPresent();
    assertThat(texts.template(text("%evt.num %proc.nmae")).problems()).hasSize(1);
  }
}
