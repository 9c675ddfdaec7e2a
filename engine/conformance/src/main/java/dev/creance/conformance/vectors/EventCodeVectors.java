package dev.creance.conformance.vectors;

import dev.creance.grammar.checked.EventCodes;
import dev.creance.grammar.syntax.ConditionParser;
import dev.creance.grammar.vocabulary.EventTable;
import java.util.BitSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Which events a condition lets a rule see. */
final class EventCodeVectors {
  private EventCodeVectors() {}

  static void look(JsonNode row, Findings findings) {
    JsonNode expect = row.path("expect");
    BitSet codes = codes(row.at("/input/condition").asString());
    if (expect.has("ok")) {
      findings.same("ok", expect.path("ok").asBoolean(), codes != null);
    } else if (codes == null) {
      findings.wrong("no codes");
    } else if (expect.has("same_codes_as")) {
      findings.same("codes", codes(expect.path("same_codes_as").asString()), codes);
    } else {
      names(codes, expect.path("event_names"), findings);
    }
  }

  private static void names(BitSet codes, JsonNode expect, Findings findings) {
    EventTable table = EventTable.current();
    if (expect.has("all")) {
      findings.same("codes", EventCodes.all(), codes);
    } else if (expect.has("none")) {
      findings.same("codes", new BitSet(), codes);
    } else {
      TreeSet<String> found = new TreeSet<>();
      codes.stream().forEach(code -> found.add(table.type(code).name()));
      TreeSet<String> expected = new TreeSet<>();
      expect.path("only").forEach(name -> expected.add(name.asString()));
      if (expect.has("all_except")) {
        expected.addAll(table.names());
        expect.path("all_except").forEach(name -> expected.remove(name.asString()));
      }
      findings.same("events", expected, found);
    }
  }

  private static @Nullable BitSet codes(String condition) {
    return EventCodes.of(ConditionParser.parse(condition).tree(), name -> null)
            instanceof EventCodes.Outcome.Codes codes
        ? codes.codes()
        : null;
  }
}
