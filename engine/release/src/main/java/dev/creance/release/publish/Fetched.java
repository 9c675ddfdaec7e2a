package dev.creance.release.publish;

import dev.creance.release.approval.Signature;
import dev.creance.release.bundle.Release;
import java.util.List;

/**
 * A release as it came from a registry: whole, its parts fit together, and not judged yet.
 *
 * @param artifact the digest of the artifact that the channel points at
 */
public record Fetched(String artifact, Release release, List<Signature> signatures) {
  public Fetched {
    signatures = List.copyOf(signatures);
  }
}
