package dev.creance.workbench.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.catalogue.AuditEntry;
import dev.creance.catalogue.AuditTrail;
import dev.creance.catalogue.Workspace;
import dev.creance.release.registry.Credentials;
import dev.creance.rollout.run.OpenRollout;
import dev.creance.testing.Needs;
import dev.creance.workbench.StagedRollout;
import dev.creance.workbench.window.model.Place;
import dev.creance.workbench.window.model.WorkbenchModel;
import dev.creance.workbench.window.shown.ClusterBoard;
import dev.creance.workbench.window.shown.ClusterBoard.Condition;
import dev.creance.workbench.window.shown.ClusterBoard.Deed;
import dev.creance.workbench.window.view.Theme;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

/**
 * Fifty clusters in one view: one is noisier than foretold, one runs something else, and the
 * release is held and rolled back. Registry and Prometheus are real, the agents are made up.
 */
class ClustersJourneyTest {
  private static final int CLUSTERS = 50;

  @TempDir private Path folder;
  private StagedRollout staged;

  @BeforeEach
  void rollOut() throws Exception {
    Needs.programs("docker-registry", "prometheus");
    staged = new StagedRollout(folder, CLUSTERS, 5, "soak: 1h, node_hours: 5, on_failure: hold");
    try (OpenRollout open =
        OpenRollout.open(
            staged.plan,
            new Workspace(staged.workspace),
            Credentials.NONE,
            Duration.ofSeconds(20))) {
      open.rollout().start("next", "ann");
      open.rollout().advance();
    }
    for (int number = 1; number <= 5; number++) {
      staged.runs(number, staged.second);
    }
    staged.fleet.node(StagedRollout.cluster(4), 2).release = staged.first.digest();
  }

  @AfterEach
  void stop() {
    if (staged != null) {
      staged.close();
    }
  }

  @Test
  void fiftyClustersAreSeenAndOneClickTakesTheReleaseBack() throws Exception {
    try (Journey journey = Journey.open(staged.workspace, Theme.LIGHT)) {
      WorkbenchModel model = journey.model;
      journey.robot.interact(() -> {
        model.publish().side().set(1);
        model.go(Place.PUBLISH);
      });
      journey.waitFor(() -> {
        staged
            .fleet
            .node(StagedRollout.cluster(2), 1)
            .hits
            .merge(StagedRollout.RULE, 500L, Long::sum);
        for (int number = 1; number <= CLUSTERS; number++) {
          staged.fleet.nodes(StagedRollout.cluster(number)).forEach(node -> node.events += 1_000);
        }
        ClusterBoard board = model.publish().clusters().board().get();
        if (board != null && row(board, 2).condition() == Condition.WRONG) {
          return true;
        }
        if (model.status().idle()) {
          model.publish().clusters().load();
        }
        return false;
      });
      ClusterBoard board = Objects.requireNonNull(model.publish().clusters().board().get());
      assertThat(board.clusters()).hasSize(CLUSTERS);
      assertThat(board.deeds())
          .containsExactlyInAnyOrder(Deed.ADVANCE, Deed.PROMOTE, Deed.HOLD, Deed.ROLL_BACK);
      assertThat(row(board, 2).rules().getFirst().noisy()).isTrue();
      assertThat(row(board, 2).measured()).isGreaterThan(row(board, 2).foretold());
      assertThat(row(board, 4).drifted()).isEqualTo(1);
      assertThat(row(board, 4).remark()).contains("1 node runs something else");
      assertThat(row(board, 9).version()).isEqualTo("1.1.0");
      journey.robot.interact(
          () -> model.publish().clusters().chosen().set(StagedRollout.cluster(2)));
      WaitForAsyncUtils.waitForFxEvents();
      TableView<?> noise = journey.robot.lookup("#cluster-rules").queryTableView();
      assertThat(noise.getItems()).hasSize(1);
      journey.picture("30-clusters");

      press(journey, "#rollout-hold");
      press(journey, "#question-yes");
      journey.waitFor(() -> phase(model).equals("held"));
      assertThat(journey.shell.lookup("#rollout-hold")).isNull();
      press(journey, "#rollout-roll_back");
      journey.picture("31-roll-back");
      press(journey, "#question-yes");
      journey.waitFor(() -> phase(model).equals("rolled back"));
      journey.picture("32-rolled-back");
      assertThat(staged.offered("canary")).isEqualTo(staged.first.digest());
    }
    try (AuditTrail trail = AuditTrail.open(new Workspace(staged.workspace))) {
      assertThat(trail.entries("web"))
          .extracting(AuditEntry::action)
          .containsExactly("started", "moving", "moved", "held", "rolling back", "rolled back");
    }
  }

  private static String phase(WorkbenchModel model) {
    ClusterBoard board = model.publish().clusters().board().get();
    return board == null || !model.status().idle() ? "" : board.phase();
  }

  private static ClusterBoard.Row row(ClusterBoard board, int number) {
    return board.clusters().get(number - 1);
  }

  private static void press(Journey journey, String id) {
    journey.robot.interact(() -> {
      Node node = journey.shell.lookup(id);
      assertThat(node).as(id).isNotNull();
      ((Button) node).fire();
    });
    WaitForAsyncUtils.waitForFxEvents();
  }
}
