package dev.creance.rollout.run;

import dev.creance.rollout.measure.MeasureException;
import dev.creance.rollout.measure.Prometheus;
import dev.creance.rollout.plan.RolloutPlan.Cluster;
import dev.creance.rollout.plan.RolloutPlan.MetricNames;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * Measures many clusters at once: so many of all and so many of one Prometheus, whose answers are
 * in memory together. Results are in the order of the questions.
 */
final class Survey {
  static final int AT_ONCE = 16;
  static final int AT_ONE_SERVER = 2;

  private final Prometheus prometheus;
  private final MetricNames names;

  /**
   * What is asked about a cluster.
   *
   * @param release the digest of a release
   * @param since when the cluster's channel moved to it
   */
  record Question(Cluster cluster, String release, Instant since) {}

  Survey(Prometheus prometheus, MetricNames names) {
    this.prometheus = prometheus;
    this.names = names;
  }

  /** Takes the time that it takes: every query has all of Prometheus's patience. */
  List<ClusterState> thorough(List<Question> questions, Instant now) throws InterruptedException {
    return new Look(questions, prometheus::range).all(now);
  }

  /**
   * Takes no longer than one query may, however many servers are silent: none of them is asked
   * again once it kept somebody waiting, and none keeps one waiting for so long that others are not
   * asked.
   */
  List<ClusterState> glance(List<Question> questions, Instant now) throws InterruptedException {
    Duration total = prometheus.timeout();
    Map<URI, Integer> waiting = new HashMap<>();
    for (Question question : questions) {
      waiting.merge(question.cluster().prometheus(), 1, (a, b) -> Math.min(AT_ONE_SERVER, a + b));
    }
    int rounds = Math.ceilDiv(waiting.values().stream().mapToInt(Integer::intValue).sum(), AT_ONCE);
    Duration each = total.dividedBy(Math.max(1, rounds));
    long deadline = System.nanoTime() + total.toNanos();
    Map<URI, String> silent = new ConcurrentHashMap<>();
    ClusterMeter.Asking asking =
        (server, expression, range) -> {
          String silence = silent.get(server);
          if (silence != null) {
            throw new MeasureException(silence, null);
          }
          Duration left = Duration.ofNanos(deadline - System.nanoTime());
          if (!left.isPositive()) {
            throw new MeasureException(
                server
                    + ": not everything was asked within the "
                    + total.toMillis()
                    + " ms that all clusters have together",
                null);
          }
          try {
            return prometheus.range(
                server, expression, range, left.compareTo(each) < 0 ? left : each);
          } catch (MeasureException e) {
            if (e.silent()) {
              silent.put(server, String.valueOf(e.getMessage()));
            }
            throw e;
          }
        };
    return new Look(questions, asking).all(now);
  }

  private final class Look {
    private final List<Question> questions;
    private final ClusterMeter meter;
    private final Semaphore slots = new Semaphore(AT_ONCE, true);
    private final Map<URI, Semaphore> servers = new HashMap<>();

    Look(List<Question> questions, ClusterMeter.Asking asking) {
      this.questions = questions;
      this.meter = new ClusterMeter(asking, names);
      for (Question question : questions) {
        servers.computeIfAbsent(
            question.cluster().prometheus(), server -> new Semaphore(AT_ONE_SERVER, true));
      }
    }

    List<ClusterState> all(Instant now) throws InterruptedException {
      List<ClusterState> states = new ArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<ClusterState>> measures =
            threads.invokeAll(
                questions.stream()
                    .<Callable<ClusterState>>map(question -> () -> measure(question, now))
                    .toList());
        for (Future<ClusterState> measure : measures) {
          states.add(measure.get());
        }
        return states;
      } catch (ExecutionException e) {
        throw new IllegalStateException("measuring failed", e.getCause());
      }
    }

    /** Whoever waits for a server holds no slot that another server's clusters could have. */
    private ClusterState measure(Question question, Instant now) throws InterruptedException {
      Semaphore server = Objects.requireNonNull(servers.get(question.cluster().prometheus()));
      server.acquire();
      try {
        slots.acquire();
        try {
          return meter.measure(question.cluster(), question.release(), question.since(), now);
        } finally {
          slots.release();
        }
      } finally {
        server.release();
      }
    }
  }
}
