package dev.creance.workbench.report;

import dev.creance.corpus.CorpusSummary;
import dev.creance.corpus.Label;
import dev.creance.corpus.Manifest;
import dev.creance.events.Utf8Text;
import dev.creance.events.field.Times;
import dev.creance.workbench.terminal.Ink;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.terminal.Style;
import dev.creance.workbench.terminal.TextTable;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;

/** What is in corpora: a table with a line each, or all of it as a document. */
public final class CorporaReport {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int SHORT_DIGEST = 12;

  private final List<CorpusSummary> corpora;

  public CorporaReport(List<CorpusSummary> corpora) {
    this.corpora = List.copyOf(corpora);
  }

  /** The table; damage of captures is told below it. */
  public List<String> lines(Ink ink) {
    TextTable table =
        new TextTable(
            List.of(
                TextTable.left("corpus"),
                TextTable.right("captures"),
                TextTable.right("hosts"),
                TextTable.right("events"),
                TextTable.right("recorded"),
                TextTable.right("containers"),
                TextTable.right("drops"),
                TextTable.right("labels"),
                TextTable.right("size"),
                TextTable.left("digest")));
    List<String> damage = new ArrayList<>();
    for (CorpusSummary corpus : corpora) {
      Manifest manifest = corpus.manifest();
      table.row(
          corpus.path().toString(),
          Quantities.grouped(manifest.captures().size()),
          Quantities.grouped(corpus.hosts()),
          Quantities.grouped(manifest.events()),
          Quantities.seconds(manifest.recordedNanos() / 1e9),
          Quantities.grouped(corpus.containers()),
          corpus.dropped() < 0 ? "–" : Quantities.grouped(corpus.dropped()),
          Quantities.grouped(manifest.labels().size()),
          Quantities.bytes(corpus.bytes()),
          manifest.digest().substring(0, SHORT_DIGEST));
      for (Manifest.Capture capture : manifest.captures()) {
        if (!capture.damage().isEmpty()) {
          damage.add(
              ink.in(Style.YELLOW, corpus.path() + ": ")
                  + "a capture was imported up to its damage: "
                  + capture.damage());
        }
      }
    }
    List<String> lines = new ArrayList<>(table.lines(ink));
    lines.addAll(damage);
    return lines;
  }

  /** Writes {@code {"corpora": [{path, digest, captures: […], labels: […], …}]}}. */
  public void json(OutputStream to) {
    try (JsonGenerator json = FACTORY.createGenerator(new Unclosed(to))) {
      json.writeStartObject();
      json.writeArrayPropertyStart("corpora");
      corpora.forEach(corpus -> corpus(json, corpus));
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void corpus(JsonGenerator json, CorpusSummary corpus) {
    Manifest manifest = corpus.manifest();
    json.writeStartObject();
    json.writeStringProperty("path", corpus.path().toString());
    json.writeStringProperty("digest", manifest.digest());
    json.writeNumberProperty("bytes", corpus.bytes());
    json.writeNumberProperty("hosts", corpus.hosts());
    json.writeNumberProperty("events", manifest.events());
    json.writeNumberProperty("recordedSeconds", manifest.recordedNanos() / 1e9);
    json.writeNumberProperty("containers", corpus.containers());
    dropped(json, corpus.dropped());
    json.writeArrayPropertyStart("captures");
    manifest.captures().forEach(capture -> capture(json, capture));
    json.writeEndArray();
    json.writeArrayPropertyStart("labels");
    manifest.labels().forEach(label -> label(json, label));
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void capture(JsonGenerator json, Manifest.Capture capture) {
    json.writeStartObject();
    json.writeStringProperty("name", capture.name());
    json.writeStringProperty("digest", capture.digest());
    json.writeNumberProperty("bytes", capture.bytes());
    json.writeStringProperty("host", Utf8Text.decode(capture.host()));
    json.writeStringProperty("containerEngines", capture.containerEngines());
    json.writeNumberProperty("events", capture.events());
    json.writeNumberProperty("hiddenEvents", capture.hiddenEvents());
    json.writeNumberProperty("unknownEvents", capture.unknownEvents());
    dropped(json, capture.dropped());
    json.writeStringProperty("first", Times.iso8601Zulu(capture.firstTime()));
    json.writeStringProperty("last", Times.iso8601Zulu(capture.lastTime()));
    json.writeNumberProperty("containers", capture.containers());
    json.writeStringProperty("damage", capture.damage());
    json.writeStringProperty("importer", capture.importer());
    json.writeNumberProperty("segments", capture.segments().size());
    json.writeEndObject();
  }

  /** As a labels file has it, so that labels can be taken from one corpus to another. */
  private static void label(JsonGenerator json, Label label) {
    json.writeStartObject();
    json.writeStringProperty("name", label.name());
    json.writeNumberProperty("start", label.start());
    json.writeNumberProperty("end", label.end());
    json.writeStringProperty("host", Utf8Text.decode(label.host()));
    json.writeArrayPropertyStart("pids");
    label.pids().forEach(json::writeNumber);
    json.writeEndArray();
    json.writeStringProperty("technique", label.technique());
    json.writeArrayPropertyStart("aim");
    label.aim().forEach(json::writeString);
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void dropped(JsonGenerator json, long dropped) {
    if (dropped < 0) {
      json.writeNullProperty("dropped");
    } else {
      json.writeNumberProperty("dropped", dropped);
    }
  }
}
