package dev.creance.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Utf8TextTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          6c73 2d6c,          6c732d6c
          610962,             61efbfbd62
          7f,                 efbfbd
          c3a4,               c3a4
          c285,               efbfbd
          efb790,             efbfbd
          efbfbe,             efbfbd
          f09f9880,           f09f9880
          f09fbfbf,           efbfbd
          e28241,             efbfbd41
          ff41,               efbfbd41
          """)
  void replacesWhatDoesNotPrint(String bytes, String expected) {
    assertThat(Utf8Text.printable(bytes(bytes))).isEqualTo(bytes(expected));
  }

  @Test
  void givesCleanTextBackAsItIs() {
    String text = "/usr/bin/bash";
    assertThat(Utf8Text.printable(text)).isSameAs(text);
    assertThat(Utf8Text.sanitize(text)).isSameAs(text);
  }

  private static String bytes(String hex) {
    return new String(HexFormat.of().parseHex(hex.replace(" ", "")), StandardCharsets.ISO_8859_1);
  }
}
