package dev.creance.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.creance.release.approval.ApprovalFiles;
import dev.creance.release.approval.Person;
import dev.creance.release.approval.Person.Role;
import dev.creance.release.approval.Policy;
import dev.creance.release.approval.Signing;
import dev.creance.release.bundle.MeasureReport;
import dev.creance.release.bundle.Release;
import dev.creance.release.bundle.ReleaseDraft;
import dev.creance.release.bundle.RuleFile;
import dev.creance.release.publish.Publisher;
import dev.creance.release.registry.Credentials;
import dev.creance.release.registry.Reference;
import dev.creance.release.registry.Registry;
import dev.creance.release.registry.RegistryOptions;
import dev.creance.testing.JavaProgram;
import dev.creance.testing.LocalServers;
import dev.creance.testing.Needs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An agent that follows a channel of a real registry and evaluates what another process records
 * meanwhile, killed without a word again and again: at each write, rename and deletion of a swap,
 * and at random moments. A shell makes marks, files with a number, all the time; every rule of
 * every release sees them, so that each mark is an alert, and says which release saw it.
 */
@Tag("kernel")
@Timeout(900)
final class AgentKilledTest {
  private static final Pattern RUNS = Pattern.compile("creance_agent_release_info\\{.*");
  private static final Pattern MARK = Pattern.compile("by (\\d+): \\S*/m(\\d+)\"?");
  private static final int RANDOM_KILLS = 6;

  /** How a swap changes the disk. */
  private static final List<String> CHANGES =
      List.of("mkdir", "fsync", "rename", "unlink", "rmdir");

  @TempDir private Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private final KeyPair ada = Signing.newKeys();
  private final KeyPair ben = Signing.newKeys();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final List<JavaProgram> lives = new ArrayList<>();
  private final Registry registry = new Registry(RegistryOptions.of(Credentials.NONE));
  private Nodes nodes;
  private Receiver receiver;
  private Reference channel;
  private Path marks;
  private int port;
  private Agent agent;
  private Release running;

  /** Takes alerts, unless it is away. */
  private static final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    final Queue<String> taken = new ConcurrentLinkedQueue<>();
    volatile boolean away;

