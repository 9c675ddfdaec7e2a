package dev.creance.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class Utf8TextTest {
  static Stream<Arguments> vectors() {
    return Shared.rows("conformance/misc.jsonl").stream()
        .filter(row -> row.get("id").stringValue().startsWith("utf8/"))
        .map(row ->
            Arguments.of(
                row.get("id").stringValue(),
                row.at("/input/hex").stringValue(),
                row.at("/expect/hex").stringValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void sanitizesAsLibsinspDoes(String id, String bytes, String expected) {
    assertThat(Utf8Text.sanitize(bytes(bytes))).isEqualTo(bytes(expected));
  }

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
