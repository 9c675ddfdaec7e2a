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

  /**
   * Replaces the labels, in the folder and here: the corpus as it is with them, on the same open
   * segments. This one must not be used any longer.
   *
   * @throws IOException when the manifest cannot be written, the corpus was changed since it was
   *     opened, or an import into it goes on; then nothing has changed
   */
  public Corpus relabelled(List<Label> labels) throws IOException {
    try (ImportLock lock = ImportLock.of(path)) {
      Manifest now = Manifest.read(path);
      if (!now.captures().equals(manifest.captures())) {
        throw new IOException(path + ": the corpus was changed since it was opened; open it again");
      }
      Manifest changed = new Manifest(Manifest.VERSION, manifest.captures(), labels);
      changed.write(path);
      return new Corpus(path, changed, segments);
    }
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
