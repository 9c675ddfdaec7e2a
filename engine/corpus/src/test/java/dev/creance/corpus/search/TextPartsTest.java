package dev.creance.corpus.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextPartsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /usr/lib/x86_64-linux-gnu/libc.so.6   | usr lib x86 64 linux gnu libc so 6
          bash -c "curl http://10.0.0.7:80/x"   | bash c curl http 10 0 0 7 80 x
          Größe/ÄRGER                           | größe ärger
          ::1->fe80::a                          | 1 fe80 a
          --                                    |
          """)
  void textsAreCutIntoRunsOfLettersAndDigits(String text, String parts) {
    List<String> expected = parts == null ? List.of() : List.of(parts.split(" "));
    assertThat(TextParts.of(TextParts.lower(text))).isEqualTo(expected);
  }

  @Test
  void longPartsAreCut() {
    assertThat(TextParts.of("a".repeat(1000) + " b")).containsExactly("a".repeat(64), "b");
  }

  @Test
  void wordsMayBeQuoted() {
    assertThat(Search.words("  Nginx \"cat /etc/Passwd\"  x\"y z\" \"\""))
        .containsExactly("nginx", "cat /etc/passwd", "xy z");
  }
}
