package dev.creance.corpus.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacesTest {
  @Test
  void arePlacesInOrderAndTheirCommonOnes() {
    Places some = Places.of(IntStream.range(0, 200_000).filter(i -> i % 3 == 0).toArray());
    Places others = Places.of(7, 9, 10, 12, 199_998);
    assertThat(some.size()).isEqualTo(66_667);
    assertThat(some.at(0)).isZero();
    assertThat(some.at(66_666)).isEqualTo(199_998);
    Places both = some.and(others);
    assertThat(IntStream.range(0, both.size()).map(both::at)).containsExactly(9, 12, 199_998);
    assertThat(Places.of().size()).isZero();
  }
}
