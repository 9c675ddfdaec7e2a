package dev.creance.workbench.window.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextDiffTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a b c     | a b c         | ''
          ''        | a             | + a
          a         | ''            | - a
          a b c     | a x c         | '  a,- b,+ x,  c'
          a b c d e f g h | a b c d e f g x | …,  f,  g,- h,+ x
          1 a b c d e f 2 | 3 a b c d e f 4 | - 1,+ 3,  a,  b,…,  e,  f,- 2,+ 4
          """)
  void linesThatDiffer(String before, String after, String expected) {
    assertThat(TextDiff.of(lines(before), lines(after)))
        .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected.split(",")));
  }

  private static List<String> lines(String words) {
    return words.isEmpty() ? List.of() : List.of(words.split(" "));
  }
}
