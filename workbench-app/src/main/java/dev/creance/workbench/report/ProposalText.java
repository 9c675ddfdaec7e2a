package dev.creance.workbench.report;

import dev.creance.events.Utf8Text;
import dev.creance.tuning.propose.FieldTest;
import dev.creance.tuning.propose.Proposal;
import dev.creance.tuning.propose.Proposals;
import dev.creance.tuning.propose.Proposals.Rejection;
import dev.creance.workbench.terminal.Ink;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.terminal.Style;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;

/** Proposed exceptions for people and for programs. */
public final class ProposalText {
  private static final JsonFactory FACTORY = new JsonFactory();

  private ProposalText() {}

  /** What was found, for people. */
  public static List<String> lines(Proposals found, Ink ink) {
    List<String> lines = new ArrayList<>();
    int number = 0;
    for (Proposal proposal : found.proposals()) {
      lines.add(
          ink.in(Style.BOLD, ++number + ". leaves out ")
              + ink.in(
                  Style.GREEN,
                  Quantities.grouped(proposal.hitsRemoved())
                      + " of "
                      + Quantities.count(found.hits(), "hit", "hits"))
              + " ("
              + NoiseText.percent((double) proposal.hitsRemoved() / found.hits())
              + ")");
      for (FieldTest test : proposal.tests()) {
        lines.add(
            "     " + test.text() + (test.spoofable() ? ink.in(Style.DIM, "   spoofable") : ""));
      }
      lines.add("   " + judgement(proposal));
      if (proposal.wideOpen()) {
        lines.add(
            "   "
                + ink.in(
                    Style.YELLOW,
                    "an attacker who knows this exception can hide in it: all its fields are his to"
                        + " choose"));
      }
      lines.add("");
      proposal.overlay().lines().forEach(line -> lines.add("   " + ink.in(Style.CYAN, line)));
      lines.add("");
    }
    for (Rejection rejection : found.rejected()) {
      lines.add(
          ink.in(Style.YELLOW, "not offered: ")
              + rejection.tests().stream().map(FieldTest::text).collect(Collectors.joining(" and "))
              + "; attack steps look the same: "
              + String.join(", ", rejection.attacks()));
    }
    return lines;
  }

  private static String judgement(Proposal proposal) {
    String safe =
        proposal.attackStepsCaught() == 0
            ? "no labelled attack step trips this rule here, so nothing shows that it is safe"
            : proposal.attackStepsCaught() == 1
                ? "keeps the one attack step that the rule catches"
                : "keeps all "
                    + proposal.attackStepsCaught()
                    + " attack steps that the rule catches";
    return safe
        + "; "
        + Quantities.count(proposal.distinctContexts(), "distinct context", "distinct contexts")
        + "; passes "
        + Quantities.grouped(proposal.eventsCovered())
        + " of "
        + Quantities.grouped(proposal.events())
        + " events of its types ("
        + NoiseText.percent((double) proposal.eventsCovered() / Math.max(1, proposal.events()))
        + ")";
  }

  /** One line. */
  public static String summary(Proposals found) {
    return "'"
        + found.rule()
        + "': "
        + Quantities.count(found.hits(), "hit", "hits")
        + ", "
        + Quantities.grouped(found.normalHits())
        + " of them labelled normal, "
        + Quantities.grouped(found.attackHits())
        + " of attack steps; "
        + Quantities.count(found.proposals().size(), "proposal", "proposals");
  }

  /** One JSON document. */
  public static void json(Proposals found, OutputStream to) {
    try (JsonGenerator json = FACTORY.createGenerator(new Unclosed(to))) {
      json.writeStartObject();
      json.writeStringProperty("rule", found.rule());
      json.writeNumberProperty("hits", found.hits());
      json.writeNumberProperty("normalHits", found.normalHits());
      json.writeNumberProperty("attackHits", found.attackHits());
      json.writeNumberProperty("attackStepsCaught", found.attackStepsCaught());
      json.writeArrayPropertyStart("proposals");
      found.proposals().forEach(proposal -> proposal(json, proposal));
      json.writeEndArray();
      json.writeArrayPropertyStart("rejected");
      for (Rejection rejection : found.rejected()) {
        json.writeStartObject();
        tests(json, rejection.tests());
        json.writeNumberProperty("hits", rejection.hits());
        NoiseJson.texts(json, "attackSteps", rejection.attacks());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void proposal(JsonGenerator json, Proposal proposal) {
    json.writeStartObject();
    json.writeStringProperty("overlay", proposal.overlay());
    json.writeStringProperty("name", proposal.name());
    tests(json, proposal.tests());
    json.writeNumberProperty("hitsRemoved", proposal.hitsRemoved());
    json.writeNumberProperty("hitsLeft", proposal.hitsLeft());
    json.writeNumberProperty("normalHitsRemoved", proposal.normalHitsRemoved());
    json.writeNumberProperty("attackHitsRemoved", proposal.attackHitsRemoved());
    json.writeNumberProperty("attackStepsLost", proposal.attackStepsLost());
    json.writeNumberProperty("attackStepsCaught", proposal.attackStepsCaught());
    json.writeBooleanProperty("safe", proposal.safe());
    json.writeNumberProperty("distinctContexts", proposal.distinctContexts());
    json.writeNumberProperty("eventsCovered", proposal.eventsCovered());
    json.writeNumberProperty("events", proposal.events());
    NoiseJson.texts(json, "spoofableFields", proposal.spoofableFields());
    json.writeBooleanProperty("wideOpen", proposal.wideOpen());
    if (!Double.isNaN(proposal.noiseLeft())) {
      json.writeNumberProperty("noiseLeftPerNodeDay", proposal.noiseLeft());
    }
    json.writeEndObject();
  }

  private static void tests(JsonGenerator json, List<FieldTest> tests) {
    json.writeArrayPropertyStart("tests");
    for (FieldTest test : tests) {
      json.writeStartObject();
      json.writeStringProperty("field", test.field());
      json.writeStringProperty("operator", test.operator().text());
      json.writeStringProperty("value", Utf8Text.decode(test.value()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
