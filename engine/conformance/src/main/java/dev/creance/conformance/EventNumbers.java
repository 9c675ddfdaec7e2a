package dev.creance.conformance;

import dev.creance.conformance.check.Outcome;
import dev.creance.conformance.check.SharedFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The events that a rule matched, as numbers. */
final class EventNumbers {
  private final MessageDigest digest;
  private final List<Long> numbers = new ArrayList<>();

  EventNumbers() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  void add(long number) {
    if (!numbers.isEmpty()) {
      digest.update((byte) '\n');
    }
    digest.update(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
    numbers.add(number);
  }

  /** Compares what was found, by rule, with a file of Falco's hits. */
  static Outcome compare(Map<String, EventNumbers> found, Path expected) throws IOException {
    Outcome.Tally tally = new Outcome.Tally();
    JsonNode hits = SharedFolder.document(expected);
    for (Map.Entry<String, JsonNode> entry : hits.path("rules").properties()) {
      EventNumbers ours = found.getOrDefault(entry.getKey(), new EventNumbers());
      String deviation = ours.deviation(entry.getValue());
      if (deviation.isEmpty()) {
        tally.equal();
      } else {
        tally.differs(entry.getKey() + ": " + deviation);
      }
    }
    return tally.outcome();
  }

  /** In what the events differ from Falco's; empty when in nothing. */
  private String deviation(JsonNode expected) {
    long count = expected.path("count").asLong();
    String sum = HexFormat.of().formatHex(digest.digest());
    if (count == numbers.size() && sum.equals(expected.path("sha256").asString())) {
      return "";
    }
    return "expected "
        + count
        + " events, found "
        + numbers.size()
        + firstDifference(expected.path("events"))
        + firstDifference(expected.path("first"));
  }

  private String firstDifference(JsonNode expected) {
    for (int i = 0; i < expected.size(); i++) {
      long ours = i < numbers.size() ? numbers.get(i) : -1;
      if (expected.get(i).asLong() != ours) {
        return ", number " + i + " is " + expected.get(i).asLong() + " and not " + ours;
      }
    }
    return "";
  }
}
