package dev.creance.corpus;

import dev.creance.corpus.format.CorpusException;
import dev.creance.corpus.segment.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An open corpus: one or many imported captures, in segments, ready to be measured. Opening checks
 * every byte of it. Immutable and safe for use by several threads; import adds to the folder, and a
 * corpus that is open already does not see that.
 */
public final class Corpus implements AutoCloseable {
  private final Path path;
  private final Manifest manifest;
  private final List<Segment> segments;

  private Corpus(Path path, Manifest manifest, List<Segment> segments) {
    this.path = path;
    this.manifest = manifest;
    this.segments = List.copyOf(segments);
  }

  /**
   * Opens a corpus.
   *
   * @throws CorpusException when it is damaged, with file, place and reason
   */
  public static Corpus open(Path path) throws IOException {
    Manifest manifest = Manifest.read(path);
    List<Segment> segments = new ArrayList<>();
    try {
      for (Manifest.Capture capture : manifest.captures()) {
        for (Manifest.SegmentFile file : capture.segments()) {
          segments.add(open(path.resolve(file.file()), file.length()));
        }
      }
      return new Corpus(path, manifest, segments);
    } catch (IOException | RuntimeException e) {
      segments.forEach(Segment::close);
      throw e;
    }
  }

  private static Segment open(Path file, long length) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new CorpusException(
          CorpusException.Kind.TRUNCATED,
          file,
          0,
          "the manifest names this segment and it is not there: import the capture again");
    }
    long found = Files.size(file);
    if (found != length) {
      throw new CorpusException(
          CorpusException.Kind.TRUNCATED,
          file,
          Math.min(found, length),
          "expected " + length + " bytes, found " + found + ": import the capture again");
    }
    return new Segment(file);
  }

  public Path path() {
    return path;
  }

  public Manifest manifest() {
    return manifest;
  }

  /** All segments; those of one capture follow each other in time. */
  public List<Segment> segments() {
    return segments;
  }

  /** Events that rules see. */
  public long events() {
    return manifest.events();
  }

  @Override
  public void close() {
    segments.forEach(Segment::close);
  }
}
