package dev.creance.release.bundle;

import java.util.List;

/**
 * What a release consists of. Its bytes name everything else by digest; the digest of its bytes is
 * the release's name.
 *
 * @param format of this manifest: {@value #FORMAT}
 * @param name of the ruleset, as falcoctl allows it: {@code [a-z]+[a-z0-9-_]*}
 * @param version three numbers, for example {@code 1.4.0}
 * @param sequence grows by one from release to release of a ruleset: who runs a later one refuses
 *     an earlier one
 * @param author who made it
 * @param files its rule files, in the order in which they are loaded
 * @param engineVersion what the files require, as three numbers; empty for nothing
 * @param plugins what the files require
 * @param previous the digest of the release that it was compared with; empty for the first
 * @param report the digest of its {@link MeasureReport}
 */
public record ReleaseManifest(
    int format,
    String name,
    String version,
    long sequence,
    String author,
    List<FileEntry> files,
    String engineVersion,
    List<PluginRequirement> plugins,
    String previous,
    String report) {
  public static final int FORMAT = 1;

  public ReleaseManifest {
    files = List.copyOf(files);
    plugins = List.copyOf(plugins);
  }

  /** A file by name, digest and length in bytes. */
  public record FileEntry(String name, String digest, long size) {}

  /** A plugin of a version, or one of others in its place. */
  public record PluginRequirement(String name, String version, List<PluginVersion> alternatives) {
    public PluginRequirement {
      alternatives = List.copyOf(alternatives);
    }
  }

  /** A plugin of at least a version. */
  public record PluginVersion(String name, String version) {}
}
