package dev.creance.workbench.report;

import dev.creance.events.Utf8Text;
import dev.creance.tuning.noise.NoiseReport;
import dev.creance.tuning.noise.NoiseReport.RuleNoise;
import dev.creance.tuning.noise.NoiseReport.Share;
import dev.creance.tuning.noise.NoiseReport.StepOutcome;
import dev.creance.tuning.noise.NoiseReport.TechniqueCoverage;
import dev.creance.tuning.statistics.Interval;
import dev.creance.tuning.statistics.Proportion;
import dev.creance.tuning.statistics.Rate;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;

/** Noise and hit rate as one JSON document. */
public final class NoiseJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private NoiseJson() {}

  /** Writes a report. */
  public static void write(NoiseReport report, OutputStream to) {
    try (JsonGenerator json = FACTORY.createGenerator(new Unclosed(to))) {
      json.writeStartObject();
      json.writeNumberProperty("normalNodeDays", report.normalDays());
      json.writeNumberProperty("recordedNodeDays", report.recordedDays());
      rate(json, "noise", report.noise());
      proportion(json, "hitRate", report.hitRate());
      json.writeArrayPropertyStart("rules");
      report.rules().forEach(rule -> rule(json, rule, report.hourDays()));
      json.writeEndArray();
      json.writeArrayPropertyStart("attackSteps");
      report.steps().forEach(step -> step(json, step));
      json.writeEndArray();
      json.writeArrayPropertyStart("techniques");
      report.techniques().forEach(technique -> technique(json, technique));
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void rule(JsonGenerator json, RuleNoise rule, List<Double> hourDays) {
    json.writeStartObject();
    json.writeStringProperty("rule", rule.rule().name());
    fields(json, rule);
    shares(json, "workloads", rule.workloads());
    shares(json, "hosts", rule.hosts());
    json.writeArrayPropertyStart("hours");
    for (int hour = 0; hour < 24; hour++) {
      if (hourDays.get(hour) > 0) {
        json.writeStartObject();
        json.writeNumberProperty("hour", hour);
        json.writeNumberProperty("hits", rule.hours().get(hour));
        json.writeNumberProperty("nodeDays", hourDays.get(hour));
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** The figures of a rule. */
  static void fields(JsonGenerator json, RuleNoise rule) {
    json.writeNumberProperty("hits", rule.hits());
    json.writeNumberProperty("normalHits", rule.normalHits());
    json.writeNumberProperty("attackHits", rule.attackHits());
    json.writeNumberProperty("distinct", rule.signatures());
    json.writeNumberProperty("normalDistinct", rule.normalSignatures());
    rate(json, "noise", rule.noise());
    rate(json, "distinctNoise", rule.signatureNoise());
    proportion(json, "hitRate", rule.hitRate());
    json.writeNumberProperty("attackStepsCaught", rule.stepsCaught());
    proportion(json, "precision", rule.precision());
  }

  private static void shares(JsonGenerator json, String name, List<Share> shares) {
    json.writeArrayPropertyStart(name);
    for (Share share : shares) {
      json.writeStartObject();
      json.writeStringProperty("name", Utf8Text.decode(share.name()));
      json.writeNumberProperty("hits", share.hits());
      json.writeNumberProperty("distinct", share.signatures());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void step(JsonGenerator json, StepOutcome step) {
    json.writeStartObject();
    json.writeStringProperty("name", step.step().name());
    texts(json, "techniques", step.techniques());
    texts(json, "aim", step.step().label().aim());
    json.writeBooleanProperty("caught", step.caught());
    texts(json, "caughtBy", step.caughtBy());
    json.writeEndObject();
  }

  private static void technique(JsonGenerator json, TechniqueCoverage technique) {
    json.writeStartObject();
    json.writeStringProperty("technique", technique.id());
    proportion(json, "hitRate", technique.hitRate());
    texts(json, "caughtBy", technique.caughtBy());
    texts(json, "claimedBy", technique.claimedBy());
    json.writeEndObject();
  }

  static void texts(JsonGenerator json, String name, Iterable<String> texts) {
    json.writeArrayPropertyStart(name);
    texts.forEach(json::writeString);
    json.writeEndArray();
  }

  static void rate(JsonGenerator json, String name, Optional<Rate> rate) {
    if (rate.isEmpty()) {
      json.writeNullProperty(name);
      return;
    }
    json.writeObjectPropertyStart(name);
    json.writeNumberProperty("hits", rate.get().count());
    json.writeNumberProperty("nodeDays", rate.get().exposure());
    json.writeNumberProperty("perNodeDay", rate.get().value());
    interval(json, rate.get().interval());
    json.writeEndObject();
  }

  static void proportion(JsonGenerator json, String name, Optional<Proportion> proportion) {
    if (proportion.isEmpty()) {
      json.writeNullProperty(name);
      return;
    }
    json.writeObjectPropertyStart(name);
    json.writeNumberProperty("of", proportion.get().trials());
    json.writeNumberProperty("are", proportion.get().successes());
    json.writeNumberProperty("rate", proportion.get().value());
    interval(json, proportion.get().interval());
    json.writeEndObject();
  }

  private static void interval(JsonGenerator json, Interval interval) {
    json.writeNumberProperty("low", interval.low());
    json.writeNumberProperty("high", interval.high());
  }
}
