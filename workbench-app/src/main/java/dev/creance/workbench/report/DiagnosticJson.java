package dev.creance.workbench.report;

import dev.creance.grammar.source.Diagnostic;
import dev.creance.grammar.source.Severity;
import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.source.Span;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;

/**
 * Diagnostics as documents for programs: the JSON of {@code check --json} and SARIF 2.1.0.
 *
 * <p>Lines and columns count from 1; {@code endLine} and {@code endColumn} are the place behind the
 * last character.
 */
public final class DiagnosticJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private DiagnosticJson() {}

  /** Writes {@code {"successful", "errors", "warnings"}}. */
  public static void write(List<Diagnostic> diagnostics, OutputStream to) {
    try (JsonGenerator json = FACTORY.createGenerator(new Unclosed(to))) {
      json.writeStartObject();
      json.writeBooleanProperty(
          "successful", diagnostics.stream().noneMatch(d -> d.severity() == Severity.ERROR));
      for (Severity severity : Severity.values()) {
        json.writeArrayPropertyStart(severity.name().toLowerCase(Locale.ROOT) + "s");
        for (Diagnostic diagnostic : diagnostics) {
          if (diagnostic.severity() == severity) {
            diagnostic(json, diagnostic);
          }
        }
        json.writeEndArray();
      }
      json.writeEndObject();
    }
  }

  private static void diagnostic(JsonGenerator json, Diagnostic diagnostic) {
    json.writeStartObject();
    json.writeStringProperty("code", diagnostic.code().name());
    json.writeStringProperty("message", diagnostic.message());
    json.writeStringProperty("file", diagnostic.file().name());
    place(json, diagnostic.file(), diagnostic.span(), "line", "column");
    json.writeStringProperty("item", diagnostic.item());
    if (diagnostic.fix().isPresent()) {
      Diagnostic.Fix fix = diagnostic.fix().get();
      json.writeObjectPropertyStart("fix");
      json.writeStringProperty("title", fix.title());
      place(json, diagnostic.file(), fix.span(), "line", "column");
      json.writeStringProperty("replacement", fix.replacement());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  /** Writes one SARIF run with a rule for each code that occurs. */
  public static void writeSarif(List<Diagnostic> diagnostics, OutputStream to) {
    try (JsonGenerator json = FACTORY.createGenerator(new Unclosed(to))) {
      json.writeStartObject();
      json.writeStringProperty("version", "2.1.0");
      json.writeStringProperty("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
      json.writeArrayPropertyStart("runs");
      json.writeStartObject();
      json.writeObjectPropertyStart("tool");
      json.writeObjectPropertyStart("driver");
      json.writeStringProperty("name", "creance");
      json.writeArrayPropertyStart("rules");
      for (String code :
          diagnostics.stream().map(d -> d.code().name()).distinct().sorted().toList()) {
        json.writeStartObject();
        json.writeStringProperty("id", code);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndObject();
      json.writeArrayPropertyStart("results");
      for (Diagnostic diagnostic : diagnostics) {
        sarifResult(json, diagnostic);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void sarifResult(JsonGenerator json, Diagnostic diagnostic) {
    json.writeStartObject();
    json.writeStringProperty("ruleId", diagnostic.code().name());
    json.writeStringProperty(
        "level", diagnostic.severity() == Severity.ERROR ? "error" : "warning");
    json.writeObjectPropertyStart("message");
    String item = diagnostic.item();
    json.writeStringProperty(
        "text", item.isEmpty() ? diagnostic.message() : item + ": " + diagnostic.message());
    json.writeEndObject();
    json.writeArrayPropertyStart("locations");
    json.writeStartObject();
    json.writeObjectPropertyStart("physicalLocation");
    json.writeObjectPropertyStart("artifactLocation");
    json.writeStringProperty("uri", diagnostic.file().name());
    json.writeEndObject();
    json.writeObjectPropertyStart("region");
    place(json, diagnostic.file(), diagnostic.span(), "startLine", "startColumn");
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void place(
      JsonGenerator json, SourceFile file, Span span, String line, String column) {
    int start = Math.min(span.start(), file.text().length());
    int end = Math.min(span.end(), file.text().length());
    json.writeNumberProperty(line, file.line(start));
    json.writeNumberProperty(column, file.column(start));
    json.writeNumberProperty("endLine", file.line(end));
    json.writeNumberProperty("endColumn", file.column(end));
  }
}
