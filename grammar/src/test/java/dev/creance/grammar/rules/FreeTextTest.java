package dev.creance.grammar.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.grammar.source.Diagnostic;
import dev.creance.grammar.source.SourceFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  private static FreeText withNames() {
    String rules =
        """
        - list: shells
          items: [bash, sh]
        - list: programs
          items: [shells, vim]
        - macro: shell
          condition: proc.name in (shells)
        - macro: quiet_shell
          condition: shell and proc.tty = 0
        - macro: broken
          condition: proc.nmae = 1
        """;
    Ruleset names =
        new RulesetLoader(LoadOptions.defaults())
            .load(List.of(new SourceFile("rules.yaml", rules)))
            .ruleset();
    return new FreeText(LoadOptions.defaults(), "syscall", names);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quiet_shell and proc.name in (programs)",
        "not shell or shell",
        "proc.name in (shells, zsh)"
      })
  void listsAndMacrosThatItIsGivenAreUsed(String condition) {
    FreeText.Outcome<?> outcome = withNames().condition(text(condition));
    assertThat(outcome.problems()).isEmpty();
    assertThat(outcome.value()).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          proc.name in (programs) and no_such                | no_such
          proc.name in (programs, shells) and proc.nmae = é  | proc.nmae
          shell and broken                                   | broken
          """)
  void aProblemBehindAListIsAtItsPlace(String condition, String offending) {
    FreeText.Outcome<?> outcome = withNames().condition(text(condition));
    assertThat(outcome.value()).isEmpty();
    Diagnostic problem = outcome.problems().getFirst();
    assertThat(condition.substring(problem.span().start(), problem.span().end()))
        .isEqualTo(offending);
    assertThat(problem.message()).isNotBlank();
  }

  @Test
  void templatesAreRead() {
    assertThat(texts.template(text("%evt.num %proc.name")).value()).isPresent();
    assertThat(texts.template(text("%evt.num %proc.nmae")).problems()).hasSize(1);
  }
}
