package dev.creance.rollout.alerts;

import dev.creance.catalogue.SeenAlert;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An alert as Falco, an agent or falcosidekick writes it: {@code {"time", "rule", "priority",
 * "hostname", "output", …}}.
 *
 * <p>It is the same alert as another one when time, rule, host and output are the same. What is on
 * its way between them may add to it (falcosidekick numbers each alert anew), so the rest does not
 * count; alerts without an output are told apart by their fields.
 */
final class ProductionAlert {
  private static final long NANOS = 1_000_000_000L;

  /** Years outside are nobody's alerts, and would not fit into nanoseconds. */
  private static final Instant EARLIEST = Instant.EPOCH;

  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  private ProductionAlert() {}

  /** Reads an alert; empty when the text is none. */
  static Optional<SeenAlert> parse(String json) {
    try {
      return of(JsonMapper.shared().readTree(json));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /** As {@link #parse}, of JSON that is read already. */
  static Optional<SeenAlert> of(JsonNode alert) {
    try {
      String rule = alert.path("rule").asString("");
      Instant time = Instant.parse(alert.path("time").asString(""));
      if (rule.isEmpty() || time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
        return Optional.empty();
      }
      long nanos = time.getEpochSecond() * NANOS + time.getNano();
      String host = alert.path("hostname").asString("");
      return Optional.of(
          new SeenAlert(
              nanos + "\n" + rule + "\n" + host + "\n" + said(alert),
              rule,
              alert.path("priority").asString(""),
              host,
              nanos));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String said(JsonNode alert) {
    String output = alert.path("output").asString("");
    if (!output.isEmpty()) {
      return output;
    }
    Map<String, String> fields = new TreeMap<>();
    alert
        .path("output_fields")
        .properties()
        .forEach(field -> fields.put(field.getKey(), field.getValue().toString()));
    return fields.toString();
  }
}
