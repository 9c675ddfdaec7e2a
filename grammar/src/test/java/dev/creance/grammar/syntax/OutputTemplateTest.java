package dev.creance.grammar.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputTemplateTest {
  private static final Set<String> FIELDS =
      Set.of("proc.name", "proc.aname", "proc.aname[2]", "proc.args", "fd.name", "evt.arg.x");

  private static boolean exists(Operand operand) {
    return switch (operand) {
      case Operand.FieldName field -> FIELDS.contains(field.text());
      case Operand.Transform transform ->
          transform.arguments().stream().allMatch(OutputTemplateTest::exists);
      case Operand.Literal _ -> true;
      default -> false;
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          plain text                          | 'plain text'
          %proc.name                          | <proc.name>
          a=%proc.name b                      | 'a=' <proc.name> ' b'
          %proc.nameX!                        | <proc.name> 'X!'
          %proc.name.x                        | <proc.name> '.x'
          %proc.aname[2]                      | <proc.aname[2]>
          %proc.aname[3]                      | <proc.aname> '[3]'
          %proc.aname[ 2]                     | <proc.aname> '[ 2]'
          %proc.aname['2                      | <proc.aname> '['2'
          %20proc.name%fd.name                | <proc.name:20> <fd.name>
          %0007proc.name                      | <proc.name:7>
          %tolower(proc.name)x                | <tolower(proc.name)> 'x'
          %tolower( toupper(proc.name) )[x    | <tolower(toupper(proc.name))> '[x'
          %tolower(proc.nope) %fd.name        | ! 'tolower(proc.nope) ' <fd.name>
          100%                                | '100' !
          %12                                 | !
          % proc.name                         | ! ' proc.name'
          %%proc.name                         | ! <proc.name>
          %nope                               | ! 'nope'
          %join("%", proc.name)%              | <join(%,proc.name)> !
          %4294967297proc.name                | <proc.name:1>
          %99999999999999999999proc.name      | <proc.name:-1>
          """,
      quoteCharacter = '`')
  void reads(String text, String parts) {
    OutputTemplate template = OutputTemplateParser.parse(text, OutputTemplateTest::exists);
    assertThat(
            template.parts().stream()
                .map(OutputTemplateTest::shown)
                .collect(Collectors.joining(" ")))
        .isEqualTo(parts);
    assertThat(template.errors())
        .hasSize(
            (int)
                template.parts().stream()
                    .filter(OutputTemplate.Part.Broken.class::isInstance)
                    .count());
  }

  private static String shown(OutputTemplate.Part part) {
    return switch (part) {
      case OutputTemplate.Part.Text text -> "'" + text.text() + "'";
      case OutputTemplate.Part.Reference reference ->
          "<"
              + ConditionPrinter.canonical(reference.operand())
              + (reference.width() == 0 ? "" : ":" + reference.width())
              + ">";
      case OutputTemplate.Part.Broken _ -> "!";
    };
  }

  @Test
  void candidatesAreThoseOfCuttingOffOneCharacterAfterTheOther() {
    long seed = new Random().nextLong();
    ConditionTexts texts = new ConditionTexts(seed, List.of());
    for (int i = 0; i < 2_000; i++) {
      String text = texts.reference();
      List<String> expected = new ArrayList<>();
      for (int length = text.length(); length > 0; length--) {
        Optional<Operand> operand =
            ConditionParser.parseReference(
                text.substring(0, length), 0, ConditionParser.LIBRARY_DEPTH);
        String found = operand.map(o -> ConditionPrinter.canonical(o) + " " + o.span()).orElse("");
        if (!found.isEmpty() && (expected.isEmpty() || !expected.getLast().equals(found))) {
          expected.add(found);
        }
      }
      List<String> found = new ArrayList<>();
      ConditionParser.candidates(text, 0, ConditionParser.LIBRARY_DEPTH)
          .forEach(o -> found.add(ConditionPrinter.canonical(o) + " " + o.span()));
      assertThat(found).as("seed %d, text %d: %s", seed, i, text).isEqualTo(expected);
    }
  }

  @Test
  void partsCoverAnyText() {
    long seed = new Random().nextLong();
    ConditionTexts texts = new ConditionTexts(seed, List.of());
    Predicate<Operand> exists = operand -> operand.span().length() % 3 == 0;
    for (int i = 0; i < 4_000; i++) {
      String text = texts.template();
      int end = 0;
      for (OutputTemplate.Part part : OutputTemplateParser.parse(text, exists).parts()) {
        assertThat(part.span().start()).as("seed %d, text %d: %s", seed, i, text).isEqualTo(end);
        end = part.span().end();
      }
      assertThat(end).as("seed %d, text %d: %s", seed, i, text).isEqualTo(text.length());
    }
  }

  @Test
  void timeGrowsWithTheLength() {
    for (String text :
        List.of("%", "%join(", "%a.b[", "%a.b['", "%concat(a.b,\"%", "a", "%a.b", "%9")) {
      OutputTemplate template = OutputTemplateParser.parse(text.repeat(20_000), _ -> false);
      assertThat(template.parts()).isNotEmpty();
    }
  }
}
