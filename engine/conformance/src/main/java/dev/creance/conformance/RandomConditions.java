package dev.creance.conformance;

import dev.creance.grammar.rules.Ruleset;
import dev.creance.match.Matching;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Random conditions over observed values: the very events that Falco matched, for every rule. */
record RandomConditions(Path capture) implements Check {
  @Override
  public String name() {
    return "random conditions: " + capture.getFileName();
  }

  @Override
  public Outcome run() throws IOException {
    Ruleset rules =
        RuleRun.load(
            List.of(FalcoSetup.read(capture.resolve("random.yaml"))), FalcoSetup.loading());
    Map<String, EventNumbers> found = new HashMap<>();
    RuleRun.run(
        capture.resolve("capture.scap.gz"),
        rules,
        Matching.ALL,
        FalcoSetup.state(false),
        (rule, scope) ->
            found
                .computeIfAbsent(rule.name(), name -> new EventNumbers())
                .add(scope.event.number()));
    Outcome.Tally tally = new Outcome.Tally();
    JsonNode hits = SharedFolder.document(capture.resolve("random.hits.json.gz"));
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

  /** The events that a rule matched, as numbers. */
  private static final class EventNumbers {
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

    /** In what the events differ from Falco's; empty when in nothing. */
    String deviation(JsonNode expected) {
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
}
