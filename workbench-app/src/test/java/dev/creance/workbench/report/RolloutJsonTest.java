package dev.creance.workbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.rollout.gate.Judgement;
import dev.creance.rollout.gate.Judgement.Decision;
import dev.creance.rollout.gate.Judgement.RuleJudgement;
import dev.creance.rollout.gate.Measured;
import dev.creance.rollout.plan.RolloutPlan.Cluster;
import dev.creance.rollout.run.ClusterState;
import dev.creance.rollout.run.ClusterStatus;
import dev.creance.rollout.run.RolloutState;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RolloutJsonTest {
  private static final Cluster EU =
      new Cluster("eu-1", "stable", URI.create("http://p:9090"), "c=\"eu\"", OptionalInt.empty());

  private static JsonNode written(ClusterStatus... clusters) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = RolloutJson.begin(out)) {
      RolloutJson.write(
          json, "web.plan.yaml", RolloutState.NONE, Optional.empty(), List.of(clusters));
      RolloutJson.end(json);
    }
    return JsonMapper.shared().readTree(out.toByteArray()).at("/rollouts/0");
  }

  @Test
  void noiseIsBesideWhatWasForetold() {
    Judgement judgement =
        new Judgement(
            Decision.FAIL,
            List.of("shell is noisy"),
            Optional.of(new RuleJudgement("all", 0.5, 2, 9, 40, 8, 1e-9, true)),
            List.of(
                new RuleJudgement("shell", 0.5, 2, 9, 39, 7.8, 1e-9, true),
                new RuleJudgement("new", Double.NaN, 0, 0, 1, 0.2, Double.NaN, false)),
            Double.POSITIVE_INFINITY);
    JsonNode cluster =
        written(
                new ClusterStatus(
                    "wave two",
                    new ClusterState(
                        EU,
                        Map.of("sha256:b", 3, "sha256:a", 1),
                        new Measured(5, 3, 5, Map.of("shell", 39L, "new", 1L), 2, 1_000, 10),
                        ""),
                    "sha256:b",
                    "1.2.0",
                    Optional.of(judgement)))
            .at("/clusters/0");
    assertThat(cluster)
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"cluster": "eu-1", "wave": "wave two", "channel": "stable",
                     "release": "sha256:b", "version": "1.2.0",
                     "nodes": 5, "running": 3, "drift": 2,
                     "runs": {"sha256:a": 1, "sha256:b": 3},
                     "nodeHours": 5.0, "hits": 40, "events": 1000, "dropped": 10, "errors": 2,
                     "gate": {"state": "fail", "reasons": ["shell is noisy"]},
                     "foretoldPerNodeHour": 0.5, "measuredPerNodeHour": 8.0,
                     "rules": [
                       {"rule": "shell", "hits": 39, "foretoldPerNodeHour": 0.5,
                        "measuredPerNodeHour": 7.8, "least": 2, "most": 9, "probability": 1.0E-9,
                        "noisy": true},
                       {"rule": "new", "hits": 1, "measuredPerNodeHour": 0.2, "noisy": false}]}
                    """));
  }

  @Test
  void whatIsUnknownIsLeftOut() {
    JsonNode rollout =
        written(
            new ClusterStatus(
                "w",
                new ClusterState(EU, Map.of(), Measured.NOTHING, "silent"),
                "",
                "",
                Optional.empty()));
    assertThat(rollout)
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"plan": "web.plan.yaml", "phase": "none", "clusters": [
                      {"cluster": "eu-1", "wave": "w", "channel": "stable", "problem": "silent"}]}
                    """));
  }
}
