package dev.creance.grammar.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PositionTest {
  @Test
  void bothLineBreaksStartALine() {
    assertThat(Position.of("a\r\nb\nc", 3)).isEqualTo(new Position(3, 3, 1));
    assertThat(Position.of("a\r\nb\nc", 99)).isEqualTo(new Position(6, 4, 2));
  }
}
