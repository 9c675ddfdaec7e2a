package dev.creance.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PathsTest {
  static Stream<Arguments> vectors() {
    return Shared.rows("conformance/misc.jsonl").stream()
        .filter(row -> row.get("id").asString().startsWith("path/"))
        .map(row ->
            Arguments.of(
                row.get("id").asString(),
                row.at("/input/base").asString(),
                row.at("/input/path").asString(),
                row.get("expect").asString()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void joinsAsLibsinspDoes(String id, String base, String path, String joined) {
    assertThat(Paths.concatenate(base, path)).isEqualTo(joined);
  }

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
