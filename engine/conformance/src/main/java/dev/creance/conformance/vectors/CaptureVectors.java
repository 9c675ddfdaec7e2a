package dev.creance.conformance.vectors;

import dev.creance.conformance.check.SharedFolder;
import dev.creance.events.Event;
import dev.creance.events.scap.CaptureHeader;
import dev.creance.events.scap.CaptureReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Public captures of several formats, against counts that were made independently. */
final class CaptureVectors {
  private static final String ABSENT = "the capture is not there";
  private static final String LIBS_CAPTURES = "captures/libs-";

  private final SharedFolder shared;
  private @Nullable Map<String, Path> bySha256;

  CaptureVectors(SharedFolder shared) {
    this.shared = shared;
  }

  /** A row of {@code scap-samples}: what a capture holds, before and after conversion. */
  void sample(JsonNode row, Findings findings) throws IOException {
    Path file = captures().get(row.at("/input/sha256").asString());
    if (file == null) {
      findings.cannotRun(ABSENT);
      return;
    }
    raw(file, row.path("expect"), findings);
    converted(file, row.path("expect"), findings);
  }

  private static void raw(Path file, JsonNode expect, Findings findings) throws IOException {
    HeadCounts head = new HeadCounts();
    Event event = new Event();
    Map<String, Integer> raw = new TreeMap<>();
    try (CaptureReader reader = CaptureReader.open(file, head)) {
      while (reader.nextRaw(event)) {
        raw.merge(event.code() + "/" + event.parameterCount(), 1, Integer::sum);
      }
      findings.same("events", expect.path("event_blocks").asLong(), reader.counts().raw());
    }
    findings.same("raw events", counts(expect.path("raw_events_by_code_nparams")), raw);
    head.compare(expect, findings);
  }

  private static void converted(Path file, JsonNode expect, Findings findings) throws IOException {
    Event event = new Event();
    Map<String, Integer> byType = new TreeMap<>();
    String first = "";
    String last = "";
    JsonNode after = expect.path("after_conversion");
    try (CaptureReader reader = CaptureReader.open(file, new CaptureHeader() {})) {
      while (reader.next(event)) {
        byType.merge(event.type().enumName(), 1, Integer::sum);
        last = event.timestamp() + " " + event.tid() + " " + event.type().enumName();
        first = first.isEmpty() ? last : first;
      }
      findings.same("passed", after.path("passed").asLong(), reader.counts().delivered());
      findings.same("dropped", after.path("dropped").asLong(), reader.counts().dropped());
    }
    findings.same("converted events", counts(after.path("by_type")), byType);
    findings.same("first", joined(expect.path("first_passed")), first);
    findings.same("last", joined(expect.path("last_passed")), last);
  }

  /** A row of {@code scap-convert-files}: an event, or counts, in a converted capture. */
  void convertedFile(JsonNode row, Findings findings) throws IOException {
    String name = row.at("/input/file").asString().replace(".scap", "");
    Path file = shared.root().resolve(LIBS_CAPTURES + name + "/capture.scap.gz");
    if (!Files.exists(file)) {
      findings.cannotRun(ABSENT);
      return;
    }
    JsonNode expect = row.path("expect");
    Optional<String> wanted =
        expect.has("event_present")
            ? Optional.of(
                EventNotation.describe(EventNotation.event(expect.path("event_present"), 0)))
            : Optional.empty();
    boolean found = false;
    Map<String, Integer> byType = new HashMap<>();
    Event event = new Event();
    try (CaptureReader reader = CaptureReader.open(file, new CaptureHeader() {})) {
      while (reader.next(event)) {
        byType.merge(event.type().enumName(), 1, Integer::sum);
        found |= !found && wanted.isPresent() && wanted.get().equals(EventNotation.describe(event));
      }
    }
    findings.holds(found || wanted.isEmpty(), "there is no " + wanted.orElse(""));
    counts(expect.path("counts"))
        .forEach((type, count) -> findings.same(type, count, byType.getOrDefault(type, 0)));
  }

  private static Map<String, Integer> counts(JsonNode node) {
    Map<String, Integer> counts = new TreeMap<>();
    node.properties().forEach(entry -> counts.put(entry.getKey(), entry.getValue().asInt()));
    return counts;
  }

  private static String joined(JsonNode triple) {
    return String.join(" ", triple.valueStream().map(JsonNode::asString).toList());
  }

  /** The small captures, by the digest of the file and of what is in it. */
  private Map<String, Path> captures() throws IOException {
    Map<String, Path> found = bySha256;
    if (found == null) {
      found = new HashMap<>();
      for (Path folder : shared.captures()) {
        String name = folder.getFileName().toString();
        if (name.startsWith("falco-") || name.startsWith("libs-")) {
          Path file = folder.resolve("capture.scap.gz");
          found.put(sha256(Files.readAllBytes(file)), file);
          try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            found.put(sha256(in.readAllBytes()), file);
          }
        }
      }
      bySha256 = found;
    }
    return found;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
