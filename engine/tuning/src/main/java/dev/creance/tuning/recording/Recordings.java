package dev.creance.tuning.recording;

import dev.creance.corpus.Corpus;
import dev.creance.corpus.Label;
import dev.creance.corpus.evaluate.MeasureSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Corpora to measure on, together, and what their labels say.
 *
 * <p>What was opened here is closed here; recordings that were open before stay open.
 */
public final class Recordings implements AutoCloseable {
  /** What row sets of one corpus may take. */
  private static final long ROW_SET_MEMORY = 64L << 20;

  private final List<Recording> all;
  private final List<LabelBook> books = new ArrayList<>();
  private final List<AttackStep> steps = new ArrayList<>();
  private final boolean owned;

  private Recordings(List<Recording> all, boolean owned) {
    this.all = List.copyOf(all);
    this.owned = owned;
    for (int i = 0; i < all.size(); i++) {
      List<AttackStep> own = new ArrayList<>();
      for (Label label : all.get(i).corpus().manifest().labels()) {
        if (LabelKind.of(label) == LabelKind.ATTACK) {
          own.add(new AttackStep(steps.size() + own.size(), i, label));
        }
      }
      steps.addAll(own);
      books.add(new LabelBook(all.get(i).corpus().manifest(), own));
    }
  }

  /** Recordings that somebody else opened and will close. */
  public static Recordings of(List<Recording> open) {
    return new Recordings(open, false);
  }

  /**
   * Opens corpora, checking every byte of them.
   *
   * @throws dev.creance.corpus.format.CorpusException when one is damaged or none; those before it
   *     are closed again
   */
  public static Recordings open(List<Path> paths) throws IOException {
    List<Recording> open = new ArrayList<>();
    try {
      for (Path path : paths) {
        Corpus corpus = Corpus.open(path);
        try {
          open.add(
              new Recording(path.toString(), corpus, new MeasureSession(corpus, ROW_SET_MEMORY)));
        } catch (IOException | RuntimeException e) {
          corpus.close();
          throw e;
        }
      }
    } catch (IOException | RuntimeException e) {
      open.forEach(Recordings::close);
      throw e;
    }
    return new Recordings(open, true);
  }

  public List<Recording> all() {
    return all;
  }

  public Recording get(int index) {
    return all.get(index);
  }

  /** The labels of a recording. */
  public LabelBook labels(int recording) {
    return books.get(recording);
  }

  /** The labelled attack steps of all recordings; each knows its index here. */
  public List<AttackStep> steps() {
    return List.copyOf(steps);
  }

  /** What is labelled normal, in node-days. */
  public double normalDays() {
    return books.stream().mapToDouble(LabelBook::normalDays).sum();
  }

  /** What is recorded, in node-days. */
  public double recordedDays() {
    return all.stream()
        .mapToDouble(one -> one.corpus().manifest().recordedNanos() / Exposure.NANOS_PER_DAY)
        .sum();
  }

  /** Events that rules see. */
  public long events() {
    return all.stream().mapToLong(one -> one.corpus().events()).sum();
  }

  @Override
  public void close() {
    if (owned) {
      all.forEach(Recordings::close);
    }
  }

  private static void close(Recording recording) {
    recording.session().close();
    recording.corpus().close();
  }
}
