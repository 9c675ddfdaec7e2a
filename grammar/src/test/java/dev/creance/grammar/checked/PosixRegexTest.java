package dev.creance.grammar.checked;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PosixRegexTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          abc           ; abc      ; true
          abc           ; xabc     ; false
          a*            ; aaaa     ; true
          a|bc          ; bc       ; true
          (a|b)*c       ; ababc    ; true
          a{2,3}        ; aaaa     ; false
          a{2,}         ; aaaa     ; true
          a{x           ; a{x      ; true
          [^a-c]        ; d        ; true
          []a]          ; ]        ; true
          [a-]          ; -        ; true
          [[:alpha:]]+  ; abcXYZ   ; true
          [[:^alpha:]]+ ; 123      ; true
          \\.           ; .        ; true
          \\x41         ; A        ; true
          \\x{1F600}    ; 😀       ; true
          ^abc$         ; abc      ; true
          a^b           ; ab       ; false
          .             ; é        ; true
          (|a)b         ; b        ; true
          ()            ; x        ; false
          a**           ; aaa      ; true
          ^*a           ; a        ; true
          """)
  void matches(String pattern, String text, boolean expected) {
    assertThat(PosixRegex.of(pattern.replace("\\\\", "\\")).matches(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          (a         | missing ): (a
          a)         | unexpected ): a)
          [a         | missing ]: [a
          [[:foo:]]  | invalid character class range: [:foo:]
          [b-a]      | invalid character class range: b-a
          [a-c-e]    | invalid character class range: -e
          [a-c-      | invalid UTF-8
          \\x       | invalid escape sequence: \\x
          \\x{      | invalid UTF-8
          \\x{4     | invalid escape sequence: \\x{4
          *          | no argument for repetition operator: *
          (*)        | no argument for repetition operator: *
          a{1001}    | invalid repetition size: {1001}
          a{3,2}     | invalid repetition size: {3,2}
          (a{100}){100} | invalid repetition size: {100}
          \\         | trailing \\
          \\d        | invalid escape sequence: \\d
          \\8        | invalid escape sequence: \\8
          """)
  void refuses(String pattern, String problem) {
    assertThat(PosixRegex.problem(pattern.replace("\\\\", "\\")))
        .contains(problem.replace("\\\\", "\\"));
  }

  @Test
  void linesStartAndEndInside() {
    assertThat(PosixRegex.of("a$\n^b").matches("a\nb")).isTrue();
    assertThat(PosixRegex.of("a$.b").matches("a\nb")).isFalse();
    assertThat(PosixRegex.of("a\n^").matches("a\n")).isTrue();
    assertThat(PosixRegex.of("$^").matches("")).isTrue();
  }

  @Test
  @Timeout(10)
  void takesLinearTime() {
    PosixRegex regex = PosixRegex.of("(a*)*(a|aa)*b");
    assertThat(regex.matches("a".repeat(100_000))).isFalse();
    assertThat(PosixRegex.of("(x+x+)+y").matches("x".repeat(50_000) + "y")).isTrue();
  }

  /** The automaton against Java's matcher, on the syntax that both share. */
  @Test
  void agreesWithJava() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 3_000; i++) {
      String pattern = pattern(random, 3);
      PosixRegex regex = PosixRegex.of(pattern);
      Pattern java = Pattern.compile(pattern, Pattern.UNIX_LINES);
      for (int j = 0; j < 10; j++) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(8); length > 0; length--) {
          text.append("abc\n".charAt(random.nextInt(4)));
        }
        assertThat(regex.matches(text))
            .as("seed %d: /%s/ on '%s'", seed, pattern, text)
            .isEqualTo(java.matcher(text).matches());
      }
    }
  }

  private static String pattern(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 4)) {
      case 0 -> "a";
      case 1 -> ".";
      case 2 -> "[^b]";
      case 3 -> "[a-c]";
      case 4 -> pattern(random, depth - 1) + pattern(random, depth - 1);
      case 5 -> "(" + pattern(random, depth - 1) + "|" + pattern(random, depth - 1) + ")";
      case 6 -> "(" + pattern(random, depth - 1) + ")*";
      case 7 -> "(" + pattern(random, depth - 1) + "){1,2}";
      default -> "(" + pattern(random, depth - 1) + ")?";
    };
  }
}
