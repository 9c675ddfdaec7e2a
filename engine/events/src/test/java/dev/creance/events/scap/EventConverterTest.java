package dev.creance.events.scap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.creance.events.Event;
import dev.creance.events.Shared;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

final class EventConverterTest {
  @TestFactory
  Stream<DynamicTest> convertsAsTheVectorsSay() {
    return Shared.rows("conformance/scap-convert.jsonl").stream()
        .map(row -> DynamicTest.dynamicTest(row.get("id").stringValue(), () -> check(row)));
  }

  /** A result belongs to the next input; what is stored is looked at where it is asked for. */
  private static void check(JsonNode row) throws ConversionException {
    EventConverter converter = new EventConverter();
    Iterator<JsonNode> inputs = row.get("input").iterator();
    for (JsonNode expected : row.get("expect")) {
      if (expected.has("stored_enter_event")) {
        Event stored = EventSamples.event(expected.get("stored_enter_event"));
        EnterEvents.@Nullable Slot slot = converter.enterEvent(stored.tid());

        assertThat(EventSamples.describe(Objects.requireNonNull(slot)))
            .isEqualTo(EventSamples.describe(stored));
      } else {
        checkResult(converter, inputs.next(), expected);
      }
    }
    assertThat(inputs).isExhausted();
  }

  private static void checkResult(EventConverter converter, JsonNode input, JsonNode expected)
      throws ConversionException {
    String result = expected.get("result").stringValue();
    if (result.equals("ERROR")) {
      assertThatThrownBy(() -> outcome(converter, input, new ArrayList<>()))
          .isInstanceOf(ConversionException.class);
      return;
    }
    List<Event> converted = new ArrayList<>();
    assertThat(outcome(converter, input, converted)).isEqualTo(result);
    if (expected.has("event")) {
      assertThat(EventSamples.describe(converted.getFirst()))
          .isEqualTo(EventSamples.describe(EventSamples.event(expected.get("event"))));
    }
  }

  private static String outcome(EventConverter converter, JsonNode input, List<Event> converted)
      throws ConversionException {
    String operation = input.propertyNames().iterator().next();
    Event event = EventSamples.event(input.get(operation));
    converted.add(event);
    return switch (operation) {
      case "pre_check" -> converter.judge(event.code(), event.parameterCount()).name();
      case "convert_once" -> converter.step(event).name();
      case "convert_full" -> converter.convert(event) ? "PASS" : "DROP";
      default -> throw new AssertionError("unknown operation " + operation);
    };
  }

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
    assertThat(converter.enterEvent(2_999)).isNotNull();
    assertThat(converter.enterEvent(0)).isNull();
  }

  private static byte[] text(String text) {
    return (text + "\0").getBytes(StandardCharsets.ISO_8859_1);
  }
}
