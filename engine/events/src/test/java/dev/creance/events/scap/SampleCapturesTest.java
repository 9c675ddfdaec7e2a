package dev.creance.events.scap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.events.Event;
import dev.creance.events.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Public captures of several formats, against counts that were made independently. */
final class SampleCapturesTest {
  @TestFactory
  Stream<DynamicTest> countsWhatTheVectorsCount() throws Exception {
    Map<String, Path> bySha256 = capturesBySha256();
    return Shared.rows("conformance/scap-samples.jsonl").stream()
        .map(row ->
            DynamicTest.dynamicTest(
                row.get("id").stringValue(),
                () -> {
                  Path file = bySha256.get(row.get("input").get("sha256").stringValue());
                  // Of the 17, bencer__capture_46d96fd9 (1.8 MB) isn't in shared/captures.
                  Assumptions.assumeTrue(file != null, "the capture isn't in shared/captures");
                  check(file, row.get("expect"));
                }));
  }

  private static void check(Path file, JsonNode expect) throws IOException {
    RecordedHeader header = new RecordedHeader();
    Event event = new Event();
    Map<String, Integer> raw = new TreeMap<>();
    try (CaptureReader reader = CaptureReader.open(file, header)) {
      while (reader.nextRaw(event)) {
        raw.merge(event.code() + "/" + event.parameterCount(), 1, Integer::sum);
      }
      assertThat(reader.counts().raw()).isEqualTo(expect.get("event_blocks").longValue());
    }
    assertThat(raw).isEqualTo(counts(expect.get("raw_events_by_code_nparams")));
    assertThat(header.completions).isEqualTo(1);
    assertThat(header.machines.getFirst().processors())
        .isEqualTo(expect.get("machine_num_cpus").longValue());
    assertThat(header.machines.getFirst().hostName())
        .isEqualTo(expect.get("hostname").stringValue());
    assertThat(header.processes).hasSize(expect.get("proc_entries").intValue());
    assertThat(header.processes.getFirst().comm())
        .isEqualTo(expect.get("first_proc_comm").stringValue());
    assertThat(header.descriptors).hasSize(expect.get("fd_entries").intValue());
    checkConverted(file, expect);
  }

  private static void checkConverted(Path file, JsonNode expect) throws IOException {
    Event event = new Event();
    Map<String, Integer> byType = new TreeMap<>();
    String first = "";
    String last = "";
    JsonNode after = expect.get("after_conversion");
    try (CaptureReader reader = CaptureReader.open(file, new CaptureHeader() {})) {
      while (reader.next(event)) {
        byType.merge(event.type().enumName(), 1, Integer::sum);
        last = event.timestamp() + " " + event.tid() + " " + event.type().enumName();
        first = event.number() == 1 ? last : first;
      }
      assertThat(reader.counts().delivered()).isEqualTo(after.get("passed").longValue());
      assertThat(reader.counts().delivered()).isEqualTo(event.number());
      assertThat(reader.counts().dropped()).isEqualTo(after.get("dropped").longValue());
      assertThat(reader.filePosition()).isEqualTo(Files.size(file));
    }
    assertThat(byType).isEqualTo(counts(after.get("by_type")));
    assertThat(first).isEqualTo(joined(expect.get("first_passed")));
    assertThat(last).isEqualTo(joined(expect.get("last_passed")));
  }

  private static Map<String, Integer> counts(JsonNode node) {
    Map<String, Integer> counts = new TreeMap<>();
    node.propertyNames().forEach(name -> counts.put(name, node.get(name).intValue()));
    return counts;
  }

  private static String joined(JsonNode triple) {
    return triple.get(0).longValue()
        + " "
        + triple.get(1).longValue()
        + " "
        + triple.get(2).stringValue();
  }

  /** By the digest of the file, and of what is in it when it is compressed. */
  private static Map<String, Path> capturesBySha256() throws Exception {
    Map<String, Path> found = new HashMap<>();
    try (Stream<Path> folders = Files.list(Shared.file("captures"))) {
      for (Path folder : folders.toList()) {
        Path file = folder.resolve("capture.scap.gz");
        if (folder.getFileName().toString().matches("(falco|libs)-.*") && Files.exists(file)) {
          byte[] bytes = Files.readAllBytes(file);
          found.put(sha256(bytes), file);
          try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            found.put(sha256(in.readAllBytes()), file);
          }
        }
      }
    }
    return found;
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  /** 58 of the 61 rows are about captures that were never published. */
  @TestFactory
  Stream<DynamicTest> convertsTheEventsOfSample() {
    return Shared.rows("conformance/scap-convert-files.jsonl").stream()
        .map(row ->
            DynamicTest.dynamicTest(
                row.get("id").stringValue(),
                () -> {
                  String name = row.get("input").get("file").stringValue();
                  Assumptions.assumeTrue(
                      name.equals("sample.scap"), "the capture isn't public: " + name);
                  checkEvents(row.get("expect"));
                }));
  }

  private static void checkEvents(JsonNode expect) throws IOException {
    Event event = new Event();
    Map<String, Integer> byType = new HashMap<>();
    String wanted =
        expect.has("event_present")
            ? EventSamples.describe(EventSamples.event(expect.get("event_present")))
            : "";
    boolean found = wanted.isEmpty();
    try (CaptureReader reader =
        CaptureReader.open(
            Shared.file("captures/libs-sample/capture.scap.gz"), new CaptureHeader() {})) {
      while (reader.next(event)) {
        byType.merge(event.type().enumName(), 1, Integer::sum);
        found |= !found && EventSamples.describe(event).equals(wanted);
      }
    }
    assertThat(found).as(wanted).isTrue();
    if (expect.has("counts")) {
      counts(expect.get("counts"))
          .forEach((name, count) -> assertThat(byType.getOrDefault(name, 0)).isEqualTo(count));
    }
  }

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
