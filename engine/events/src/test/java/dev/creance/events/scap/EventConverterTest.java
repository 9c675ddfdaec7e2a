package dev.creance.events.scap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.creance.events.Event;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EventConverterTest {
  @Test
  void refusesTheEnterEventOfAnotherSyscall() throws ConversionException {
    EventConverter converter = new EventConverter();
    byte[] fd = new byte[8];
    byte[] four = new byte[4];
    assertThat(converter.convert(EventSamples.event(6, 1, 7, List.of(fd, four)))).isFalse();
    Event close = EventSamples.event(5, 2, 7, List.of(fd));
    assertThatThrownBy(() -> converter.convert(close))
        .isInstanceOf(ConversionException.class)
        .hasMessageContaining("PPME_SYSCALL_READ_E");
  }

  @Test
  void forgetsAnEnterEventOnceItsExitEventHasTakenIt() throws ConversionException {
    EventConverter converter = new EventConverter();
    byte[] fd = {5, 0, 0, 0, 0, 0, 0, 0};
    assertThat(converter.convert(EventSamples.event(4, 1, 7, List.of(fd)))).isFalse();
    Event first = EventSamples.event(5, 2, 7, List.of(new byte[8]));
    Event second = EventSamples.event(5, 3, 7, List.of(new byte[8]));
    assertThat(converter.convert(first)).isTrue();
    assertThat(first.int64(1)).isEqualTo(5);
    assertThat(converter.convert(second)).isTrue();
    assertThat(second.int64(1)).isZero();
  }

  @Test
  void makesJsonOfAnOldContainerEvent() throws ConversionException {
    Event event =
        EventSamples.event(
            228,
            1,
            7,
            List.of(text("0123456789ab"), new byte[] {1, 0, 0, 0}, text("web"), text("nginx:1")));
    assertThat(new EventConverter().convert(event)).isTrue();
    assertThat(event.type().enumName()).isEqualTo("PPME_CONTAINER_JSON_2_E");
    assertThat(event.text(0))
        .isEqualTo("{\"id\":\"0123456789ab\",\"type\":1,\"name\":\"web\",\"image\":\"nginx:1\"}");
  }

  @Test
  void boundsWhatItRemembersOfThreadsThatNeverReturn() throws ConversionException {
    EventConverter converter = new EventConverter();
    byte[] name = new byte[60_000];
    for (int tid = 0; tid < 3_000; tid++) {
      assertThat(converter.convert(EventSamples.event(276, tid, tid, List.of(name)))).isFalse();
    }
    assertThat(converter.enterEvent(2_999)).isPresent();
    assertThat(converter.enterEvent(0)).isEmpty();
  }

  private static byte[] text(String text) {
    return (text + "\0").getBytes(StandardCharsets.ISO_8859_1);
  }
}
