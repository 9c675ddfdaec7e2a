package dev.creance.workbench.report;

import dev.creance.tuning.regression.TestOutcome;
import dev.creance.tuning.regression.TestOutcome.Status;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;

/** Outcomes of regression tests for other programs: JUnit's XML and SARIF. */
public final class TestFiles {
  private static final JsonFactory FACTORY = new JsonFactory();

  private TestFiles() {}

  /** Writes JUnit's XML, one suite a test file. */
  public static void junit(List<TestOutcome> outcomes, double seconds, OutputStream to) {
    Map<String, List<TestOutcome>> suites =
        outcomes.stream()
            .collect(
                Collectors.groupingBy(
                    outcome -> outcome.file().path().toString(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(to, "UTF-8");
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuites");
      counts(xml, outcomes);
      xml.writeAttribute("time", String.format(Locale.ROOT, "%.3f", seconds));
      for (Map.Entry<String, List<TestOutcome>> suite : suites.entrySet()) {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", suite.getKey());
        counts(xml, suite.getValue());
        for (TestOutcome outcome : suite.getValue()) {
          testCase(xml, outcome);
        }
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
      }
      xml.writeCharacters("\n");
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new java.io.UncheckedIOException(new java.io.IOException(e));
    }
  }

  private static void counts(XMLStreamWriter xml, List<TestOutcome> outcomes)
      throws XMLStreamException {
    xml.writeAttribute("tests", Integer.toString(outcomes.size()));
    xml.writeAttribute("failures", count(outcomes, Status.FAILED));
    xml.writeAttribute("errors", count(outcomes, Status.BROKEN));
  }

  private static String count(List<TestOutcome> outcomes, Status status) {
    return Long.toString(outcomes.stream().filter(one -> one.status() == status).count());
  }

  private static void testCase(XMLStreamWriter xml, TestOutcome outcome) throws XMLStreamException {
    xml.writeCharacters("\n    ");
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", outcome.file().path().toString());
    xml.writeAttribute("name", printable(outcome.test().name()));
    xml.writeAttribute("line", Integer.toString(outcome.test().line()));
    if (!outcome.passed()) {
      xml.writeStartElement(outcome.status() == Status.FAILED ? "failure" : "error");
      xml.writeAttribute("message", printable(outcome.message()));
      xml.writeCharacters(printable(String.join("\n", outcome.details())));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  /** XML has no control characters. */
  private static String printable(String text) {
    return text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", ".").replaceAll("[\\x{FFFE}\\x{FFFF}]", "?");
  }

  /** Writes SARIF 2.1.0: failed tests as results, at their lines in the test files. */
  public static void sarif(List<TestOutcome> outcomes, OutputStream to) {
    try (JsonGenerator json = FACTORY.createGenerator(new Unclosed(to))) {
      json.writeStartObject();
      json.writeStringProperty("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
      json.writeStringProperty("version", "2.1.0");
      json.writeArrayPropertyStart("runs");
      json.writeStartObject();
      json.writeObjectPropertyStart("tool");
      json.writeObjectPropertyStart("driver");
      json.writeStringProperty("name", "creance test");
      json.writeArrayPropertyStart("rules");
      for (Status status : List.of(Status.FAILED, Status.BROKEN)) {
        json.writeStartObject();
        json.writeStringProperty("id", id(status));
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndObject();
      json.writeArrayPropertyStart("results");
      outcomes.stream().filter(outcome -> !outcome.passed()).forEach(one -> result(json, one));
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static String id(Status status) {
    return status == Status.FAILED ? "test-failed" : "test-broken";
  }

  private static void result(JsonGenerator json, TestOutcome outcome) {
    json.writeStartObject();
    json.writeStringProperty("ruleId", id(outcome.status()));
    json.writeStringProperty("level", "error");
    json.writeObjectPropertyStart("message");
    json.writeStringProperty("text", outcome.test().name() + ": " + outcome.message());
    json.writeEndObject();
    json.writeArrayPropertyStart("locations");
    json.writeStartObject();
    json.writeObjectPropertyStart("physicalLocation");
    json.writeObjectPropertyStart("artifactLocation");
    json.writeStringProperty("uri", outcome.file().path().toString().replace(" ", "%20"));
    json.writeEndObject();
    json.writeObjectPropertyStart("region");
    json.writeNumberProperty("startLine", outcome.test().line());
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }
}
