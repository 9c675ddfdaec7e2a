package dev.creance.rollout.run;

import dev.creance.catalogue.AuditAction;
import dev.creance.catalogue.AuditTrail;
import dev.creance.release.approval.ApprovalFiles;
import dev.creance.release.approval.Policy;
import dev.creance.release.approval.Verdict;
import dev.creance.release.approval.Verifier;
import dev.creance.release.bundle.ReleaseException;
import dev.creance.release.publish.Fetched;
import dev.creance.release.publish.Fetcher;
import dev.creance.release.publish.Publisher;
import dev.creance.release.registry.Reference;
import dev.creance.release.registry.Registry;
import dev.creance.rollout.gate.Judgement;
import dev.creance.rollout.measure.Prometheus;
import dev.creance.rollout.plan.RolloutPlan;
import dev.creance.rollout.plan.RolloutPlan.Wave;
import dev.creance.rollout.run.RolloutState.Offered;
import dev.creance.rollout.run.RolloutState.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes a release through the clusters of a plan: moves the channels of a wave, measures what its
 * clusters do, and by the gate's word goes on, holds, or goes back to what ran before. Whatever it
 * does is an entry in the audit trail first, and is done again when it was interrupted; of several
 * programs that do it at once, one does each step.
 *
 * <p>Agents refuse a release that is older than the one they run. The way back is therefore signed
 * by the plan's operator, for exactly this release in place of exactly that one.
 */
public final class Rollout {
  /** Who acts when nobody does. */
  public static final String GATE = "gate";

  private final RolloutPlan plan;
  private final AuditTrail trail;
  private final Registry registry;
  private final Offers offers;
  private final Survey survey;
  private final Clock clock = Clock.systemUTC();

  /**
   * @param prometheus asked for what the plan's metrics are called there
   */
  public Rollout(RolloutPlan plan, AuditTrail trail, Registry registry, Prometheus prometheus) {
    this.plan = plan;
    this.trail = trail;
    this.registry = registry;
    this.offers = new Offers(plan, registry);
    this.survey = new Survey(prometheus, plan.metrics());
  }

  /** Where it stands. */
  public RolloutState state() throws IOException {
    return RolloutState.of(trail.entries(plan.name()));
  }

  /**
   * Begins with a release, unless it is under way already.
   *
   * @param tag of the release in the plan's repository: its version, a channel, or a digest
   * @throws RolloutException when another one is under way, or the policy does not let it out
   */
  public RolloutState start(String tag, String actor)
      throws IOException, InterruptedException, ReleaseException, RolloutException {
    RolloutState state = state();
    Fetched next = new Fetcher(registry).fetch(plan.rules().at(tag), "").orElseThrow();
    if (next.release().digest().equals(state.release()) && state.phase() != Phase.NONE) {
      if (state.phase() == Phase.ROLLED_BACK) {
        throw new RolloutException(
            "this release was rolled back ("
                + String.join("; ", state.reasons())
                + "): make a new one");
      }
      return state;
    }
    if (!state.phase().ended()) {
      throw new RolloutException(
          "release "
              + state.version()
              + " is under way in "
              + plan.name()
              + ": let it end, or roll it back");
    }
    Verdict verdict = verifier().judge(next.release(), next.signatures());
    if (!verdict.accepted()) {
      trail.append(
          actor,
          AuditAction.REFUSED,
          next.release().digest(),
          json(Map.of("rollout", plan.name(), "reasons", verdict.reasons())));
      throw new RolloutException(
          "the policy does not let it run: " + String.join("; ", verdict.reasons()));
    }
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("release", next.release().digest());
    detail.put("version", next.release().manifest().version());
    detail.put("artifact", next.artifact());
    detail.put("before", offers.all());
    append(state, actor, AuditAction.STARTED, detail);
    return state();
  }

  /** What was done, and what is waited for. */
  public record Progress(RolloutState state, Optional<Judgement> judgement) {}

