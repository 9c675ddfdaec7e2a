package dev.creance.corpus;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What is in a corpus, told by its manifest alone: its segments are not opened.
 *
 * @param path the corpus
 * @param bytes the length of its segments
 */
public record CorpusSummary(Path path, Manifest manifest, long bytes) {

  /**
   * Reads the summary of a corpus.
   *
   * @throws dev.creance.corpus.format.CorpusException when the manifest is damaged or missing
   */
  public static CorpusSummary of(Path corpus) throws IOException {
    Manifest manifest = Manifest.read(corpus);
    long bytes =
        manifest.captures().stream()
            .flatMap(capture -> capture.segments().stream())
            .mapToLong(Manifest.SegmentFile::length)
            .sum();
    return new CorpusSummary(corpus, manifest, bytes);
  }

  /** The number of recorded machines; those without a name count as one. */
  public long hosts() {
    return manifest.captures().stream().map(Manifest.Capture::host).distinct().count();
  }

  /** Containers of all captures; one that is in several captures counts in each. */
  public long containers() {
    return manifest.captures().stream().mapToLong(Manifest.Capture::containers).sum();
  }

  /** Events that recorders say they lost; −1 when none of them says. */
  public long dropped() {
    return manifest.captures().stream()
        .mapToLong(Manifest.Capture::dropped)
        .filter(dropped -> dropped >= 0)
        .reduce(Long::sum)
        .orElse(-1);
  }

  /** Captures that could not be read to their end. */
  public long damagedCaptures() {
    return manifest.captures().stream().filter(capture -> !capture.damage().isEmpty()).count();
  }
}
