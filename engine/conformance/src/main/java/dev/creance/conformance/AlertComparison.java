package dev.creance.conformance;

import dev.creance.conformance.check.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Falco's alerts against ours, keyed by event number and rule: the text, the priority, the source,
 * the time, the tags and every output field must be equal. {@code hostname} is the replaying
 * machine's and is not compared.
 */
final class AlertComparison {
  private static final List<String> PARTS = List.of("output", "priority", "source", "time");

  private final Map<Key, List<JsonNode>> expected = new LinkedHashMap<>();
  private final Map<Key, List<JsonNode>> found = new HashMap<>();

  void expect(JsonNode alert) {
    expected.computeIfAbsent(Key.of(alert), key -> new ArrayList<>()).add(alert);
  }

  void find(JsonNode alert) {
    found.computeIfAbsent(Key.of(alert), key -> new ArrayList<>()).add(alert);
  }

  /** Compares what was expected with what was found; surplus alerts count as rows, too. */
  void into(Outcome.Tally tally) {
    for (Map.Entry<Key, List<JsonNode>> entry : expected.entrySet()) {
      List<JsonNode> ours = found.getOrDefault(entry.getKey(), List.of());
      for (int i = 0; i < entry.getValue().size(); i++) {
        if (i >= ours.size()) {
          tally.differs("missing: " + entry.getKey());
          continue;
        }
        List<String> differences = differences(entry.getValue().get(i), ours.get(i));
        if (differences.isEmpty()) {
          tally.equal();
        } else {
          tally.differs(entry.getKey() + ": " + String.join("; ", differences));
        }
      }
    }
    for (Map.Entry<Key, List<JsonNode>> entry : found.entrySet()) {
      int surplus =
          entry.getValue().size() - expected.getOrDefault(entry.getKey(), List.of()).size();
      if (surplus > 0) {
        tally.differs("extra: " + entry.getKey(), surplus);
      }
    }
  }

  private static List<String> differences(JsonNode expected, JsonNode found) {
    List<String> differences = new ArrayList<>();
    for (String part : PARTS) {
      compare(differences, part, expected.path(part), found.path(part));
    }
    if (!tags(expected).equals(tags(found))) {
      differences.add("tags expected " + tags(expected) + ", found " + tags(found));
    }
    JsonNode theirs = expected.path("output_fields");
    JsonNode ours = found.path("output_fields");
    TreeSet<String> names = new TreeSet<>(theirs.propertyNames());
    names.addAll(ours.propertyNames());
    for (String name : names) {
      compare(differences, name, theirs.path(name), ours.path(name));
    }
    return differences;
  }

  private static void compare(
      List<String> differences, String what, JsonNode expected, JsonNode found) {
    if (!expected.equals(found)) {
      differences.add(what + " expected " + expected + ", found " + found);
    }
  }

  private static List<String> tags(JsonNode alert) {
    List<String> tags = new ArrayList<>();
    alert.path("tags").forEach(tag -> tags.add(tag.asString()));
    tags.sort(null);
    return tags;
  }

  private record Key(long event, String rule) {
    static Key of(JsonNode alert) {
      return new Key(
          alert.path("output_fields").path("evt.num").asLong(), alert.path("rule").asString());
    }

    @Override
    public String toString() {
      return "event " + event + ", rule '" + rule + "'";
    }
  }
}
