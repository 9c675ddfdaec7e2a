package dev.creance.rollout.run;

import dev.creance.catalogue.AuditTrail;
import dev.creance.catalogue.Workspace;
import dev.creance.release.registry.Credentials;
import dev.creance.release.registry.Registry;
import dev.creance.release.registry.RegistryOptions;
import dev.creance.rollout.measure.Prometheus;
import dev.creance.rollout.plan.PlanReader;
import dev.creance.rollout.plan.RolloutPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** A rollout with all that it needs: its plan, its audit trail, the registry, and Prometheus. */
public final class OpenRollout implements AutoCloseable {
  private final RolloutPlan plan;
  private final AuditTrail trail;
  private final Registry registry;
  private final Prometheus prometheus;
  private final Rollout rollout;

  private OpenRollout(RolloutPlan plan, AuditTrail trail, Registry registry, Duration patience) {
    this.plan = plan;
    this.trail = trail;
    this.registry = registry;
    this.prometheus = new Prometheus(patience);
    this.rollout = new Rollout(plan, trail, registry, prometheus);
  }

  /**
   * Opens the rollout of a plan.
   *
   * @param workspace whose audit trail tells of it
   * @param logins for the registry
   * @param patience how long Prometheus may take for an answer
   */
  public static OpenRollout open(
      Path plan, Workspace workspace, Credentials logins, Duration patience) throws IOException {
    RolloutPlan read = PlanReader.read(plan);
    AuditTrail trail = AuditTrail.open(workspace);
    return new OpenRollout(read, trail, new Registry(RegistryOptions.of(logins)), patience);
  }

  public RolloutPlan plan() {
    return plan;
  }

  public Rollout rollout() {
    return rollout;
  }

  @Override
  public void close() throws IOException {
    prometheus.close();
    registry.close();
    trail.close();
  }
}
