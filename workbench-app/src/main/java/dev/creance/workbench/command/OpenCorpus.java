package dev.creance.workbench.command;

import dev.creance.corpus.Corpus;
import dev.creance.corpus.evaluate.MeasureSession;
import java.io.IOException;
import java.nio.file.Path;

/** A corpus that is open for evaluation, for the time of a command. */
final class OpenCorpus implements AutoCloseable {
  /** What row sets may take: more than a single look at a large corpus needs. */
  private static final long ROW_SET_MEMORY = 64L << 20;

  private final Corpus corpus;
  private final MeasureSession session;

  private OpenCorpus(Corpus corpus, MeasureSession session) {
    this.corpus = corpus;
    this.session = session;
  }

  static OpenCorpus open(Path path) throws IOException {
    Corpus corpus = Corpus.open(path);
    try {
      return new OpenCorpus(corpus, new MeasureSession(corpus, ROW_SET_MEMORY));
    } catch (IOException | RuntimeException e) {
      corpus.close();
      throw e;
    }
  }

  Corpus corpus() {
    return corpus;
  }

  MeasureSession session() {
    return session;
  }

  @Override
  public void close() {
    session.close();
    corpus.close();
  }
}
