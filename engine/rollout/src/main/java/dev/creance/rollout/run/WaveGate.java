package dev.creance.rollout.run;

import dev.creance.release.bundle.MeasureReport;
import dev.creance.rollout.gate.Gate;
import dev.creance.rollout.gate.Judgement;
import dev.creance.rollout.gate.Judgement.Decision;
import dev.creance.rollout.gate.Measured;
import dev.creance.rollout.plan.RolloutPlan.Wave;
import dev.creance.rollout.run.Survey.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The gate of a wave, and what is measured in its clusters. */
final class WaveGate {
  private final Wave wave;
  private final Survey survey;

  WaveGate(Wave wave, Survey survey) {
    this.wave = wave;
    this.survey = survey;
  }

  /**
   * What it says now.
   *
   * @param release the digest of the release that the wave's channels moved to
   * @param report what was foretold of it
   * @param since when they moved
   */
  Judgement judge(String release, MeasureReport report, Instant since, Instant now)
      throws InterruptedException {
    Measured all = Measured.NOTHING;
    List<String> problems = new ArrayList<>();
    List<Question> questions =
        wave.clusters().stream().map(cluster -> new Question(cluster, release, since)).toList();
    for (ClusterState measured : survey.thorough(questions, now)) {
      all = all.plus(measured.measured());
      if (!measured.problem().isEmpty()) {
        problems.add(measured.cluster().name() + " cannot be measured: " + measured.problem());
      }
    }
    Duration elapsed = Duration.between(since, now);
    Judgement judgement = new Gate(wave.gate(), report).judge(all, elapsed);
    return problems.isEmpty() ? judgement : unmeasured(judgement, problems, elapsed);
  }

  /** What is not known never lets a rollout go on; what is known may stop it. */
  private Judgement unmeasured(Judgement judgement, List<String> problems, Duration elapsed) {
    if (judgement.decision() == Decision.FAIL) {
      return judgement;
    }
    problems.addAll(judgement.reasons());
    boolean late = elapsed.compareTo(wave.gate().within()) >= 0;
    return new Judgement(
        late ? Decision.HOLD : Decision.WAIT,
        problems,
        judgement.total(),
        judgement.rules(),
        judgement.detectable());
  }
}