    Receiver() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(threads);
      server.createContext("/", this::answer);
      server.start();
    }

    String address() {
      return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private void answer(HttpExchange exchange) throws IOException {
      try (exchange) {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (!away) {
          taken.add(new String(body, StandardCharsets.UTF_8));
        }
        exchange.sendResponseHeaders(away ? 503 : 200, -1);
      }
    }

    @Override
    public void close() {
      server.stop(0);
      threads.shutdownNow();
    }
  }

  @BeforeEach
  void open() throws Exception {
    Needs.programs("docker-registry", "strace");
    nodes = new Nodes(1);
    opened.add(nodes);
    Agent.assumeThatItCanWatch();
    LocalServers servers = new LocalServers(folder);
    opened.add(servers);
    channel = Reference.parse(servers.registry().host() + "/rules/marks:stable");
    receiver = new Receiver();
    opened.add(receiver);
    marks = Files.createDirectory(folder.resolve("marks"));
    port = LocalServers.freePort();
    Policy policy =
        new Policy(
            List.of(
                new Person("ada", ada.getPublic(), Set.of(Role.AUTHOR)),
                new Person("ben", ben.getPublic(), Set.of(Role.APPROVER))),
            1,
            List.of(),
            0);
    Files.write(folder.resolve("policy.json"), ApprovalFiles.write(policy));
    JavaProgram recorder =
        Agent.start(
            List.of(),
            List.of(
                "record",
                "--serve",
                folder.resolve("events").toString(),
                "--cgroup",
                nodes.cgroup(1).toString()));
    opened.add(recorder);
    recorder.await("it doesn't serve", () -> Files.exists(folder.resolve("events")));
    running = publish(1);
    start();
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : opened.reversed()) {
      one.close();
    }
    registry.close();
    http.close();
  }

  private Release publish(int sequence) throws Exception {
    String yaml =
        """
        - rule: Mark
          desc: a mark was made
          condition: evt.type in (open, openat, openat2) and fd.directory = %s
          output: "by %d: %%fd.name"
          priority: NOTICE
        """
            .formatted(marks, sequence);
    Release release =
        Release.make(
            new ReleaseDraft("marks", "1." + sequence + ".0", sequence, "ada", "", List.of(), ""),
            List.of(new RuleFile("marks.yaml", yaml.getBytes(StandardCharsets.UTF_8))),
            MeasureReport.EMPTY);
    Instant now = Instant.now();
    new Publisher(registry)
        .publish(
            release,
            List.of(
                Signing.sign(release.digest(), "ada", Role.AUTHOR, now, "", ada.getPrivate()),
                Signing.sign(release.digest(), "ben", Role.APPROVER, now, "", ben.getPrivate())),
            channel);
    return release;
  }

  /** Starts the agent, which finds what its last life left. */
  private void start() throws Exception {
    agent =
        Agent.follow(
            "agent",
            List.of(),
            channel.toString(),
            "127.0.0.1:" + port,
            folder,
            folder.resolve("policy.json"),
            http,
            List.of(
                "--from",
                folder.resolve("events").toString(),
                "--every",
                "100ms",
                "--http",
                receiver.address(),
                "--queue",
                folder.resolve("queue").toString(),
                "--queue-size",
                "4M"));
    opened.add(agent);
    lives.add(agent.program());
  }

  /**
   * Whatever the last life was doing: the agent says that it runs one release, the one of before or
   * the new one, refuses nothing, and comes to run the new one.
   */
  private void startsWithOneWholeRelease(String when, Release before, Release next)
      throws Exception {
    start();
    agent.awaitMetric("creance_agent_release_info{");
    List<String> runs = RUNS.matcher(agent.page()).results().map(found -> found.group()).toList();
    assertThat(runs).as(when).hasSize(1);
    assertThat(runs.getFirst())
        .as(when)
        .containsAnyOf("\"" + before.digest() + "\"", "\"" + next.digest() + "\"");
    assertThat(agent.page()).doesNotContain("creance_agent_release_refused_info{");
    agent.awaitRelease(next.digest());
    running = next;
  }

  @Test
  void killedAtAnyMomentOneReleaseRunsAndNoEventOrAlertIsLost() throws Exception {
    agent.awaitRelease(running.digest());
    agent.awaitMetric("creance_agent_event_sequence");
    Process shell =
        nodes.start(
            1, "cd " + marks + " && i=0 && while :; do : >m$i; i=$((i + 1)); sleep 0.02; done");
    agent.program().await("no mark is seen", () -> !receiver.taken.isEmpty());
    int sequence = atEachStepOfASwap(2);
    atRandomMoments(sequence);
    shell.descendants().forEach(ProcessHandle::destroyForcibly);
    shell.destroyForcibly().waitFor();
    Set<Integer> made = made();
    agent
        .program()
        .await(
            "marks that nobody was told of",
            () ->
                seen().containsAll(made)
                    && agent.page().contains("creance_agent_alerts_waiting{output=\"http\"} 0\n"));
    assertThat(seen()).isEqualTo(made);
    assertThat(agent.page())
        .contains("creance_agent_events_unseen_total 0\n", "creance_agent_events_dropped_total 0\n")
        .contains("creance_agent_alerts_lost_total{output=\"http\",reason=\"full\"} 0\n");
    eachLifeGoesOnWhereTheLastOneEnded();
    assertThat(receiver.taken.size() - made.size())
        .as("alerts that came twice, of %d in %d lives", made.size(), lives.size())
        .isLessThan(made.size() / 2);
  }

  /** Kills it at the first, second, … of each kind of call, until a swap outlives that. */
  private int atEachStepOfASwap(int sequence) throws Exception {
    int next = sequence;
    int kills = 0;
    for (String call : CHANGES) {
      boolean outlived = false;
      for (int step = 1; !outlived; step++) {
        receiver.away = step % 2 == 0;
        Process tracer = killAt(call, step);
        Release before = running;
        Release release = publish(next++);
        try {
          outlived = swaps(release);
        } finally {
          tracer.destroy();
          tracer.waitFor();
        }
        receiver.away = false;
        if (outlived) {
          running = release;
        } else {
          kills++;
          startsWithOneWholeRelease("killed at " + call + " " + step, before, release);
        }
      }
    }
    assertThat(kills).as("kills at steps of a swap").isGreaterThan(12);
    return next;
  }

  /** Whether the agent comes to run a release, and does not end before. */
  private boolean swaps(Release release) throws Exception {
    JavaProgram life = agent.program();
    for (int i = 0; i < 3_000 && life.isAlive(); i++) {
      if (agent.page().contains("\"" + release.digest() + "\"")) {
        return true;
      }
      Thread.sleep(20);
    }
    assertThat(life.isAlive()).as("it neither ends nor swaps: %s", life.messages()).isFalse();
    return false;
  }

  /** The agent ends at the so manieth call of a kind from now on, before that is made. */
  private Process killAt(String call, int step) throws Exception {
    Path said = folder.resolve("strace");
    Process tracer =
        new ProcessBuilder(
                "strace",
                "-f",
                "-o",
                "/dev/null",
                "-e",
                "trace=" + call,
                "-e",
                "inject=" + call + ":signal=SIGKILL:when=" + step,
                "-p",
                String.valueOf(agent.program().pid()))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    agent
        .program()
        .await("strace does not attach", () -> Files.readString(said).contains("attached"));
    return tracer;
  }

  private void atRandomMoments(int sequence) throws Exception {
    long seed = Long.getLong("creance.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int kill = 0; kill < RANDOM_KILLS; kill++) {
      receiver.away = kill % 2 == 0;
      Release before = running;
      Release release = publish(sequence + kill);
      Thread.sleep(random.nextInt(400));
      agent.program().kill();
      receiver.away = false;
      startsWithOneWholeRelease("seed " + seed + ", kill " + kill, before, release);
    }
  }

  private Set<Integer> made() throws IOException {
    Set<Integer> all = new TreeSet<>();
    try (Stream<Path> files = Files.list(marks)) {
      files.forEach(file -> all.add(Integer.parseInt(file.getFileName().toString().substring(1))));
    }
    return all;
  }

  /** The marks of all alerts, each of which has to be whole. */
  private Set<Integer> seen() {
    Set<Integer> all = new TreeSet<>();
    for (String alert : receiver.taken) {
      JsonNode json = JsonMapper.shared().readTree(alert);
      assertThat(json.get("rule").asString()).isEqualTo("Mark");
      Matcher mark = MARK.matcher(json.get("output").asString());
      assertThat(mark.find()).as(alert).isTrue();
      all.add(Integer.parseInt(mark.group(2)));
    }
    return all;
  }

  /** By the numbers of the recorder's events, which none of the detectors' ends changed. */
  private void eachLifeGoesOnWhereTheLastOneEnded() {
    long last = 0;
    for (JavaProgram life : lives) {
      assertThat(life.messages()).doesNotContain("not seen", "may not run", "refused (");
      Matcher began = Pattern.compile("runs from event (\\d+)").matcher(life.messages());
      while (began.find()) {
        long event = Long.parseLong(began.group(1));
        assertThat(event).as(life.messages()).isGreaterThanOrEqualTo(last);
        last = event;
      }
    }
    assertThat(last).isPositive();
  }
}
