package dev.creance.benchmark.fleet;

import dev.creance.release.approval.ApprovalFiles;
import dev.creance.release.bundle.ReleaseException;
import dev.creance.release.follow.Follower;
import dev.creance.release.follow.Follower.Outcome;
import dev.creance.release.follow.Pace;
import dev.creance.release.follow.ReleaseStore;
import dev.creance.release.publish.Fetcher;
import dev.creance.release.registry.Reference;
import dev.creance.release.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A node: the agent's own way of following a channel (policy, signatures, downgrades, the store on
 * disk, the pace), one virtual thread, and the counters that its metrics page tells. Rules are not
 * compiled: that is each node's own work, and tells nothing of a fleet.
 */
final class SimulatedAgent {
  private final Registry registry;
  private final Path policy;
  private final Path state;
  private final Pace pace;
  private final Map<String, Long> looks = new TreeMap<>();
  private @Nullable Thread thread;
  private volatile String running = "";
  private volatile String artifact = "";
  private volatile String problem = "";
  private volatile long since;
  private volatile long refusals;
  private volatile long started = System.nanoTime();

  SimulatedAgent(Registry registry, Path policy, Path state, Duration every) {
    this.registry = registry;
    this.policy = policy;
    this.state = state;
    this.pace = new Pace(every);
  }

  /**
   * Begins to follow a channel, or another one than before, as an agent that starts anew.
   *
   * @param delay before the first look
   */
  void follow(Reference channel, Duration delay) throws InterruptedException {
    stop();
    Follower follower =
        new Follower(
            new Fetcher(registry),
            channel,
            () -> ApprovalFiles.policy(Files.readAllBytes(policy), policy.toString()),
            new ReleaseStore(state),
            release -> () -> {},
            "");
    thread =
        Thread.ofVirtual().name("agent-" + state.getFileName()).start(() -> run(follower, delay));
  }

  private void run(Follower follower, Duration delay) {
    try {
      follower.resume();
      follower.running().ifPresent(stored -> runs(stored.release().digest(), stored.artifact()));
      Thread.sleep(delay);
      while (true) {
        look(follower);
        Thread.sleep(pace.pause(ThreadLocalRandom.current()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | ReleaseException e) {
      problem = String.valueOf(e.getMessage());
    }
  }

  private void look(Follower follower) throws InterruptedException {
    try {
      switch (follower.look()) {
        case Outcome.Unchanged ignored -> count("unchanged");
        case Outcome.Installed installed -> {
          runs(installed.release().digest(), installed.artifact());
          count("installed");
        }
        case Outcome.Refused refused -> {
          refusals++;
          problem = refused.refusal().message();
          count("refused");
        }
      }
    } catch (IOException | ReleaseException | RuntimeException e) {
      problem = String.valueOf(e.getMessage());
      count("error");
    }
  }

  private void runs(String release, String from) {
    running = release;
    artifact = from;
    since = System.nanoTime();
  }

  private void count(String result) {
    synchronized (looks) {
      looks.merge(result, 1L, Long::sum);
    }
  }

  /** The digest of the release that runs; empty before there is one. */
  String running() {
    return running;
  }

  /** When it began to run, as {@link System#nanoTime} says it. */
  long since() {
    return since;
  }

  /** How often it looked, with such a result. */
  long looks(String result) {
    synchronized (looks) {
      return looks.getOrDefault(result, 0L);
    }
  }

  /** What went wrong last; empty when nothing did. */
  String problem() {
    return problem;
  }

  /** What Prometheus reads: the agent's page, with hits that come as they were foretold. */
  void page(StringBuilder text, String channel, Iterable<String> rules) {
    double seconds = (System.nanoTime() - started) / 1e9;
    if (!running.isEmpty()) {
      text.append("creance_agent_release_info{channel=\"")
          .append(channel)
          .append("\",release=\"")
          .append(running)
          .append("\",artifact=\"")
          .append(artifact)
          .append("\"} 1\n");
    }
    text.append("creance_agent_events_total ").append(Math.round(seconds * 1000)).append('\n');
    text.append("creance_agent_events_dropped_total 0\ncreance_agent_load_errors_total 0\n");
    text.append("creance_agent_release_refused_total{reason=\"any\"} ")
        .append(refusals)
        .append('\n');
    for (String result : new String[] {"unchanged", "installed", "refused", "error"}) {
      text.append("creance_agent_follow_checks_total{result=\"")
          .append(result)
          .append("\"} ")
          .append(looks(result))
          .append('\n');
    }
    long hits = (long) (seconds / 3600 * FleetReleases.PER_NODE_HOUR + phase());
    for (String rule : rules) {
      text.append("creance_agent_rule_hits_total{rule=\"")
          .append(rule.replace("\\", "\\\\").replace("\"", "\\\""))
          .append("\",priority=\"Warning\",source=\"syscall\"} ")
          .append(hits)
          .append('\n');
    }
  }

  /** Nodes do not all count their hits at the same moment. */
  private double phase() {
    return Math.floorMod(state.hashCode(), 1000) / 1000.0;
  }

  /** Ends it, as when its machine goes. */
  void stop() throws InterruptedException {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
      running.join();
      thread = null;
    }
  }
}
