package dev.creance.rollout.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.creance.rollout.measure.Prometheus;
import dev.creance.rollout.plan.RolloutPlan.Cluster;
import dev.creance.rollout.plan.RolloutPlan.MetricNames;
import dev.creance.rollout.run.Survey.Question;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many clusters, of which some have a Prometheus that accepts and never says a word. */
@Timeout(120)
class SurveyTest {
  private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");
  private static final String NOTHING =
      "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}";

  private final List<Server> servers = new ArrayList<>();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger mostRunning = new AtomicInteger();

  /** Answers after a while, or, with no while, never. */
  private final class Server {
    final AtomicInteger asked = new AtomicInteger();
    final AtomicInteger mostHere = new AtomicInteger();
    private final AtomicInteger here = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    Server(int millis) throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(threads);
      server.createContext(
          "/",
          exchange -> {
            try (exchange) {
              asked.incrementAndGet();
              mostHere.accumulateAndGet(here.incrementAndGet(), Math::max);
              mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
              exchange.getRequestBody().readAllBytes();
              closed.await(millis == 0 ? 1_000_000 : millis, TimeUnit.MILLISECONDS);
              here.decrementAndGet();
              running.decrementAndGet();
              byte[] body = NOTHING.getBytes(StandardCharsets.UTF_8);
              exchange.sendResponseHeaders(200, body.length);
              exchange.getResponseBody().write(body);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
      server.start();
      servers.add(this);
    }

    Question cluster(String name) {
      URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
      Cluster cluster = new Cluster(name, "stable", address, "", OptionalInt.empty());
      return new Question(cluster, "sha256:a", NOW.minusSeconds(3_600));
    }

    void close() {
      closed.countDown();
      server.stop(0);
      threads.shutdownNow();
    }
  }

  @AfterEach
  void close() {
    servers.forEach(Server::close);
  }

  private static List<String> names(List<ClusterState> states) {
    return states.stream().map(state -> state.cluster().name()).toList();
  }

  private static List<String> names(Iterable<Question> questions) {
    List<String> names = new ArrayList<>();
    questions.forEach(question -> names.add(question.cluster().name()));
    return names;
  }

  @Test
  void asManyAtOnceAsAreAllowed() throws Exception {
    List<Question> questions = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      Server server = new Server(30);
      for (int j = 0; j < 6; j++) {
        questions.add(server.cluster("c-" + i + "-" + j));
      }
    }
    try (Prometheus prometheus = new Prometheus(Duration.ofSeconds(60))) {
      List<ClusterState> states =
          new Survey(prometheus, MetricNames.AGENT).thorough(questions, NOW);
      assertThat(names(states)).isEqualTo(names(questions));
      assertThat(states).allMatch(state -> state.problem().isEmpty());
    }
    assertThat(mostRunning.get()).isBetween(Survey.AT_ONE_SERVER + 1, Survey.AT_ONCE);
    assertThat(servers)
        .extracting(server -> server.mostHere.get())
        .allMatch(most -> most <= Survey.AT_ONE_SERVER);
  }

  @Test
  void silentServersKeepNobodyFromBeingAsked() throws Exception {
    List<Question> questions = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      questions.add(new Server(0).cluster("silent-" + i));
    }
    for (int i = 0; i < 30; i++) {
      questions.add(new Server(1).cluster("well-" + i));
    }
    Duration patience = Duration.ofSeconds(12);
    try (Prometheus prometheus = new Prometheus(patience)) {
      long start = System.nanoTime();
      List<ClusterState> states = new Survey(prometheus, MetricNames.AGENT).glance(questions, NOW);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(patience.plusSeconds(2));
      assertThat(names(states)).isEqualTo(names(questions));
      for (ClusterState state : states) {
        if (state.cluster().name().startsWith("well")) {
          assertThat(state.problem()).as(state.cluster().name()).isEmpty();
        } else {
          assertThat(state.problem()).contains("it took longer than the 3000 ms");
        }
      }
    }
  }

  @Test
  void aSilentServerIsNotAskedAgainAndAgain() throws Exception {
    Server silent = new Server(0);
    List<Question> questions = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      questions.add(silent.cluster("c-" + i));
    }
    try (Prometheus prometheus = new Prometheus(Duration.ofSeconds(1))) {
      long start = System.nanoTime();
      List<ClusterState> states = new Survey(prometheus, MetricNames.AGENT).glance(questions, NOW);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
      assertThat(names(states)).isEqualTo(names(questions));
      assertThat(states).noneMatch(state -> state.problem().isEmpty());
    }
    assertThat(silent.asked.get()).isLessThanOrEqualTo(Survey.AT_ONE_SERVER);
  }

  @Test
  void whoeverIsInterruptedWaitsForNobody() throws Exception {
    Question silent = new Server(0).cluster("c");
    try (Prometheus prometheus = new Prometheus(Duration.ofSeconds(100))) {
      Survey survey = new Survey(prometheus, MetricNames.AGENT);
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> survey.thorough(List.of(silent), NOW))
          .isInstanceOf(InterruptedException.class);
      assertThat(Thread.interrupted()).isFalse();
    }
  }
}
