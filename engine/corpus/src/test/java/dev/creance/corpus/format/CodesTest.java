package dev.creance.corpus.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodesTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 65, 1000})
  void zerosAreWhatAColumnOfZerosIs(int size) {
    Codes zeros = Codes.zeros(size);
    Codes column = Codes.of(new int[size]);
    assertThat(zeros.size()).isEqualTo(size);
    assertThat(zeros.memory()).isZero();
    assertThat(zeros.histogram(3)).containsExactly(column.histogram(3));
    for (long truth = 0; truth < 4; truth++) {
      long[] selected = new long[(size + 63) / 64];
      long[] expected = new long[selected.length];
      zeros.select(new long[] {truth}, selected);
      column.select(new long[] {truth}, expected);
      assertThat(selected).containsExactly(expected);
      zeros.retain(new long[] {truth ^ 1}, selected);
      column.retain(new long[] {truth ^ 1}, expected);
      assertThat(selected).containsExactly(expected);
    }
    Codes mapped = zeros.map(new int[] {7});
    for (int row = 0; row < size; row++) {
      assertThat(zeros.get(row)).isZero();
      assertThat(mapped.get(row)).isEqualTo(7);
    }
  }
}
