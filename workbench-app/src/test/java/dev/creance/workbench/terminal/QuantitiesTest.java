package dev.creance.workbench.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantitiesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0      | 0.0 s
          12.34  | 12.3 s
          200    | 3 min 20 s
          7500   | 2 h 5 min
          """)
  void secondsReadAsPeopleSayThem(double seconds, String expected) {
    assertThat(Quantities.seconds(seconds)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0.5       | 0.50
          12.34     | 12.3
          1234567.8 | 1,234,568
          """)
  void ratesShowThreeFigures(double rate, String expected) {
    assertThat(Quantities.rate(rate)).isEqualTo(expected);
  }

  @Test
  void momentsAreUtc() {
    assertThat(Quantities.moment(1795413527306950472L)).isEqualTo("2026-11-23 05:58:47.306");
  }
}
