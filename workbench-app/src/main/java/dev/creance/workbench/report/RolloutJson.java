package dev.creance.workbench.report;

import dev.creance.rollout.gate.Judgement;
import dev.creance.rollout.gate.Judgement.RuleJudgement;
import dev.creance.rollout.gate.Measured;
import dev.creance.rollout.run.ClusterStatus;
import dev.creance.rollout.run.Rollout;
import dev.creance.rollout.run.RolloutState;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;

/**
 * Rollouts for other programs. What is not known is left out: a rate that nobody foretold, nodes of
 * a cluster that cannot be measured.
 */
public final class RolloutJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private RolloutJson() {}

  /** Begins a document, {@code {"rollouts": […]}}; the stream stays open. */
  public static JsonGenerator begin(OutputStream to) {
    JsonGenerator json = FACTORY.createGenerator(new Unclosed(to));
    json.writeStartObject();
    json.writeArrayPropertyStart("rollouts");
    return json;
  }

  /** Ends the document. */
  public static void end(JsonGenerator json) {
    json.writeEndArray();
    json.writeEndObject();
  }

  /**
   * Adds a rollout, {@code {"plan", "phase", "release", "version", "wave", "reasons", "gate",
   * "clusters": [{"cluster", "channel", …}]}}.
   *
   * @param gate what the gate of the wave says that is watched now
   */
  public static void write(
      JsonGenerator json,
      String plan,
      RolloutState state,
      Optional<Judgement> gate,
      List<ClusterStatus> clusters) {
    json.writeStartObject();
    json.writeStringProperty("plan", plan);
    json.writeStringProperty("phase", Rollout.words(state.phase()));
    if (state.phase() != RolloutState.Phase.NONE) {
      json.writeStringProperty("release", state.release());
      json.writeStringProperty("version", state.version());
      json.writeNumberProperty("wave", state.wave() + 1);
      json.writeStringProperty("since", state.since().toString());
      strings(json, "reasons", state.reasons());
    }
    gate.ifPresent(judgement -> gate(json, judgement));
    json.writeArrayPropertyStart("clusters");
    clusters.forEach(cluster -> cluster(json, cluster));
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void cluster(JsonGenerator json, ClusterStatus cluster) {
    json.writeStartObject();
    json.writeStringProperty("cluster", cluster.state().cluster().name());
    json.writeStringProperty("wave", cluster.wave());
    json.writeStringProperty("channel", cluster.state().cluster().channel());
    if (!cluster.release().isEmpty()) {
      json.writeStringProperty("release", cluster.release());
      json.writeStringProperty("version", cluster.version());
    }
    if (cluster.state().problem().isEmpty()) {
      measured(json, cluster);
    } else {
      json.writeStringProperty("problem", cluster.state().problem());
    }
    json.writeEndObject();
  }

  private static void measured(JsonGenerator json, ClusterStatus cluster) {
    Measured measured = cluster.state().measured();
    json.writeNumberProperty("nodes", measured.nodes());
    json.writeNumberProperty("running", measured.running());
    json.writeNumberProperty("drift", cluster.drifted());
    json.writeObjectPropertyStart("runs");
    new TreeMap<>(cluster.state().runs()).forEach(json::writeNumberProperty);
    json.writeEndObject();
    json.writeNumberProperty("nodeHours", measured.nodeHours());
    json.writeNumberProperty("hits", measured.allHits());
    json.writeNumberProperty("events", measured.events());
    json.writeNumberProperty("dropped", measured.dropped());
    json.writeNumberProperty("errors", measured.loadErrors());
    cluster
        .judgement()
        .ifPresent(judgement -> {
          gate(json, judgement);
          json.writeArrayPropertyStart("rules");
          judgement.rules().forEach(rule -> rule(json, rule));
          json.writeEndArray();
        });
  }

  /** Beside the gate, all rules together: its noise. */
  private static void gate(JsonGenerator json, Judgement judgement) {
    json.writeObjectPropertyStart("gate");
    json.writeStringProperty("state", judgement.decision().name().toLowerCase(Locale.ROOT));
    strings(json, "reasons", judgement.reasons());
    number(json, "detectablePerNodeHour", judgement.detectable());
    json.writeEndObject();
    judgement
        .total()
        .ifPresent(total -> {
          number(json, "foretoldPerNodeHour", total.foretold());
          number(json, "measuredPerNodeHour", total.measured());
        });
  }

  private static void rule(JsonGenerator json, RuleJudgement rule) {
    json.writeStartObject();
    json.writeStringProperty("rule", rule.rule());
    json.writeNumberProperty("hits", rule.hits());
    number(json, "foretoldPerNodeHour", rule.foretold());
    number(json, "measuredPerNodeHour", rule.measured());
    if (!Double.isNaN(rule.foretold())) {
      json.writeNumberProperty("least", rule.low());
      json.writeNumberProperty("most", rule.high());
      number(json, "probability", rule.probability());
    }
    json.writeBooleanProperty("noisy", rule.noisy());
    json.writeEndObject();
  }

  /** JSON has no NaN and no infinity. */
  private static void number(JsonGenerator json, String name, double value) {
    if (Double.isFinite(value)) {
      json.writeNumberProperty(name, value);
    }
  }

  private static void strings(JsonGenerator json, String name, List<String> values) {
    json.writeArrayPropertyStart(name);
    values.forEach(json::writeString);
    json.writeEndArray();
  }
}
