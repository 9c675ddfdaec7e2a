package dev.creance.release.publish;

import dev.creance.release.approval.ApprovalFiles;
import dev.creance.release.approval.Signature;
import dev.creance.release.bundle.Release;
import dev.creance.release.bundle.ReleaseException;
import dev.creance.release.bundle.RuleArchive;
import dev.creance.release.bundle.RuleFile;
import dev.creance.release.registry.ChangedException;
import dev.creance.release.registry.Descriptor;
import dev.creance.release.registry.Manifest;
import dev.creance.release.registry.Reference;
import dev.creance.release.registry.Registry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fetches what a channel points at. */
public final class Fetcher {
  /** More is no ruleset. */
  private static final long LARGEST = 64L << 20;

  private final Registry registry;

  public Fetcher(Registry registry) {
    this.registry = registry;
  }

  /**
   * The release of a channel, when it is another than the one that is known.
   *
   * @param known the digest of the artifact that runs; empty for none
   * @return empty when the channel still points at the known one
   * @throws UnfitException when what is there is no release of Creance's, or not whole
   * @throws ReleaseException when nothing is there
   * @throws IOException when the registry cannot be reached, or answers nonsense
   */
  public Optional<Fetched> fetch(Reference channel, String known)
      throws IOException, InterruptedException, ReleaseException {
    Registry.Stored stored =
        registry
            .manifest(channel, known.isEmpty() ? null : known)
            .orElseThrow(
                () -> new ReleaseException(channel + ": there is no such channel in the registry"));
    if (stored.digest().equals(known)) {
      return Optional.empty();
    }
    try {
      return Optional.of(fetch(channel, stored));
    } catch (ReleaseException | ChangedException e) {
      throw new UnfitException(stored.digest(), e);
    }
  }

  private Fetched fetch(Reference channel, Registry.Stored stored)
      throws IOException, InterruptedException, ReleaseException {
    Manifest artifact = Manifest.read(stored.bytes());
    if (artifact.layers().size() != 1
        || !artifact.layers().getFirst().mediaType().equals(Artifacts.RULES_LAYER)) {
      throw new ReleaseException(channel + ": is no artifact of rule files");
    }
    List<Descriptor> attached = registry.referrers(channel, stored.digest(), Artifacts.RELEASE);
    if (attached.isEmpty()) {
      throw new ReleaseException(
          channel + ": nothing is attached to the rule files: nobody signed them");
    }
    List<RuleFile> files =
        RuleArchive.unpack(registry.blob(channel, small(artifact.layers().getFirst())));
    return join(channel, stored.digest(), files, attached);
  }

  /** A release may be published again with more signatures: all of them count. */
  private Fetched join(
      Reference channel, String artifact, List<RuleFile> files, List<Descriptor> attached)
      throws IOException, InterruptedException, ReleaseException {
    Release release = null;
    List<Signature> signatures = new ArrayList<>();
    for (Descriptor one : attached) {
      Registry.Stored stored =
          registry
              .manifest(channel.at(one.digest()))
              .orElseThrow(() ->
                  new ReleaseException(channel.at(one.digest()) + ": is attached and not there"));
      Manifest manifest = Manifest.read(stored.bytes());
      if (manifest.subject() == null || !manifest.subject().digest().equals(artifact)) {
        throw new ReleaseException(channel.at(one.digest()) + ": is attached to something else");
      }
      Release made =
          Release.read(
              layer(channel, manifest, Artifacts.MANIFEST),
              layer(channel, manifest, Artifacts.REPORT),
              files);
      if (release != null && !release.digest().equals(made.digest())) {
        throw new ReleaseException(
            channel
                + ": two releases are attached to the same rule files, "
                + release.digest()
                + " and "
                + made.digest());
      }
      release = made;
      for (Signature signature :
          ApprovalFiles.signatures(layer(channel, manifest, Artifacts.SIGNATURES))) {
        if (!signatures.contains(signature)) {
          signatures.add(signature);
        }
      }
    }
    if (release == null) {
      throw new ReleaseException(channel + ": nothing is attached to the rule files");
    }
    return new Fetched(artifact, release, signatures);
  }

  private byte[] layer(Reference at, Manifest manifest, String mediaType)
      throws IOException, InterruptedException, ReleaseException {
    for (Descriptor layer : manifest.layers()) {
      if (layer.mediaType().equals(mediaType)) {
        return registry.blob(at, small(layer));
      }
    }
    throw new ReleaseException(at + ": what is attached has no " + mediaType);
  }

  private static Descriptor small(Descriptor descriptor) throws ReleaseException {
    if (descriptor.size() < 0 || descriptor.size() > LARGEST) {
      throw new ReleaseException("a part of " + descriptor.size() + " bytes is in no release");
    }
    return descriptor;
  }
}
