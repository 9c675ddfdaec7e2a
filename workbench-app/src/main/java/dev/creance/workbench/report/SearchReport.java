package dev.creance.workbench.report;

import dev.creance.corpus.search.Found;
import dev.creance.corpus.search.Match;
import dev.creance.workbench.terminal.Ink;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.terminal.ShownText;
import dev.creance.workbench.terminal.Style;
import dev.creance.workbench.terminal.TextTable;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;

/** What a search found, as a table or a document. */
public final class SearchReport {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final Found found;
  private final long events;
  private final double elapsedMillis;

  /**
   * @param events how many events have all words
   * @param elapsedMillis what finding took
   */
  public SearchReport(Found found, long events, double elapsedMillis) {
    this.found = found;
    this.events = events;
    this.elapsedMillis = elapsedMillis;
  }

  /**
   * The values that have all words; where there are none but several words, those of each word.
   *
   * @param limit how many values to show
   * @param columns the width of the terminal
   */
  public List<String> lines(int limit, int columns, Ink ink) {
    List<Match> all = found.values();
    if (!all.isEmpty() || found.words().size() < 2) {
      return all.isEmpty() ? List.of() : table(all, limit, columns, ink);
    }
    List<String> lines = new ArrayList<>();
    for (int word = 0; word < found.words().size(); word++) {
      lines.add((word == 0 ? "" : "\n") + ink.in(Style.CYAN, found.words().get(word)));
      List<Match> matches = found.values(word);
      lines.addAll(matches.isEmpty() ? List.of("(nowhere)") : table(matches, limit, columns, ink));
    }
    return lines;
  }

  private static List<String> table(List<Match> matches, int limit, int columns, Ink ink) {
    TextTable table =
        new TextTable(
            List.of(TextTable.right("events"), TextTable.left("field"), TextTable.left("value")));
    int room = Math.max(30, columns - 32);
    matches.stream()
        .limit(limit)
        .forEach(match ->
            table.row(
                Quantities.grouped(match.events()),
                match.field(),
                shortened(shown(match.text()), room)));
    List<String> lines = new ArrayList<>(table.lines(ink));
    if (matches.size() > limit) {
      lines.add(ink.in(Style.DIM, "… and " + Quantities.grouped(matches.size() - limit) + " more"));
    }
    return lines;
  }

  /** Without control characters. */
  private static String shown(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return ShownText.of(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  private static String shortened(String text, int room) {
    return text.codePointCount(0, text.length()) <= room
        ? text
        : text.substring(0, text.offsetByCodePoints(0, room - 1)) + "…";
  }

  /** One line: how many events. */
  public String summary() {
    return Quantities.count(events, "event has", "events have")
        + (found.words().size() > 1 ? " all words" : " it")
        + "; found in "
        + Quantities.rate(elapsedMillis)
        + " ms";
  }

  /** Writes {@code {"words", "events", "values": [{field, value, events}], "elapsedMillis"}}. */
  public void json(int limit, OutputStream to) {
    try (JsonGenerator json = FACTORY.createGenerator(new Unclosed(to))) {
      json.writeStartObject();
      json.writeArrayPropertyStart("words");
      found.words().forEach(json::writeString);
      json.writeEndArray();
      json.writeNumberProperty("events", events);
      json.writeNumberProperty("elapsedMillis", elapsedMillis);
      List<Match> matches = found.values();
      json.writeNumberProperty("valueCount", matches.size());
      json.writeArrayPropertyStart("values");
      for (Match match : matches.subList(0, Math.min(limit, matches.size()))) {
        json.writeStartObject();
        json.writeStringProperty("field", match.field());
        json.writeStringProperty("value", match.text());
        json.writeNumberProperty("events", match.events());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }
}
