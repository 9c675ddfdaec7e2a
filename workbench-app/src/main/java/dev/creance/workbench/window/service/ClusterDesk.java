package dev.creance.workbench.window.service;

import dev.creance.release.registry.Credentials;
import dev.creance.rollout.gate.Judgement;
import dev.creance.rollout.gate.Judgement.Decision;
import dev.creance.rollout.gate.Judgement.RuleJudgement;
import dev.creance.rollout.gate.Measured;
import dev.creance.rollout.plan.RolloutPlan;
import dev.creance.rollout.run.ClusterStatus;
import dev.creance.rollout.run.OpenRollout;
import dev.creance.rollout.run.Rollout;
import dev.creance.rollout.run.RolloutException;
import dev.creance.rollout.run.RolloutState;
import dev.creance.rollout.run.RolloutState.Phase;
import dev.creance.workbench.window.shown.ClusterBoard;
import dev.creance.workbench.window.shown.ClusterBoard.Condition;
import dev.creance.workbench.window.shown.ClusterBoard.Deed;
import dev.creance.workbench.window.shown.ClusterBoard.Row;
import dev.creance.workbench.window.shown.ClusterBoard.RuleNoise;
import dev.creance.workbench.window.shown.Wrong;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Finds the rollout plans of a workspace, says how their clusters are, and does what people say.
 */
public final class ClusterDesk implements AutoCloseable {
  /** How deep below the workspace plans may be. */
  static final int DEPTH = 4;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Workspace workspace;
  private final Jobs looks = new Jobs("creance-clusters-window");

  /** Of their own: a look that waits for a slow Prometheus holds nobody up. */
  private final Jobs deeds = new Jobs("creance-rollout-window");

  public ClusterDesk(Workspace workspace) {
    this.workspace = workspace;
  }

  /** All plans: files called {@code *.plan.yaml}. */
  public CompletableFuture<ClusterBoard.Plans> plans() {
    return looks.newest(
        "plans",
        0,
        () -> {
          try (Stream<Path> walk = Files.walk(workspace.folder(), DEPTH)) {
            List<Path> files = walk.filter(ClusterDesk::isPlan).sorted().toList();
            return new ClusterBoard.Plans(files, files.stream().map(workspace::shortName).toList());
          }
        });
  }

  static boolean isPlan(Path file) {
    String name = String.valueOf(file.getFileName());
    return (name.endsWith(".plan.yaml") || name.endsWith(".plan.yml")) && Files.isRegularFile(file);
  }

  /**
   * Asks the registry and every cluster's Prometheus.
   *
   * @param delayMillis to wait before
   */
  public CompletableFuture<ClusterBoard> board(Path plan, long delayMillis) {
    return looks.newest(
        "board",
        delayMillis,
        () -> {
          try (OpenRollout open = open(plan)) {
            return board(
                plan, open, new Rollout.Progress(open.rollout().state(), Optional.empty()));
          }
        });
  }

  /** Does something by hand, goes as far as the gate then lets it, and looks again. */
  public CompletableFuture<ClusterBoard> act(Path plan, Deed deed, String reason) {
    return deeds.run(() -> {
      try (OpenRollout open = open(plan)) {
        Rollout rollout = open.rollout();
        String person = System.getProperty("user.name", "unknown");
        switch (deed) {
          case ADVANCE -> {}
          case PROMOTE -> rollout.promote(person, reason);
          case HOLD -> rollout.hold(person, reason);
          case RESUME -> rollout.resume(person, reason);
          case ROLL_BACK -> rollout.rollBack(person, reason);
        }
        return board(plan, open, rollout.advance());
      } catch (RolloutException e) {
        throw new Wrong(String.valueOf(e.getMessage()));
      }
    });
  }

  static OpenRollout open(Path plan) throws IOException {
    return OpenRollout.open(
        plan,
        dev.creance.catalogue.Workspace.ofReleases(plan.resolveSibling("")),
        Credentials.ofThisUser(),
        PATIENCE);
  }

