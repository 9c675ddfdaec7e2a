package dev.creance.events.scap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.events.Event;
import dev.creance.testing.Shared;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The numbers that events are given. */
final class EventNumbersTest {
  @Test
  void numbersEventsFromOneWithoutGaps() throws IOException {
    Event event = new Event();
    long expected = 0;
    try (CaptureReader reader =
        CaptureReader.open(Shared.file("captures/zoo/capture.scap.gz"), new CaptureHeader() {})) {
      while (reader.next(event)) {
        assertThat(event.number()).isEqualTo(++expected);
      }
    }
    assertThat(expected).isGreaterThan(8_979);
  }
}
