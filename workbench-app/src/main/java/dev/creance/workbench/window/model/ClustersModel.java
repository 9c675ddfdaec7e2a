package dev.creance.workbench.window.model;

import dev.creance.workbench.window.service.ClusterDesk;
import dev.creance.workbench.window.service.Workspace;
import dev.creance.workbench.window.shown.ClusterBoard;
import dev.creance.workbench.window.shown.ClusterBoard.Deed;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** The clusters that releases go through: what they run, how noisy it is, and what to do. */
public final class ClustersModel implements AutoCloseable {
  private static final long AGAIN_MILLIS = 30_000;

  private final ClusterDesk desk;
  private final Status status;
  private final Executor ui;
  private final ObjectProperty<ClusterBoard.@Nullable Plans> plans = new SimpleObjectProperty<>();
  private final ObjectProperty<@Nullable Path> plan = new SimpleObjectProperty<>();
  private final ObjectProperty<@Nullable ClusterBoard> board = new SimpleObjectProperty<>();
  private final StringProperty chosen = new SimpleStringProperty("");
  private final StringProperty problem = new SimpleStringProperty("");
  private boolean shown;

  ClustersModel(Workspace workspace, Status status, Executor ui) {
    this.desk = new ClusterDesk(workspace);
    this.status = status;
    this.ui = ui;
  }

  /** The rollout plans of the workspace; null until they are found. */
  public ReadOnlyObjectProperty<ClusterBoard.@Nullable Plans> plans() {
    return plans;
  }

  /** The plan that is looked at; null when there is none. */
  public ReadOnlyObjectProperty<@Nullable Path> plan() {
    return plan;
  }

  /** How its clusters are; null until they were asked. Asked again every half minute. */
  public ReadOnlyObjectProperty<@Nullable ClusterBoard> board() {
    return board;
  }

  /** Why there is nothing to see, with what to do; empty when there is. */
  public ReadOnlyStringProperty problem() {
    return problem;
  }

  /** The name of the cluster that is looked at. */
  public StringProperty chosen() {
    return chosen;
  }

  /** Whether somebody looks: nothing is asked of clusters otherwise. */
  void show(boolean now) {
    shown = now;
    if (now) {
      load();
    }
  }

  /** Finds the plans and asks the clusters anew. */
  public void load() {
    status.follow(
        "looking for rollout plans",
        desk.plans(),
        found -> {
          plans.set(found);
          Path now = plan.get();
          if (now == null || !found.files().contains(now)) {
            choose(found.files().isEmpty() ? null : found.files().getFirst());
          } else {
            look();
          }
        });
  }

  /** Looks at another plan. */
  public void choose(@Nullable Path other) {
    if (!Objects.equals(other, plan.get())) {
      problem.set("");
      chosen.set("");
      board.set(null);
    }
    plan.set(other);
    look();
  }

  private void look() {
    Path asked = plan.get();
    if (asked != null) {
      CompletableFuture<ClusterBoard> answer = desk.board(asked, 0);
      status.follow("asking clusters", answer, now -> arrived(asked, now));
      answer.whenComplete((now, failure) -> ui.execute(() -> failed(asked, failure)));
    }
  }

  private void failed(Path asked, @Nullable Throwable failure) {
    if (failure != null && !cancelled(failure) && asked.equals(plan.get())) {
      problem.set(Status.message(Status.cause(failure)));
    }
  }

  private void arrived(Path asked, ClusterBoard now) {
    if (!asked.equals(plan.get())) {
      return;
    }
    problem.set("");
    board.set(now);
    if (shown) {
      again(asked);
    }
  }

  /** Quietly; when it fails, what was seen last stays, and it is tried again. */
  private void again(Path asked) {
    desk.board(asked, AGAIN_MILLIS)
        .whenComplete((now, failure) ->
            ui.execute(() -> {
              if (now != null) {
                arrived(asked, now);
              } else if (shown && asked.equals(plan.get()) && !cancelled(failure)) {
                again(asked);
              }
            }));
  }

  private static boolean cancelled(Throwable failure) {
    return Status.cause(failure) instanceof CancellationException;
  }

  /** Does something with the rollout. */
  public void act(Deed deed, String reason) {
    Path asked = plan.get();
    if (asked != null) {
      status.follow(
          "rollout: " + words(deed),
          desk.act(asked, deed, reason),
          now -> {
            arrived(asked, now);
            status.say(now.line());
          });
    }
  }

  private static String words(Deed deed) {
    return switch (deed) {
      case ADVANCE -> "going on";
      case PROMOTE -> "opening the gate";
      case HOLD -> "stopping";
      case RESUME -> "going on after the stop";
      case ROLL_BACK -> "putting channels back";
    };
  }

  @Override
  public void close() {
    shown = false;
    desk.close();
  }
}
