package dev.creance.release.publish;

import dev.creance.release.approval.ApprovalFiles;
import dev.creance.release.approval.Signature;
import dev.creance.release.bundle.Release;
import dev.creance.release.bundle.ReleaseManifest;
import dev.creance.release.bundle.ReleaseManifest.PluginRequirement;
import dev.creance.release.bundle.RuleArchive;
import dev.creance.release.registry.Descriptor;
import dev.creance.release.registry.Manifest;
import dev.creance.release.registry.Reference;
import dev.creance.release.registry.Registry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts releases into a registry: the rule files as an artifact that falcoctl installs and follows,
 * and attached to it manifest, report and signatures. What is attached goes first, the tag last:
 * who follows a channel never sees a release without its approvals.
 */
public final class Publisher {
  private final Registry registry;

  public Publisher(Registry registry) {
    this.registry = registry;
  }

  /**
   * Publishes a release under a channel. Publishing it again changes nothing.
   *
   * @param to the repository and the channel as its tag
   * @return the digest of the artifact
   */
  public String publish(Release release, List<Signature> signatures, Reference to)
      throws IOException, InterruptedException {
    byte[] config = config(release.manifest());
    byte[] archive = RuleArchive.pack(release.files());
    registry.putBlob(to, config);
    registry.putBlob(to, archive);
    byte[] artifact =
        new Manifest(
                2,
                Manifest.MEDIA_TYPE,
                null,
                Descriptor.of(Artifacts.RULES_CONFIG, config),
                List.of(
                    Descriptor.of(Artifacts.RULES_LAYER, archive)
                        .with(Artifacts.TITLE, release.manifest().name() + ".tar.gz")),
                null,
                Map.of(Artifacts.CREATED, Artifacts.NO_TIME))
            .toJson();
    Descriptor subject = Descriptor.of(Manifest.MEDIA_TYPE, artifact);
    registry.putManifest(to.at(subject.digest()), artifact, Manifest.MEDIA_TYPE);
    attach(release, signatures, subject, to);
    registry.putManifest(to.at(release.manifest().version()), artifact, Manifest.MEDIA_TYPE);
    return registry.putManifest(to, artifact, Manifest.MEDIA_TYPE);
  }

  /** Moves a channel to an artifact that is in the repository. */
  public void promote(Reference channel, String artifactDigest)
      throws IOException, InterruptedException {
    Registry.Stored stored =
        registry
            .manifest(channel.at(artifactDigest))
            .orElseThrow(() -> new IOException(channel.at(artifactDigest) + ": is not there"));
    registry.putManifest(channel, stored.bytes(), stored.mediaType());
  }

  private void attach(Release release, List<Signature> signatures, Descriptor subject, Reference to)
      throws IOException, InterruptedException {
    List<Descriptor> layers = new ArrayList<>();
    layers.add(put(to, Artifacts.MANIFEST, release.manifestBytes()));
    layers.add(put(to, Artifacts.REPORT, release.reportBytes()));
    layers.add(put(to, Artifacts.SIGNATURES, ApprovalFiles.write(signatures)));
    byte[] empty = "{}".getBytes(StandardCharsets.UTF_8);
    registry.putReferrer(
        to,
        new Manifest(
            2,
            Manifest.MEDIA_TYPE,
            Artifacts.RELEASE,
            put(to, Manifest.EMPTY_CONFIG, empty),
            layers,
            subject,
            null));
  }

  private Descriptor put(Reference to, String mediaType, byte[] blob)
      throws IOException, InterruptedException {
    registry.putBlob(to, blob);
    return Descriptor.of(mediaType, blob);
  }

  /** What falcoctl reads: name, version, and what the rules require. */
  private static byte[] config(ReleaseManifest manifest) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("name", manifest.name());
    config.put("version", manifest.version());
    if (!manifest.plugins().isEmpty()) {
      config.put("dependencies", manifest.plugins().stream().map(Publisher::dependency).toList());
    }
    if (!manifest.engineVersion().isEmpty()) {
      config.put(
          "requirements",
          List.of(
              new ReleaseManifest.PluginVersion(
                  "engine_version_semver", manifest.engineVersion())));
    }
    return JsonMapper.shared().writeValueAsBytes(config);
  }

  private static Map<String, Object> dependency(PluginRequirement plugin) {
    Map<String, Object> dependency = new LinkedHashMap<>();
    dependency.put("name", plugin.name());
    dependency.put("version", plugin.version());
    if (!plugin.alternatives().isEmpty()) {
      dependency.put("alternatives", plugin.alternatives());
    }
    return dependency;
  }
}
