package dev.creance.rollout;

import dev.creance.catalogue.AuditEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An audit trail as JSON lines, one an entry: {@code detail} is the text that was hashed. */
public final class AuditExport {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES).build();
  private static final int SHOWN = 60;

  private AuditExport() {}

  /** A line, without its break. */
  public static String line(AuditEntry entry) {
    return JSON.writeValueAsString(entry);
  }

  /**
   * What of an export is no longer in a trail.
   *
   * @return each a sentence; empty when all of it is
   */
  public static List<String> missing(Path export, List<AuditEntry> trail) throws IOException {
    Map<Long, AuditEntry> now = new HashMap<>();
    trail.forEach(entry -> now.put(entry.sequence(), entry));
    List<String> problems = new ArrayList<>();
    int number = 0;
    for (String line : Files.readAllLines(export)) {
      number++;
      AuditEntry then;
      try {
        then = JSON.readValue(line, AuditEntry.class);
      } catch (JacksonException e) {
        throw new IOException(
            export
                + ":"
                + number
                + ": is no line of an exported audit trail: "
                + e.getOriginalMessage(),
            e);
      }
      AuditEntry found = now.get(then.sequence());
      if (!then.holds()) {
        problems.add("entry " + then.sequence() + " of " + export + " was changed there");
      } else if (found == null) {
        problems.add("entry " + then.sequence() + " is missing; " + export + " has it");
      } else if (!found.equals(then)) {
        problems.add("entry " + then.sequence() + " is another one than in " + export);
      }
    }
    return problems;
  }

  /** What an entry's detail says, on one line for people. */
  public static String summary(AuditEntry entry) {
    JsonNode detail;
    try {
      detail = JSON.readTree(entry.detail());
    } catch (JacksonException e) {
      return entry.detail();
    }
    StringJoiner text = new StringJoiner(", ");
    for (String key :
        List.of("name", "version", "wave", "channel", "to", "from", "reason", "decision")) {
      String value = detail.path(key).asString("");
      if (!value.isEmpty()) {
        text.add(key.equals("name") || key.equals("decision") ? value : key + " " + shown(value));
      }
    }
    for (JsonNode reason : detail.path("reasons")) {
      text.add(reason.asString(""));
    }
    JsonNode comment = detail.path("approval").path("comment");
    if (!comment.asString("").isEmpty()) {
      text.add(comment.asString(""));
    }
    return text.toString();
  }

  private static String shown(String value) {
    return value.startsWith("sha256:")
        ? value.substring(0, Math.min(19, value.length()))
        : value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
  }
}
