package dev.creance.events.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonOutputTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0.025      | 0.025
          5          | 5.0
          0.00001    | 1e-05
          1e14       | 100000000000000.0
          1e15       | 1e+15
          1e22       | 1e+22
          1.5e-300   | 1.5e-300
          -0.5       | -0.5
          123456.789 | 123456.789
          """)
  void writesTheShortestNumber(double number, String text) {
    assertThat(new JsonOutput().real(number).toString()).isEqualTo(text);
  }

  /** Bytes in hex, as an output and as an output field. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          6122625c63     | 22615c22625c5c6322         | 22615c22625c5c6322
          0a01           | 225c6e5c753030303122       | 225c6e5c753030303122
          c3a4           | 22c3a422                   | 22c3a422
          e28241         | 22efbfbd4122               | 22e2828122
          ed a0 80       | 22efbfbdefbfbdefbfbd22     | 22efbfbd22
          ff             | 22efbfbd22                 | 22efbfbd22
          f09f9880       | 22f09f988022               | 22f09f988022
          """)
  void repairsBrokenText(String bytes, String output, String field) {
    assertThat(written(new JsonOutput().string(bytes(bytes)))).isEqualTo(output);
    assertThat(written(new JsonOutput().fieldString(bytes(bytes)))).isEqualTo(field);
  }

  private static String written(JsonOutput out) {
    return HexFormat.of().formatHex(out.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String bytes(String hex) {
    return new String(HexFormat.of().parseHex(hex.replace(" ", "")), StandardCharsets.ISO_8859_1);
  }
}
