package dev.creance.release.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.creance.release.Releases;
import dev.creance.release.approval.Person.Role;
import dev.creance.release.approval.Signature;
import dev.creance.release.approval.Verifier;
import dev.creance.release.bundle.MeasureReport;
import dev.creance.release.bundle.Release;
import dev.creance.release.bundle.ReleaseException;
import dev.creance.release.registry.Credentials;
import dev.creance.release.registry.Descriptor;
import dev.creance.release.registry.Manifest;
import dev.creance.release.registry.Reference;
import dev.creance.release.registry.Registry;
import dev.creance.release.registry.RegistryOptions;
import dev.creance.testing.LocalServers;
import dev.creance.testing.Needs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Against a real registry. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublishTest {
  private static final RegistryOptions OPTIONS =
      new RegistryOptions(Credentials.NONE, false, Duration.ofSeconds(2), 4, Duration.ofMillis(10));

  private final Releases people = new Releases();
  private LocalServers servers;
  private LocalServers.Running server;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    Needs.programs("docker-registry");
    servers = new LocalServers(folder);
    server = servers.registry();
  }

  @AfterAll
  void stop() {
    if (servers != null) {
      servers.close();
    }
  }

  private Reference channel(String repository, String tag) {
    return Reference.parse(server.host() + "/rules/" + repository + ":" + tag);
  }

  private List<Signature> signed(Release release) {
    return List.of(
        people.sign(release, "ada", Role.AUTHOR), people.sign(release, "ben", Role.APPROVER));
  }

  @Test
  void whatIsPublishedIsFetchedAndHolds() throws Exception {
    try (Registry registry = new Registry(OPTIONS)) {
      Reference canary = channel("web", "canary");
      Release release = Releases.release(1, Releases.report("WARNING", List.of()));
      Publisher publisher = new Publisher(registry);
      String digest = publisher.publish(release, signed(release), canary);
      Fetched fetched = new Fetcher(registry).fetch(canary, "").orElseThrow();
      assertThat(fetched.artifact()).isEqualTo(digest);
      assertThat(fetched.release().digest()).isEqualTo(release.digest());
      assertThat(fetched.release().files()).isEqualTo(release.files());
      assertThat(
              new Verifier(people.policy())
                  .judge(fetched.release(), fetched.signatures())
                  .reasons())
          .isEmpty();
      assertThat(new Fetcher(registry).fetch(canary, digest)).isEmpty();
      assertThat(publisher.publish(release, signed(release), canary)).isEqualTo(digest);
    }
  }

  @Test
  void anArtifactIsWhatFalcoctlInstalls() throws Exception {
    try (Registry registry = new Registry(OPTIONS)) {
      Reference stable = channel("falcoctl", "stable");
      Release release = Releases.release(2, MeasureReport.EMPTY);
      new Publisher(registry).publish(release, signed(release), stable);
      for (String tag : List.of("stable", "1.2.0")) {
        Registry.Stored stored = registry.manifest(stable.at(tag)).orElseThrow();
        Manifest manifest = Manifest.read(stored.bytes());
        assertThat(stored.mediaType()).isEqualTo(Manifest.MEDIA_TYPE);
        assertThat(manifest.artifactType()).isNull();
        assertThat(manifest.config().mediaType()).isEqualTo(Artifacts.RULES_CONFIG);
        assertThat(manifest.config().annotations()).isNull();
        assertThat(manifest.layers()).hasSize(1);
        assertThat(manifest.layers().getFirst().mediaType()).isEqualTo(Artifacts.RULES_LAYER);
        assertThat(manifest.layers().getFirst().annotations())
            .isEqualTo(Map.of("org.opencontainers.image.title", "web.tar.gz"));
        assertThat(new String(registry.blob(stable, manifest.config()), "UTF-8"))
            .isEqualTo(
                "{\"name\":\"web\",\"version\":\"1.2.0\",\"requirements\":[{\"name\":"
                    + "\"engine_version_semver\",\"version\":\"0.50.0\"}]}");
      }
    }
  }

  @Test
  void promotingMovesTheChannelAndItsSignatures() throws Exception {
    try (Registry registry = new Registry(OPTIONS)) {
      Reference canary = channel("promoted", "canary");
      Reference stable = channel("promoted", "stable");
      Release release = Releases.release(1, MeasureReport.EMPTY);
      Publisher publisher = new Publisher(registry);
      String digest = publisher.publish(release, signed(release), canary);
      assertThatThrownBy(() -> new Fetcher(registry).fetch(stable, ""))
          .isInstanceOf(ReleaseException.class)
          .hasMessageContaining("no such channel");
      publisher.promote(stable, digest);
      Fetched fetched = new Fetcher(registry).fetch(stable, "").orElseThrow();
      assertThat(fetched.release().digest()).isEqualTo(release.digest());
      assertThat(fetched.signatures()).hasSize(2);
    }
  }

  @Test
  void laterApprovalsCountToo() throws Exception {
    try (Registry registry = new Registry(OPTIONS)) {
      Reference canary = channel("approved", "canary");
      Release release = Releases.release(1, Releases.report("CRITICAL", List.of()));
      Publisher publisher = new Publisher(registry);
      publisher.publish(release, signed(release), canary);
      Verifier verifier = new Verifier(people.policy());
      Fetched first = new Fetcher(registry).fetch(canary, "").orElseThrow();
      assertThat(verifier.judge(first.release(), first.signatures()).accepted()).isFalse();
      publisher.publish(release, List.of(people.sign(release, "cleo", Role.APPROVER)), canary);
      Fetched second = new Fetcher(registry).fetch(canary, "").orElseThrow();
      assertThat(verifier.judge(second.release(), second.signatures()).accepted()).isTrue();
    }
  }

  @Test
  void rulesThatNobodySignedAreRefused() throws Exception {
    try (Registry registry = new Registry(OPTIONS)) {
      Reference at = channel("unsigned", "latest");
      byte[] config = "{}".getBytes("UTF-8");
      byte[] archive =
          dev.creance.release.bundle.RuleArchive.pack(
              Releases.release(1, MeasureReport.EMPTY).files());
      registry.putBlob(at, config);
      registry.putBlob(at, archive);
      Manifest manifest =
          new Manifest(
              2,
              Manifest.MEDIA_TYPE,
              null,
              Descriptor.of(Artifacts.RULES_CONFIG, config),
              List.of(Descriptor.of(Artifacts.RULES_LAYER, archive)),
              null,
              null);
      registry.putManifest(at, manifest.toJson(), Manifest.MEDIA_TYPE);
      assertThatThrownBy(() -> new Fetcher(registry).fetch(at, ""))
          .isInstanceOf(ReleaseException.class)
          .hasMessageContaining("nobody signed");
    }
  }

  @Test
  void faultsOnTheWayAreOvercome() throws Exception {
    try (FaultyProxy proxy = new FaultyProxy(server.host());
        Registry registry = new Registry(OPTIONS)) {
      Reference at = Reference.parse(proxy.host() + "/rules/faulty:canary");
      Release release = Releases.release(1, Releases.report("WARNING", List.of()));
      proxy.failing.set(3);
      new Publisher(registry).publish(release, signed(release), at);
      proxy.failing.set(2);
      proxy.cutting.set(3);
      Fetched fetched = new Fetcher(registry).fetch(at, "").orElseThrow();
      assertThat(fetched.release().digest()).isEqualTo(release.digest());
      assertThat(proxy.cutting).hasValue(0);
      proxy.failing.set(100);
      assertThatThrownBy(() -> new Fetcher(registry).fetch(at, ""))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("503");
    }
  }

  @Test
  void aRegistryThatIsNotThereIsNamed() {
    try (Registry registry = new Registry(OPTIONS)) {
      assertThatThrownBy(
              () -> new Fetcher(registry).fetch(Reference.parse("127.0.0.1:1/rules/web:x"), ""))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("127.0.0.1:1: the registry cannot be reached");
    }
  }
}
