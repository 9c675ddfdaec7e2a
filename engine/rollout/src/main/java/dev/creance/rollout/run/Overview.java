package dev.creance.rollout.run;

import dev.creance.release.bundle.ReleaseException;
import dev.creance.release.publish.Fetched;
import dev.creance.rollout.gate.Gate;
import dev.creance.rollout.gate.Judgement;
import dev.creance.rollout.plan.RolloutPlan;
import dev.creance.rollout.plan.RolloutPlan.Cluster;
import dev.creance.rollout.plan.RolloutPlan.Wave;
import dev.creance.rollout.run.RolloutState.Offered;
import dev.creance.rollout.run.Survey.Question;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All clusters of a plan: what they are offered, what they run, and how noisy it is. */
final class Overview {
  private static final Duration SHOWN_SPAN = Duration.ofHours(24);

  private final RolloutPlan plan;
  private final Offers offers;
  private final Survey survey;

  Overview(RolloutPlan plan, Offers offers, Survey survey) {
    this.plan = plan;
    this.offers = offers;
    this.survey = survey;
  }

  /** In the plan's order. */
  List<ClusterStatus> of(RolloutState state, Instant now) throws IOException, InterruptedException {
    Map<String, Optional<Offered>> channels = new HashMap<>();
    List<Wave> waves = new ArrayList<>();
    List<Question> questions = new ArrayList<>();
    List<Optional<Offered>> offered = new ArrayList<>();
    for (int number = 0; number < plan.waves().size(); number++) {
      Wave wave = plan.waves().get(number);
      Instant since = now.minus(SHOWN_SPAN);
      Instant moved = state.moved().get(number);
      since = moved != null && moved.isAfter(since) ? moved : since;
      for (Cluster cluster : wave.clusters()) {
        Optional<Offered> of = channels.get(cluster.channel());
        if (of == null) {
          of = offers.of(cluster.channel());
          channels.put(cluster.channel(), of);
        }
        waves.add(wave);
        offered.add(of);
        questions.add(new Question(cluster, of.map(Offered::release).orElse(""), since));
      }
    }
    List<ClusterState> states = survey.glance(questions, now);
    List<ClusterStatus> all = new ArrayList<>();
    for (int i = 0; i < states.size(); i++) {
      Duration span = Duration.between(questions.get(i).since(), now);
      all.add(status(waves.get(i), states.get(i), offered.get(i), span));
    }
    return all;
  }

  private ClusterStatus status(
      Wave wave, ClusterState measured, Optional<Offered> offered, Duration span)
      throws IOException, InterruptedException {
    if (offered.isEmpty()) {
      return new ClusterStatus(wave.name(), measured, "", "", Optional.empty());
    }
    String release = offered.get().release();
    try {
      Fetched of = offers.fetch(offered.get().artifact());
      Judgement judgement =
          new Gate(wave.gate(), of.release().report()).judge(measured.measured(), span);
      return new ClusterStatus(
          wave.name(),
          measured,
          release,
          of.release().manifest().version(),
          Optional.of(judgement));
    } catch (ReleaseException e) {
      return new ClusterStatus(wave.name(), measured, release, "", Optional.empty());
    }
  }
}
