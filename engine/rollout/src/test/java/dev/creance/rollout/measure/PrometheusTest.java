package dev.creance.rollout.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class PrometheusTest {
  private static final int LARGEST = 100_000;
  private static final Duration SLACK = Duration.ofSeconds(3); // for a busy machine
  private static final Prometheus.Range RANGE =
      new Prometheus.Range(Instant.ofEpochSecond(1000), Duration.ofSeconds(1), 2);

  @Test
  void readsWhatIsWhole() throws Exception {
    try (FaultyPrometheus server = new FaultyPrometheus(FaultyPrometheus.Fault.NONE);
        Prometheus prometheus = new Prometheus(Duration.ofSeconds(20), LARGEST)) {
      assertThat(prometheus.range(server.address(), "up", RANGE))
          .singleElement()
          .satisfies(series -> assertThat(series.values()).containsExactly(1, 2));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SILENT           |   400 | longer than the 400 ms
          DRIPPING_HEAD    |   400 | longer than the 400 ms
          SILENT_BODY      |   400 | longer than the 400 ms
          DRIPPING_BODY    |   400 | longer than the 400 ms
          DRIPPING_REFUSAL |   400 | longer than the 400 ms
          SHORT            | 20000 | no whole answer
          SHORT_CHUNK      | 20000 | no whole answer
          SHORT_TEXT       | 20000 | cut off
          LONG             | 20000 | exceeds capacity: 100000
          ENDLESS          | 20000 | exceeds capacity: 100000
          CLOSED           | 20000 | no whole answer
          """)
  void whatIsNotWholeIsAnErrorInTime(
      FaultyPrometheus.Fault fault, long timeoutMillis, String message) throws Exception {
    Duration timeout = Duration.ofMillis(timeoutMillis);
    try (FaultyPrometheus server = new FaultyPrometheus(fault);
        Prometheus prometheus = new Prometheus(timeout, LARGEST)) {
      long began = System.nanoTime();
      Throwable problem = catchThrowable(() -> prometheus.range(server.address(), "up", RANGE));
      assertThat(problem)
          .isInstanceOf(MeasureException.class)
          .hasMessageContainingAll(server.address().toString(), message);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(timeout.plus(SLACK));
    }
  }
}
