package dev.creance.workbench.command;

import dev.creance.rollout.gate.Judgement;
import dev.creance.rollout.gate.Judgement.RuleJudgement;
import dev.creance.rollout.gate.Measured;
import dev.creance.rollout.run.ClusterStatus;
import dev.creance.rollout.run.Rollout;
import dev.creance.rollout.run.RolloutState;
import dev.creance.workbench.terminal.Ink;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.terminal.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Rollouts and clusters as people read them. */
final class RolloutText {
  private RolloutText() {}

  /** Where a rollout stands, and why. */
  static String line(Rollout.Progress progress) {
    RolloutState state = progress.state();
    String where =
        state.phase() == RolloutState.Phase.NONE
            ? "nothing was rolled out yet; --release VERSION begins"
            : state.version()
                + ", wave "
                + (state.wave() + 1)
                + ": "
                + Rollout.words(state.phase());
    List<String> reasons = new ArrayList<>(state.reasons());
    progress.judgement().ifPresent(judgement -> reasons.addAll(reasons(judgement)));
    return where + (reasons.isEmpty() ? "" : "; " + String.join("; ", reasons));
  }

  private static List<String> reasons(Judgement judgement) {
    return judgement.decision() == Judgement.Decision.PASS
        ? List.of("all is as foretold; the gate is opened by hand (--promote)")
        : judgement.reasons();
  }

  /** All clusters in one table. */
  static List<String> table(List<ClusterStatus> clusters, Ink ink) {
    TextTable table =
        new TextTable(
            List.of(
                TextTable.left("cluster"),
                TextTable.left("wave"),
                TextTable.left("channel"),
                TextTable.left("offers"),
                TextTable.right("nodes"),
                TextTable.right("run it"),
                TextTable.right("node-hours"),
                TextTable.right("foretold/h"),
                TextTable.right("measured/h"),
                TextTable.right("lost"),
                TextTable.right("errors"),
                TextTable.left("")));
    for (ClusterStatus cluster : clusters) {
      Measured measured = cluster.state().measured();
      Optional<RuleJudgement> total = cluster.judgement().flatMap(Judgement::total);
      boolean known = cluster.state().problem().isEmpty();
      table.row(
          cluster.state().cluster().name(),
          cluster.wave(),
          cluster.state().cluster().channel(),
          cluster.version().isEmpty() ? "nothing" : cluster.version(),
          known ? Quantities.grouped(measured.nodes()) : "?",
          known ? Quantities.grouped(measured.running()) : "?",
          known ? String.format(Locale.ROOT, "%.2f", measured.nodeHours()) : "?",
          total.map(sum -> Quantities.rate(sum.foretold())).orElse(""),
          total.map(sum -> Quantities.rate(sum.measured())).orElse(""),
          known ? String.format(Locale.ROOT, "%.2f%%", 100 * measured.lost()) : "?",
          known ? Quantities.grouped(measured.loadErrors()) : "?",
          remark(cluster));
    }
    return table.lines(ink);
  }

  private static String remark(ClusterStatus cluster) {
    if (!cluster.state().problem().isEmpty()) {
      return cluster.state().problem();
    }
    List<String> remarks = new ArrayList<>();
    cluster
        .judgement()
        .filter(judgement -> judgement.decision() == Judgement.Decision.FAIL)
        .ifPresent(judgement -> remarks.add(judgement.reasons().getFirst()));
    if (cluster.drifted() > 0) {
      remarks.add("drift: " + cluster.drifted() + " run something else or nothing");
    }
    return String.join("; ", remarks);
  }
}
