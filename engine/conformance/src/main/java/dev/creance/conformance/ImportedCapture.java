package dev.creance.conformance;

import dev.creance.conformance.check.FalcoSetup;
import dev.creance.corpus.Corpus;
import dev.creance.corpus.CorpusImporter;
import dev.creance.corpus.ImportOptions;
import dev.creance.corpus.ImportProgress;
import dev.creance.corpus.Imported;
import dev.creance.corpus.Labelling;
import dev.creance.corpus.evaluate.MeasureSession;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** A capture in a corpus of its own, for the time of a check. */
final class ImportedCapture implements AutoCloseable {
  private static final long ROW_SET_MEMORY = 64L << 20;

  private final Path folder;
  private final Corpus corpus;
  private final MeasureSession session;

  private ImportedCapture(Path folder, Corpus corpus, MeasureSession session) {
    this.folder = folder;
    this.corpus = corpus;
    this.session = session;
  }

  /**
   * Imports a capture.
   *
   * @param engines whether the container engines are on
   */
  static ImportedCapture of(Path capture, boolean engines) throws IOException {
    Path folder = Files.createTempDirectory("creance-conformance");
    boolean done = false;
    try {
      ImportOptions options =
          new ImportOptions(FalcoSetup.state(engines), engines ? "all" : "none", Labelling.NONE);
      Imported imported =
          new CorpusImporter(folder.resolve("corpus"), options, ImportProgress.NONE).add(capture);
      if (!imported.capture().damage().isEmpty()) {
        throw new IOException(imported.capture().damage());
      }
      Corpus corpus = Corpus.open(folder.resolve("corpus"));
      ImportedCapture open =
          new ImportedCapture(folder, corpus, new MeasureSession(corpus, ROW_SET_MEMORY));
      done = true;
      return open;
    } catch (InterruptedException e) {
      throw interrupted(e);
    } finally {
      if (!done) {
        delete(folder);
      }
    }
  }

  MeasureSession session() {
    return session;
  }

  static InterruptedIOException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    InterruptedIOException problem = new InterruptedIOException("interrupted");
    problem.initCause(cause);
    return problem;
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (var files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.deleteIfExists(file);
    }
  }

  @Override
  public void close() throws IOException {
    session.close();
    corpus.close();
    delete(folder);
  }
}
