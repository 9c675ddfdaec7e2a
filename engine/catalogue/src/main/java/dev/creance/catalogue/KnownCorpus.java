package dev.creance.catalogue;

import dev.creance.corpus.CorpusSummary;
import dev.creance.corpus.Label;
import dev.creance.corpus.Manifest;
import dev.creance.events.Utf8Text;
import java.util.List;
import java.util.OptionalLong;

/**
 * A corpus as the catalogue remembers it.
 *
 * @param digest what it is, whatever its place: SHA-256 over the digests of its captures
 * @param path where it was last, as the workspace writes paths
 * @param containers over all captures
 * @param events events that rules see
 * @param dropped events that recorders say they lost; empty when none says
 * @param recordedNanos exposure: the recorded time of all captures together
 * @param firstTime ns since the epoch
 * @param lastTime ns since the epoch
 */
public record KnownCorpus(
    String digest,
    String path,
    long captures,
    long hosts,
    long containers,
    long events,
    OptionalLong dropped,
    long recordedNanos,
    long firstTime,
    long lastTime,
    List<KnownLabel> labels) {

  public KnownCorpus {
    labels = List.copyOf(labels);
  }

  /**
   * A label of a corpus.
   *
   * @param start ns since the epoch, included
   * @param end ns since the epoch, included
   */
  public record KnownLabel(String name, String technique, String host, long start, long end) {
    static KnownLabel of(Label label) {
      return new KnownLabel(
          label.name(),
          label.technique(),
          Utf8Text.decode(label.host()),
          label.start(),
          label.end());
    }
  }

  /** What the catalogue keeps of a corpus. */
  public static KnownCorpus of(CorpusSummary summary, Workspace workspace) {
    Manifest manifest = summary.manifest();
    long dropped = summary.dropped();
    return new KnownCorpus(
        manifest.digest(),
        workspace.written(summary.path()),
        manifest.captures().size(),
        summary.hosts(),
        summary.containers(),
        manifest.events(),
        dropped < 0 ? OptionalLong.empty() : OptionalLong.of(dropped),
        manifest.recordedNanos(),
        manifest.captures().stream().mapToLong(Manifest.Capture::firstTime).min().orElse(0),
        manifest.captures().stream().mapToLong(Manifest.Capture::lastTime).max().orElse(0),
        manifest.labels().stream().map(KnownLabel::of).toList());
  }
}