  /** Goes as far as it can now. */
  public Progress advance() throws IOException, InterruptedException, ReleaseException {
    while (true) {
      RolloutState state = state();
      switch (state.phase()) {
        case NONE, HELD, ROLLED_BACK, FINISHED -> {
          return new Progress(state, Optional.empty());
        }
        case STARTED -> moving(state, 0);
        case MOVING -> move(state);
        case WATCHING -> {
          Judgement judgement = judge(state);
          if (!decide(state, judgement)) {
            return new Progress(state, Optional.of(judgement));
          }
        }
        case PASSED -> {
          if (state.wave() + 1 < plan.waves().size()) {
            moving(state, state.wave() + 1);
          } else {
            append(state, GATE, AuditAction.FINISHED, named(state));
          }
        }
        case FAILED -> {
          if (wave(state).gate().rollBack() && plan.operator().isPresent()) {
            goBack(state, GATE, state.reasons());
          } else {
            hold(state, state.reasons());
          }
        }
        case ROLLING_BACK -> rollBack(state);
      }
    }
  }

  private Wave wave(RolloutState state) {
    return plan.waves().get(Math.min(state.wave(), plan.waves().size() - 1));
  }

  private Map<String, Object> named(RolloutState state) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("release", state.release());
    detail.put("version", state.version());
    detail.put("wave", wave(state).name());
    return detail;
  }

  private void moving(RolloutState state, int number) throws IOException {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("release", state.release());
    detail.put("version", state.version());
    detail.put("wave", plan.waves().get(number).name());
    detail.put("number", number);
    append(state, GATE, AuditAction.MOVING, detail);
  }

  private void move(RolloutState state) throws IOException, InterruptedException {
    for (String channel : wave(state).channels()) {
      new Publisher(registry).promote(plan.rules().at(channel), state.artifact());
    }
    Map<String, Object> detail = named(state);
    detail.put("channels", wave(state).channels());
    append(state, GATE, AuditAction.MOVED, detail);
  }

  /** What the gate of the wave that a rollout is in says now. */
  public Judgement judge(RolloutState state)
      throws IOException, InterruptedException, ReleaseException {
    return new WaveGate(wave(state), survey)
        .judge(
            state.release(),
            offers.fetch(state.artifact()).release().report(),
            state.since(),
            clock.instant());
  }

  private boolean decide(RolloutState state, Judgement judgement) throws IOException {
    switch (judgement.decision()) {
      case WAIT -> {
        return false;
      }
      case PASS -> {
        if (wave(state).gate().byHand()) {
          return false;
        }
        append(state, GATE, AuditAction.PASSED, judged(state, judgement));
      }
      case FAIL -> append(state, GATE, AuditAction.FAILED, judged(state, judgement));
      case HOLD -> append(state, GATE, AuditAction.HELD, judged(state, judgement));
    }
    return true;
  }

  private Map<String, Object> judged(RolloutState state, Judgement judgement) {
    Map<String, Object> detail = named(state);
    detail.put("reasons", judgement.reasons());
    judgement.total().ifPresent(total -> detail.put("noise", total));
    detail.put(
        "noisy",
        judgement.rules().stream().filter(Judgement.RuleJudgement::noisy).limit(20).toList());
    return detail;
  }

  private void hold(RolloutState state, List<String> reasons) throws IOException {
    Map<String, Object> detail = named(state);
    detail.put("reasons", reasons);
    append(state, GATE, AuditAction.HELD, detail);
  }

  private void goBack(RolloutState state, String actor, List<String> reasons) throws IOException {
    Map<String, Object> detail = named(state);
    detail.put("reasons", reasons);
    append(state, actor, AuditAction.ROLLING_BACK, detail);
  }

  /** Puts every channel that moved back, those that moved last first. */
  private void rollBack(RolloutState state) throws IOException, InterruptedException {
    List<String> problems = new ArrayList<>();
    Map<String, Object> back = new TreeMap<>();
    for (int number = Math.min(state.wave(), plan.waves().size() - 1); number >= 0; number--) {
      for (String channel : plan.waves().get(number).channels()) {
        Offered before = state.before().get(channel);
        if (before == null) {
          problems.add(channel + " pointed at no release before");
          continue;
        }
        try {
          putBack(state, plan.rules().at(channel), before);
          back.put(channel, before);
        } catch (ReleaseException e) {
          problems.add(channel + " cannot go back: " + e.getMessage());
        }
      }
    }
    if (!problems.isEmpty()) {
      problems.addAll(state.reasons());
      hold(state, problems);
      return;
    }
    Map<String, Object> detail = named(state);
    detail.put("back", back);
    append(state, GATE, AuditAction.ROLLED_BACK, detail);
  }

  private void putBack(RolloutState state, Reference channel, Offered before)
      throws IOException, InterruptedException, ReleaseException {
    String now = offers.artifact(channel);
    if (now.equals(before.artifact()) || before.release().equals(state.release())) {
      return;
    }
    if (!now.equals(state.artifact())) {
      throw new ReleaseException("somebody moved it to " + now + " meanwhile");
    }
    new WayBack(registry, plan, verifier(), clock)
        .take(channel, offers.fetch(before.artifact()), state.release());
  }

  private Verifier verifier() throws IOException, ReleaseException {
    Policy policy =
        ApprovalFiles.policy(Files.readAllBytes(plan.policy()), plan.policy().toString());
    return new Verifier(policy);
  }

  /** Opens the gate by hand. */
  public void promote(String actor, String reason) throws IOException, RolloutException {
    RolloutState state = state();
    if (state.phase() != Phase.WATCHING && state.phase() != Phase.HELD) {
      throw new RolloutException(
          "there is no gate to open: " + plan.name() + " is " + words(state.phase()));
    }
    byHand(state, actor, AuditAction.PASSED, reason);
  }

  /** Stops by hand. */
  public void hold(String actor, String reason) throws IOException, RolloutException {
    RolloutState state = state();
    if (state.phase().ended() || state.phase() == Phase.HELD) {
      throw new RolloutException("nothing to hold: " + plan.name() + " is " + words(state.phase()));
    }
    byHand(state, actor, AuditAction.HELD, reason);
  }

  /** Lets a rollout that is held go on; its wave is measured anew from now on. */
  public void resume(String actor, String reason) throws IOException, RolloutException {
    RolloutState state = state();
    if (state.phase() != Phase.HELD) {
      throw new RolloutException("it is not held: " + plan.name() + " is " + words(state.phase()));
    }
    byHand(state, actor, AuditAction.RESUMED, reason);
  }

  /** Goes back by hand, also when the rollout has ended. */
  public Progress rollBack(String actor, String reason)
      throws IOException, InterruptedException, ReleaseException, RolloutException {
    RolloutState state = state();
    if (state.phase() == Phase.NONE || state.phase() == Phase.ROLLED_BACK) {
      throw new RolloutException("nothing to roll back in " + plan.name());
    }
    if (plan.operator().isEmpty()) {
      throw new RolloutException(
          "the plan names no operator, whose key would let the earlier release run again");
    }
    if (state.phase() != Phase.ROLLING_BACK) {
      goBack(state, actor, reason.isEmpty() ? List.of("by hand") : List.of(reason));
    }
    return advance();
  }

  private void byHand(RolloutState state, String actor, AuditAction action, String reason)
      throws IOException, RolloutException {
    Map<String, Object> detail = named(state);
    detail.put("reasons", reason.isEmpty() ? List.of("by hand") : List.of(reason));
    if (!append(state, actor, action, detail)) {
      throw new RolloutException("something else happened meanwhile: look again");
    }
  }

  /** A phase as people say it. */
  public static String words(Phase phase) {
    return phase.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }

  private boolean append(
      RolloutState state, String actor, AuditAction action, Map<String, Object> detail)
      throws IOException {
    return trail.append(actor, action, plan.name(), json(detail), state.last()).isPresent();
  }

  private static String json(Map<String, Object> detail) {
    return JsonMapper.shared().writeValueAsString(detail);
  }

  /**
   * All clusters: what they are offered, what they run, and how noisy it is; within the time that
   * one query may take.
   */
  public List<ClusterStatus> status() throws IOException, InterruptedException {
    return new Overview(plan, offers, survey).of(state(), clock.instant());
  }
}
