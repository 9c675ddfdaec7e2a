package dev.creance.release.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.creance.release.Releases;
import dev.creance.release.approval.ApprovalFiles;
import dev.creance.release.approval.Person;
import dev.creance.release.approval.Person.Role;
import dev.creance.release.approval.Policy;
import dev.creance.release.approval.Signature;
import dev.creance.release.approval.Signing;
import dev.creance.release.bundle.MeasureReport;
import dev.creance.release.bundle.Release;
import dev.creance.release.bundle.ReleaseDraft;
import dev.creance.release.bundle.ReleaseException;
import dev.creance.release.follow.Follower.Outcome;
import dev.creance.release.publish.FaultyProxy;
import dev.creance.release.publish.Fetcher;
import dev.creance.release.publish.Publisher;
import dev.creance.release.registry.Credentials;
import dev.creance.release.registry.Reference;
import dev.creance.release.registry.Registry;
import dev.creance.release.registry.RegistryOptions;
import dev.creance.testing.LocalServers;
import dev.creance.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FollowerTest {
  private static final String REPOSITORY = "/rules/web:stable";

  @TempDir private Path folder;

  private final Releases people = new Releases();
  private MemoryRegistry memory;
  private Registry registry;
  private Policy policy;

  /** The digests of releases that ran, in order; prepared but not run ones are not among them. */
  private final List<String> ran = new ArrayList<>();

  @BeforeEach
  void open() throws IOException {
    memory = new MemoryRegistry();
    registry = new Registry(quick());
    List<Person> known = new ArrayList<>(people.policy().people());
    known.add(people.person("gate", Role.ROLLBACK));
    policy = new Policy(known, 1, people.policy().stricter(), 1);
  }

  @AfterEach
  void close() {
    registry.close();
    memory.close();
  }

  private static RegistryOptions quick() {
    return new RegistryOptions(
        Credentials.NONE, false, Duration.ofSeconds(2), 2, Duration.ofMillis(10));
  }

  private Reference channel() {
    return Reference.parse(memory.host() + REPOSITORY);
  }

  private Follower follower(Disk disk) {
    return follower(disk, channel());
  }

  private Follower follower(Disk disk, Reference at) {
    return new Follower(
        new Fetcher(registry),
        at,
        () -> policy,
        new ReleaseStore(folder.resolve("store"), disk),
        release -> {
          if (release.manifest().version().equals("1.13.0")) {
            throw new ReleaseException("the rules of 1.13.0 do not load");
          }
          return () -> ran.add(release.digest());
        },
        "");
  }

  private List<Signature> signed(Release release) {
    return List.of(
        people.sign(release, "ada", Role.AUTHOR), people.sign(release, "ben", Role.APPROVER));
  }

  private Release publish(long sequence) throws Exception {
    Release release = Releases.release(sequence, MeasureReport.EMPTY);
    new Publisher(registry).publish(release, signed(release), channel());
    return release;
  }

  @Test
  void followsAndResumes() throws Exception {
    Follower follower = follower(Disk.real());
    assertThat(follower.resume()).isEmpty();
    Release first = publish(1);
    assertThat(follower.look())
        .isInstanceOfSatisfying(
            Outcome.Installed.class,
            installed -> assertThat(installed.release().digest()).isEqualTo(first.digest()));
    assertThat(follower.look()).isEqualTo(new Outcome.Unchanged(false));
    Release second = publish(2);
    assertThat(follower.look()).isInstanceOf(Outcome.Installed.class);
    assertThat(ran).containsExactly(first.digest(), second.digest());
    ran.clear();
    Follower restarted = follower(Disk.real());
    assertThat(restarted.resume()).isEmpty();
    assertThat(ran).containsExactly(second.digest());
    assertThat(restarted.look()).isEqualTo(new Outcome.Unchanged(false));
  }

  @ParameterizedTest
  @CsvSource({
    "'', UNSIGNED",
    "ben, UNSIGNED",
    "ada*, APPROVALS",
    "ada* ada, SELF_APPROVED",
    "ada* mallory, SIGNATURE",
    "ada* ben*, SIGNATURE",
  })
  void refusesWhatThePolicyDoesNotLetThrough(String signers, Refusal.Kind kind) throws Exception {
    Release first = publish(1);
    Follower follower = follower(Disk.real());
    follower.look();
    Release bad = Releases.release(2, MeasureReport.EMPTY);
    List<Signature> signatures = new ArrayList<>();
    for (String signer : signers.isEmpty() ? new String[0] : signers.split(" ")) {
      boolean author = signer.endsWith("*");
      signatures.add(
          people.sign(bad, signer.replace("*", ""), author ? Role.AUTHOR : Role.APPROVER));
    }
    String artifact = new Publisher(registry).publish(bad, signatures, channel());
    assertThat(follower.look())
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> {
              assertThat(refused.artifact()).isEqualTo(artifact);
              assertThat(refused.refusal().kind()).isEqualTo(kind);
            });
    assertThat(ran).containsExactly(first.digest());
    assertThat(follower(Disk.real()).resume()).isEmpty();
    assertThat(ran).containsExactly(first.digest(), first.digest());
    // Approved at last: it is noticed, though the channel points at the same artifact.
    new Publisher(registry).publish(bad, signed(bad), channel());
    if (signatures.isEmpty() || kind == Refusal.Kind.APPROVALS) {
      Outcome last = follower.look();
      for (int i = 0; i < 20 && !(last instanceof Outcome.Installed); i++) {
        last = follower.look();
      }
      assertThat(last).isInstanceOf(Outcome.Installed.class);
    }
  }

  @Test
  void goesBackOnlyWhenThatIsSigned() throws Exception {
    Release first = publish(1);
    Release second = publish(2);
    Follower follower = follower(Disk.real());
    follower.look();
    publish(1);
    assertThat(follower.look())
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.refusal().kind()).isEqualTo(Refusal.Kind.DOWNGRADE));
    assertThat(ran).containsExactly(second.digest());
    List<Signature> back = new ArrayList<>(signed(first));
    back.add(
        Signing.sign(
            first.digest(),
            "gate",
            Role.ROLLBACK,
            Instant.EPOCH,
            second.digest(),
            people.keys("gate").getPrivate()));
    new Publisher(registry).publish(first, back, channel());
    Outcome last = follower.look();
    for (int i = 0; i < 20 && !(last instanceof Outcome.Installed); i++) {
      last = follower.look();
    }
    assertThat(ran).containsExactly(second.digest(), first.digest());
    // The way back led from the second release only.
    Release third = publish(3);
    follower.look();
    new Publisher(registry).publish(first, back, channel());
    assertThat(follower.look()).isInstanceOf(Outcome.Refused.class);
    assertThat(ran).endsWith(third.digest());
  }

  @Test
  void refusesOtherRulesetsAndRulesThatDoNotLoad() throws Exception {
    Release first = publish(1);
    Follower follower = follower(Disk.real());
    follower.look();
    publish(13);
    assertThat(follower.look())
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.refusal().kind()).isEqualTo(Refusal.Kind.RULES));
    Release other =
        Release.make(
            new ReleaseDraft("db", "1.0.0", 20, "ada", "0.50.0", List.of(), ""),
            List.of(Releases.file("db.yaml", "- list: l\n  items: []\n")),
            MeasureReport.EMPTY);
    new Publisher(registry).publish(other, signed(other), channel());
    assertThat(follower.look())
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.refusal().kind()).isEqualTo(Refusal.Kind.OTHER_RULESET));
    assertThat(ran).containsExactly(first.digest());
  }

  /** Every byte of everything that the registry holds, by default in steps; all with 1. */
  @Test
  void noByteMayBeAnother() throws Exception {
    Release first = publish(1);
    Follower follower = follower(Disk.real());
    follower.look();
    Map<String, byte[]> before = Map.copyOf(memory.stored());
    Release second = publish(2);
    int step = Integer.getInteger("creance.flips", 41);
    int flips = 0;
    for (Map.Entry<String, byte[]> entry : new ArrayList<>(memory.stored().entrySet())) {
      if (before.containsKey(entry.getKey()) && before.get(entry.getKey()) == entry.getValue()) {
        continue;
      }
      for (int at = 0; at < entry.getValue().length; at += step) {
        int place = at;
        memory.hand =
            (path, body) -> {
              if (!path.equals(entry.getKey())) {
                return body;
              }
              byte[] changed = body.clone();
              changed[place] ^= (byte) (1 << place % 8);
              return changed;
            };
        Follower fresh = follower(Disk.real());
        fresh.resume();
        try {
          Outcome outcome = fresh.look();
          boolean asked = !path(entry.getKey()).startsWith("1.") && !unused(entry.getKey());
          if (asked) {
            assertThat(outcome)
                .as("%s, byte %d", entry.getKey(), at)
                .isInstanceOf(Outcome.Refused.class);
          }
        } catch (IOException e) {
          // The registry's answer made no sense; a blob is what its digest says, or refused.
          assertThat(entry.getKey()).as("byte %d", at).contains("/manifests/");
        }
        if (ran.contains(second.digest())) {
          assertThat(unused(entry.getKey())).as("%s, byte %d", entry.getKey(), at).isTrue();
          ran.clear();
          // What a node does not read may be anything; it begins anew for the next flip.
          new ReleaseStore(folder.resolve("store"))
              .install(new ReleaseStore.Stored("sha256:" + "0".repeat(64), first, signed(first)));
        }
        flips++;
      }
    }
    assertThat(flips).isGreaterThan(50);
    memory.hand = (path, body) -> body;
    Follower last = follower(Disk.real());
    last.resume();
    last.look();
    assertThat(ran).endsWith(second.digest());
  }

  /** It is not fetched at each look, and not told without the artifact's digest. */
  @Test
  void whatWasChangedInTheRegistryIsRefusedByItsArtifact() throws Exception {
    publish(1);
    Follower follower = follower(Disk.real());
    follower.look();
    Release second = Releases.release(2, MeasureReport.EMPTY);
    String artifact = new Publisher(registry).publish(second, signed(second), channel());
    memory.hand = (path, body) -> path.contains("/blobs/") ? new byte[body.length] : body;
    assertThat(follower.look())
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> {
              assertThat(refused.artifact()).isEqualTo(artifact);
              assertThat(refused.refusal().kind()).isEqualTo(Refusal.Kind.DAMAGED);
              assertThat(refused.refusal().message()).contains("another digest");
            });
    assertThat(follower.look()).isInstanceOf(Outcome.Refused.class);
    assertThat(follower.look()).isEqualTo(new Outcome.Unchanged(true));
    memory.hand = (path, body) -> body;
    Outcome last = follower.look();
    for (int i = 0; i < 20 && !(last instanceof Outcome.Installed); i++) {
      last = follower.look();
    }
    assertThat(ran).endsWith(second.digest());
  }

  private static String path(String stored) {
    return stored.substring(stored.lastIndexOf('/') + 1);
  }

  /**
   * What falcoctl reads and a node of Creance does not: the configuration and the version's tag.
   */
  private boolean unused(String stored) {
    byte[] bytes = memory.stored().get(stored);
    String text = bytes == null ? "" : new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
    return path(stored).startsWith("1.")
        // The list of what is attached: what it leads to counts, and has its own digests.
        || text.contains("\"application/vnd.oci.image.index.v1+json\"")
        || text.equals("{}")
        || text.startsWith("{\"name\":\"web\",\"version\"")
        // Manifests under their digest, which are read by their tag.
        || text.contains("rulesfile.config") && path(stored).startsWith("sha256:");
  }

  /** Stops the process within and after every write, rename and deletion of an update. */
  @Test
  void killedAtAnyWriteOneWholeReleaseRuns() throws Exception {
    int kills = 0;
    boolean finished = false;
    for (int step = 0; !finished; step++) {
      ran.clear();
      deleteStore();
      Release first = publish(1 + 10L * step);
      follower(Disk.real()).look();
      Release second = publish(2 + 10L * step);
      ran.clear();
      Follower victim = follower(new KilledDisk(step));
      victim.resume();
      try {
        victim.look();
        finished = true;
      } catch (KilledDisk.Killed e) {
        kills++;
      }
      String disk = ran.getLast();
      assertThat(disk).as("while it ran, step %d", step).isIn(first.digest(), second.digest());
      restartsWithOneWholeRelease(step, first, second);
      ran.clear();
      follower(Disk.real()).resume();
      assertThat(ran).containsExactly(second.digest());
    }
    assertThat(kills).isGreaterThan(12);
  }

  /**
   * Likewise with processes that really end, without a word, and of which the disk is left: at
   * every fourth step by default, at all with 1.
   */
  @Test
  void processesThatEndAtAnyWriteLeaveOneWholeRelease() throws Exception {
    Path file = Files.write(folder.resolve("policy.json"), ApprovalFiles.write(policy));
    Release first = publish(1);
    follower(Disk.real()).look();
    Path before = folder.resolve("before");
    copy(folder.resolve("store"), before);
    Release second = publish(2);
    int stride = Integer.getInteger("creance.halts", 4);
    int step = 0;
    for (int code = HaltedFollower.HALTED; code == HaltedFollower.HALTED; step += stride) {
      deleteStore();
      copy(before, folder.resolve("store"));
      code = follow(file, step);
      assertThat(code).as("step %d", step).isIn(0, HaltedFollower.HALTED);
      restartsWithOneWholeRelease(step, first, second);
    }
    assertThat(step).isGreaterThan(12);
  }

  /** Whatever a step of the change from the first to the second left behind. */
  private void restartsWithOneWholeRelease(int step, Release first, Release second)
      throws Exception {
    ran.clear();
    Follower restarted = follower(Disk.real());
    assertThat(restarted.resume()).as("step %d", step).isEmpty();
    assertThat(ran).as("step %d", step).hasSize(1);
    assertThat(ran.getFirst()).isIn(first.digest(), second.digest());
    restarted.look();
    assertThat(ran).as("step %d", step).endsWith(second.digest());
  }

  private int follow(Path policyFile, int step) throws Exception {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                HaltedFollower.class.getName(),
                channel().toString(),
                policyFile.toString(),
                folder.resolve("store").toString(),
                String.valueOf(step))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();
    return process.waitFor();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path one : all.toList()) {
        Files.copy(one, to.resolve(from.relativize(one)));
      }
    }
  }

  private void deleteStore() throws IOException {
    Disk.real().deleteTree(folder.resolve("store"));
  }

  @Test
  void theDiskProvesNothing() throws Exception {
    Release first = publish(1);
    Follower follower = follower(Disk.real());
    follower.look();
    Release second = publish(2);
    follower.look();
    Path rules =
        folder.resolve("store/releases/" + second.digest().substring(7) + "/rules/web.yaml");
    Files.writeString(rules, "- list: l\n  items: [evil]\n");
    ran.clear();
    Follower restarted = follower(Disk.real());
    assertThat(restarted.resume()).singleElement().returns(Refusal.Kind.DAMAGED, Refusal::kind);
    assertThat(ran).containsExactly(first.digest());
    restarted.look();
    assertThat(ran).containsExactly(first.digest(), second.digest());
    // Nobody of the policy remains: nothing runs.
    policy = new Policy(List.of(), 1, List.of(), 0);
    ran.clear();
    assertThat(follower(Disk.real()).resume()).isNotEmpty();
    assertThat(ran).isEmpty();
  }

  @Test
  void aRealRegistryDownSlowAndTruncating() throws Exception {
    Needs.programs("docker-registry");
    try (LocalServers servers = new LocalServers(folder)) {
      goesOnThroughFaults(servers.registry().host());
    }
  }

  private void goesOnThroughFaults(String host) throws Exception {
    try (FaultyProxy proxy = new FaultyProxy(host)) {
      Reference direct = Reference.parse(host + REPOSITORY);
      Follower follower = follower(Disk.real(), Reference.parse(proxy.host() + REPOSITORY));
      Release first = Releases.release(1, MeasureReport.EMPTY);
      new Publisher(registry).publish(first, signed(first), direct);
      assertThat(follower.look()).isInstanceOf(Outcome.Installed.class);
      int before = proxy.requests.get();
      follower.look();
      assertThat(proxy.requests.get() - before).as("requests when nothing changed").isEqualTo(1);
      Release second = Releases.release(2, MeasureReport.EMPTY);
      new Publisher(registry).publish(second, signed(second), direct);
      proxy.failing.set(2); // as often as it is tried
      assertThatThrownBy(follower::look).isInstanceOf(IOException.class);
      proxy.slowness = Duration.ofSeconds(5);
      assertThatThrownBy(follower::look).isInstanceOf(IOException.class);
      proxy.slowness = Duration.ZERO;
      proxy.cutting.set(1000);
      assertThatThrownBy(
              () -> {
                if (follower.look() instanceof Outcome.Installed) {
                  throw new IOException("resumed"); // by ranges, which is as good
                }
              })
          .isInstanceOf(IOException.class);
      proxy.cutting.set(0);
      assertThat(ran).startsWith(first.digest());
      follower.look();
      assertThat(ran).containsExactly(first.digest(), second.digest());
    }
  }
}
