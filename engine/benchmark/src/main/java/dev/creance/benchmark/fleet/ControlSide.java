package dev.creance.benchmark.fleet;

import dev.creance.benchmark.Resources;
import dev.creance.catalogue.Workspace;
import dev.creance.release.registry.Credentials;
import dev.creance.rollout.run.ClusterStatus;
import dev.creance.rollout.run.OpenRollout;
import dev.creance.rollout.run.Rollout;
import dev.creance.rollout.run.RolloutState.Phase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The control side as a process of its own, so that its memory can be told from the fleet's: takes
 * a release through a plan as {@code creance release rollout --watch} does, then shows all clusters
 * once as {@code creance release status} does.
 */
final class ControlSide {
  private ControlSide() {}

  /**
   * @param arguments the plan, the release's tag, and how many seconds lie between two looks
   */
  public static void main(String[] arguments) throws Exception {
    Path plan = Path.of(arguments[0]);
    Duration pause = Duration.ofSeconds(Long.parseLong(arguments[2]));
    long began = System.nanoTime();
    try (OpenRollout open =
        OpenRollout.open(
            plan,
            new Workspace(plan.resolveSibling("")),
            Credentials.NONE,
            Duration.ofSeconds(30))) {
      Rollout rollout = open.rollout();
      rollout.start(arguments[1], "author");
      String last = "";
      while (true) {
        long before = System.nanoTime();
        Rollout.Progress progress = rollout.advance();
        String now =
            Rollout.words(progress.state().phase()) + " wave " + (progress.state().wave() + 1);
        if (!now.equals(last)) {
          say(began, now + String.join("", progress.state().reasons()));
          last = now;
        }
        say(began, "a look takes %.1f s".formatted((System.nanoTime() - before) / 1e9));
        if (progress.state().phase().ended() || progress.state().phase() == Phase.HELD) {
          break;
        }
        Thread.sleep(pause);
      }
      long before = System.nanoTime();
      List<ClusterStatus> status = rollout.status();
      say(
          began,
          "%d clusters, %d nodes on the release, seen in %.1f s"
              .formatted(
                  status.size(),
                  status.stream().mapToLong(one -> one.state().measured().running()).sum(),
                  (System.nanoTime() - before) / 1e9));
      Resources used = Resources.of(ProcessHandle.current().pid());
      say(began, used.memory() + ", %.1f s of processor".formatted(used.cpuSeconds()));
    }
  }

  private static void say(long began, String line) {
    System.out.printf("control %6.1f s  %s%n", (System.nanoTime() - began) / 1e9, line);
  }
}