  private static ClusterBoard board(Path plan, OpenRollout open, Rollout.Progress progress)
      throws IOException, InterruptedException {
    return board(plan, open.plan(), progress, open.rollout().status());
  }

  static ClusterBoard board(
      Path file, RolloutPlan plan, Rollout.Progress progress, List<ClusterStatus> clusters) {
    RolloutState state = progress.state();
    List<String> reasons = new ArrayList<>(state.reasons());
    progress.judgement().ifPresent(judgement -> reasons.addAll(judgement.reasons()));
    boolean under = !state.phase().ended();
    return new ClusterBoard(
        file,
        plan.name(),
        state.version(),
        under && state.wave() < plan.waves().size() ? plan.waves().get(state.wave()).name() : "",
        Rollout.words(state.phase()),
        reasons,
        deeds(state.phase(), plan.operator().isPresent()),
        clusters.stream().map(ClusterDesk::row).toList());
  }

  private static Set<Deed> deeds(Phase phase, boolean operator) {
    EnumSet<Deed> deeds = EnumSet.noneOf(Deed.class);
    if (!phase.ended()) {
      deeds.add(phase == Phase.HELD ? Deed.RESUME : Deed.HOLD);
      if (phase != Phase.HELD) {
        deeds.add(Deed.ADVANCE);
      }
    }
    if (phase == Phase.WATCHING || phase == Phase.HELD) {
      deeds.add(Deed.PROMOTE);
    }
    if (operator && phase != Phase.NONE && phase != Phase.ROLLED_BACK) {
      deeds.add(Deed.ROLL_BACK);
    }
    return deeds;
  }

  private static Row row(ClusterStatus status) {
    Measured measured = status.state().measured();
    Optional<RuleJudgement> total = status.judgement().flatMap(Judgement::total);
    return new Row(
        status.state().cluster().name(),
        status.wave(),
        status.state().cluster().channel(),
        status.version(),
        measured.nodes(),
        measured.running(),
        status.drifted(),
        measured.nodeHours(),
        total.map(RuleJudgement::foretold).orElse(Double.NaN),
        total.map(RuleJudgement::measured).orElse(Double.NaN),
        measured.lost(),
        measured.loadErrors(),
        condition(status),
        remark(status),
        runs(status.state().runs()),
        status.judgement().map(Judgement::rules).orElse(List.of()).stream()
            .map(ClusterDesk::noise)
            .toList());
  }

  private static RuleNoise noise(RuleJudgement rule) {
    return new RuleNoise(
        rule.rule(),
        rule.foretold(),
        rule.low(),
        rule.high(),
        rule.hits(),
        rule.measured(),
        rule.noisy());
  }

  private static Condition condition(ClusterStatus status) {
    if (!status.state().problem().isEmpty() || status.judgement().isEmpty()) {
      return Condition.UNKNOWN;
    }
    return switch (status.judgement().get().decision()) {
      case PASS -> Condition.GOOD;
      case WAIT -> Condition.EARLY;
      case FAIL -> Condition.WRONG;
      case HOLD -> Condition.UNKNOWN;
    };
  }

  private static String remark(ClusterStatus status) {
    if (!status.state().problem().isEmpty()) {
      return status.state().problem();
    }
    if (status.version().isEmpty()) {
      return status.release().isEmpty()
          ? "its channel points at nothing"
          : "what its channel points at cannot be read";
    }
    List<String> remarks = new ArrayList<>();
    status
        .judgement()
        .filter(judgement ->
            judgement.decision() == Decision.FAIL || judgement.decision() == Decision.HOLD)
        .ifPresent(judgement -> remarks.addAll(judgement.reasons()));
    if (status.drifted() > 0) {
      remarks.add(
          status.drifted()
              + (status.drifted() == 1 ? " node runs" : " nodes run")
              + " something else or nothing");
    }
    return String.join("; ", remarks);
  }

  private static List<String> runs(Map<String, Integer> runs) {
    return runs.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .map(one -> one.getValue() + (one.getValue() == 1 ? " node: " : " nodes: ") + one.getKey())
        .toList();
  }

  @Override
  public void close() {
    looks.close();
    deeds.closeWhenDone();
  }
}
