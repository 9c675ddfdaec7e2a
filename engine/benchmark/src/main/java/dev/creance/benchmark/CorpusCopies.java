package dev.creance.benchmark;

import dev.creance.corpus.Corpus;
import dev.creance.corpus.CorpusImporter;
import dev.creance.corpus.ImportOptions;
import dev.creance.corpus.ImportProgress;
import dev.creance.events.state.ContainerEngine;
import dev.creance.events.state.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A corpus of copies of a capture, each a day later than the one before and from another host. */
final class CorpusCopies implements AutoCloseable {
  private final Path capture;
  private final Path corpus;
  private int copies;
  private double importSeconds;

  CorpusCopies(Path capture, Path corpus) {
    this.capture = capture;
    this.corpus = corpus;
  }

  /** The state that the rules are measured in: container engines off. */
  static Options state() {
    return Options.defaults().withContainerEngines(ContainerEngine.parse("none"));
  }

  /** Adds copies until there are so many. */
  void grow(int wanted) throws IOException, InterruptedException {
    CorpusImporter importer =
        new CorpusImporter(
            corpus, new ImportOptions(state(), "none", List.of()), ImportProgress.NONE);
    Path shifted = corpus.resolveSibling("copy.scap");
    for (; copies < wanted; copies++) {
      ShiftedCapture.write(capture, shifted, copies);
      long start = System.nanoTime();
      importer.add(shifted);
      importSeconds += (System.nanoTime() - start) / 1e9;
      Files.delete(shifted);
    }
  }

  Corpus open() throws IOException {
    return Corpus.open(corpus);
  }

  Path path() {
    return corpus;
  }

  int copies() {
    return copies;
  }

  /** Prints how large the corpus is and how long its import took. */
  void describe(Corpus open) throws IOException {
    long bytes = open.segments().stream().mapToLong(segment -> segment.length()).sum();
    System.out.printf(
        "%,d events in %d segments of %d copies; %,d bytes, %.0f%% of the captures as they are;"
            + " imported at %,.0f events/s%n",
        open.events(),
        open.segments().size(),
        copies,
        bytes,
        100.0 * bytes / (Files.size(capture) * copies),
        open.events() / importSeconds);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(corpus.resolveSibling("copy.scap"));
  }
}
