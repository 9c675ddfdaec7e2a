package dev.creance.match.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          /etc/*.conf, /etc/.d/x.conf, true
          /etc/?, /etc/, false
          [a-c]x, bx, true
          [!a-c]x, bx, false
          [^/]*, /x, false
          [[:digit:]]*, 7, true
          \\*, *, true
          \\*, x, false
          [ab, [ab, true
          """)
  void readsPatternsAsTheShellDoes(String pattern, String text, boolean matches) {
    assertThat(Glob.of(pattern, false).matches(text)).isEqualTo(matches);
  }

  @Test
  void agreesWithTheCLibrary() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (String row : rows()) {
      String[] part = row.split("\t");
      String pattern = bytes(part[1]);
      String text = bytes(part[2]);
      boolean matches = Glob.of(pattern, part[0].equals("iglob")).matches(text);
      if (matches != part[3].equals("1")) {
        wrong.add(part[0] + " " + pattern + " on " + text);
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static List<String> rows() throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(GlobTest.class.getResourceAsStream("glob.tsv")),
                StandardCharsets.UTF_8))) {
      return reader.lines().skip(1).toList();
    }
  }

  private static String bytes(String hex) {
    return hex.equals("-")
        ? ""
        : new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
  }
}
