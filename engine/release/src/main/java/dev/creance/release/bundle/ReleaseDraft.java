package dev.creance.release.bundle;

import dev.creance.release.bundle.ReleaseManifest.PluginRequirement;
import java.util.List;

/**
 * What a release says of itself beside its files and its report; see {@link ReleaseManifest} for
 * the parts.
 */
public record ReleaseDraft(
    String name,
    String version,
    long sequence,
    String author,
    String engineVersion,
    List<PluginRequirement> plugins,
    String previous) {
  public ReleaseDraft {
    plugins = List.copyOf(plugins);
  }
}
