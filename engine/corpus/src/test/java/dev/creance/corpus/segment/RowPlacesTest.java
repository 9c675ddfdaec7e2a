package dev.creance.corpus.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowPlacesTest {
  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "1, 1",
    "64, 1",
    "65, 3",
    "5000, 1",
    "5000, 900",
    "5000, 1100",
    "300, 70000",
    "1, 70000"
  })
  void givesAndFindsEveryPlaceWhateverTheDistance(int size, int most) {
    Random random = new Random(20_261_125L + size + most);
    int[] places = new int[size];
    for (int i = 0, place = -1; i < size; i++) {
      place += 1 + random.nextInt(most);
      places[i] = place;
    }
    RowPlaces rows = RowPlaces.of(places.clone());
    assertThat(rows.size()).isEqualTo(size);
    assertThat(IntStream.range(0, size).map(rows::get)).containsExactly(box(places));
    int end = size == 0 ? 1 : places[size - 1] + 2;
    for (int place = 0; place < end; place += 1 + place / 5000) {
      assertThat(rows.find(place)).isEqualTo(Arrays.binarySearch(places, place));
    }
  }

  private static Integer[] box(int[] numbers) {
    return Arrays.stream(numbers).boxed().toArray(Integer[]::new);
  }
}
