package dev.creance.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathsTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          /a/b/,  c,        /a/b/c
          /a/b/,  ../c,     /a/c
          /a/b/,  ./c/,     /a/b/c
          /a/b/,  ../../..,  /
          /a,     //b//c,   /b/c
          '',     .hidden,  .hidden
          """)
  void joins(String base, String path, String joined) {
    assertThat(Paths.concatenate(base, path)).isEqualTo(joined);
  }

  @Test
  void refusesLongPaths() {
    assertThat(Paths.concatenate("/".repeat(1000), "a".repeat(24)))
        .isEqualTo("/DIR_TOO_LONG/FILENAME_TOO_LONG");
  }
}
