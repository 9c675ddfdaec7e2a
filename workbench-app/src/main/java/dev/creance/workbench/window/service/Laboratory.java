package dev.creance.workbench.window.service;

import dev.creance.corpus.Corpus;
import dev.creance.corpus.CorpusImporter;
import dev.creance.corpus.ImportOptions;
import dev.creance.corpus.Label;
import dev.creance.corpus.LabelFile;
import dev.creance.corpus.Labelling;
import dev.creance.corpus.Manifest;
import dev.creance.corpus.evaluate.MeasureSession;
import dev.creance.corpus.evaluate.Measurement;
import dev.creance.corpus.evaluate.RuleHits;
import dev.creance.corpus.evaluate.Selectivity;
import dev.creance.corpus.format.CorpusException;
import dev.creance.events.state.Options;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.tuning.recording.Recording;
import dev.creance.tuning.recording.Recordings;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.window.shown.CorpusEntry;
import dev.creance.workbench.window.shown.NoiseBoard;
import dev.creance.workbench.window.shown.PartCount;
import dev.creance.workbench.window.shown.RulePage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The open corpora of a workspace and what is measured on them. Measuring goes on one thread: of
 * each kind of question only the newest is answered.
 */
public final class Laboratory implements AutoCloseable {
  private static final long ROW_SET_MEMORY = 64L << 20;

  private final Jobs jobs = new Jobs("creance-measure-window");
  private final List<Recording> open = new ArrayList<>();
  private final KnownNormal normal = new KnownNormal();
  private Recordings recordings = Recordings.of(List.of());

  /** Is told how an import goes on. */
  @FunctionalInterface
  public interface Watcher {
    /**
     * @param text what is being done
     * @param part how much of it is done, from 0 to 1; −1 when that is not known
     */
    void at(String text, double part);
  }

  /**
   * Opens the corpora of a workspace and imports what is not imported yet.
   *
   * @return what is open, and a sentence for each that could not be opened
   */
  public CompletableFuture<Opened> open(Workspace workspace, Watcher watcher) {
    return jobs.run(() -> openNow(workspace, watcher));
  }

  /** What came of opening. */
  public record Opened(List<CorpusEntry> corpora, List<String> problems) {
    public Opened {
      corpora = List.copyOf(corpora);
      problems = List.copyOf(problems);
    }
  }

  private Opened openNow(Workspace workspace, Watcher watcher) throws InterruptedException {
    List<CorpusEntry> entries = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Workspace.Recorded recorded : workspace.corpora()) {
      try {
        importInto(recorded, watcher);
        watcher.at("opening " + recorded.name(), -1);
        Corpus corpus = Corpus.open(recorded.corpus());
        open.add(
            new Recording(recorded.name(), corpus, new MeasureSession(corpus, ROW_SET_MEMORY)));
        entries.add(entry(recorded.name(), corpus));
      } catch (IOException e) {
        problems.add(recorded.name() + ": " + e.getMessage());
      }
    }
    recordings = Recordings.of(List.copyOf(open));
    return new Opened(entries, problems);
  }

  /** Opens a corpus besides those that are open; on the thread that owns the sessions. */
  List<CorpusEntry> adoptNow(String name, Path path) throws IOException {
    Corpus corpus = Corpus.open(path);
    open.add(new Recording(name, corpus, new MeasureSession(corpus, ROW_SET_MEMORY)));
    return reopened();
  }

  /** Gives a corpus other labels; on the thread that owns the sessions. */
  List<CorpusEntry> relabelNow(String name, List<Label> labels) throws IOException {
    for (int i = 0; i < open.size(); i++) {
      Recording recording = open.get(i);
      if (recording.name().equals(name)) {
        Corpus corpus = recording.corpus().relabelled(labels);
        open.set(i, new Recording(name, corpus, recording.session()));
      }
    }
    return reopened();
  }

  private List<CorpusEntry> reopened() {
    recordings = Recordings.of(List.copyOf(open));
    return open.stream().map(one -> entry(one.name(), one.corpus())).toList();
  }

  private static void importInto(Workspace.Recorded recorded, Watcher watcher)
      throws IOException, InterruptedException {
    if (recorded.captures().isEmpty()
        || Files.isRegularFile(recorded.corpus().resolve("manifest"))) {
      return;
    }
    Files.createDirectories(recorded.corpus().toAbsolutePath().getParent());
    for (Path capture : recorded.captures()) {
      Labelling labelling = labelling(recorded, capture);
      new CorpusImporter(
              recorded.corpus(),
              new ImportOptions(Options.defaults(), "all", labelling),
              (read, total, events) ->
                  watcher.at(
                      "importing "
                          + recorded.name()
                          + ": "
                          + Quantities.grouped(events)
                          + " events",
                      (double) read / Math.max(1, total)))
          .add(capture);
    }
  }

  /**
   * A file labels.json beside a capture says what was done; a folder called normal… is all normal.
   */
  private static Labelling labelling(Workspace.Recorded recorded, Path capture) throws IOException {
    Path labels = capture.resolveSibling("labels.json");
    if (Files.isRegularFile(labels)) {
      return Labelling.within(LabelFile.read(labels));
    }
    String folder = recorded.name().substring(recorded.name().lastIndexOf('/') + 1);
    return folder.startsWith("normal") ? Labelling.whole("normal") : Labelling.NONE;
  }

  private static CorpusEntry entry(String name, Corpus corpus) {
    Manifest manifest = corpus.manifest();
    long dropped =
        manifest.captures().stream().mapToLong(capture -> Math.max(0, capture.dropped())).sum();
    return new CorpusEntry(
        name,
        manifest.events(),
        Quantities.seconds(manifest.recordedNanos() / 1e9),
        Quantities.count(dropped, "drop", "drops"),
        manifest.labels().size(),
        corpus.path());
  }

  /** The open corpora; immutable, read by {@link EventDesk} on its own thread. */
  CompletableFuture<List<Recording>> recordings() {
    return jobs.run(() -> List.copyOf(open));
  }

  /** Asks something of the open corpora. */
  @FunctionalInterface
  interface Question<T> {
    T ask(Recordings recordings) throws Exception;
  }

  /** Asks on the thread that owns the sessions, unless a newer question of its kind comes first. */
  <T> CompletableFuture<T> newest(String kind, Question<T> question) {
    return jobs.newest(kind, 0, () -> question.ask(recordings));
  }

  /** What is normal; for questions, on the thread that asks them. */
  KnownNormal normal() {
    return normal;
  }

  /** Does work with a session on the thread that owns it. */
  <T> CompletableFuture<T> withSessions(java.util.concurrent.Callable<T> work) {
    return jobs.run(work);
  }

  /** Hits by rule over all corpora, and how long that took. */
  public record Counted(Map<String, Long> hits, long events, double millis) {
    public Counted {
      hits = Map.copyOf(hits);
    }
  }

  /** Counts the hits of the enabled rules. */
  public CompletableFuture<Counted> count(Ruleset ruleset) {
    return count("count", ruleset);
  }

  /** Counts the hits of rules as they were released, besides those that are edited. */
  public CompletableFuture<Counted> countReleased(Ruleset ruleset) {
    return count("count released", ruleset);
  }

  private CompletableFuture<Counted> count(String kind, Ruleset ruleset) {
    return jobs.newest(
        kind,
        0,
        () -> {
          Map<String, Long> hits = new LinkedHashMap<>();
          long events = 0;
          double millis = 0;
          for (Recording recording : open) {
            Measurement measured = recording.session().measure(ruleset);
            for (RuleHits rule : measured.rules()) {
              hits.merge(rule.rule(), rule.hits(), Long::sum);
            }
            events += measured.events();
            millis += measured.elapsed().toNanos() / 1e6;
          }
          return new Counted(hits, events, millis);
        });
  }

  /** How many events each part of a rule's condition lets through. */
  public CompletableFuture<List<PartCount>> parts(Rule rule) {
    return jobs.newest(
        "parts",
        0,
        () -> {
          List<List<Selectivity.Part>> all = new ArrayList<>();
          for (Recording recording : open) {
            all.add(new Selectivity(recording.session()).of(rule));
          }
          return PartCounts.sum(all);
        });
  }

  /** The noise board. */
  public CompletableFuture<NoiseBoard> board(Ruleset ruleset) {
    return jobs.newest("board", 0, () -> new Board(recordings).of(ruleset));
  }

  /** All about the hits of a rule. */
  public CompletableFuture<RulePage> page(Rule rule) {
    return jobs.newest("page", 0, () -> page(recordings, rule));
  }

  private static RulePage page(Recordings recordings, Rule rule)
      throws CorpusException, InterruptedException {
    return new Pages(recordings).of(rule);
  }

  @Override
  public void close() {
    jobs.run(() -> {
      open.forEach(recording -> {
        recording.session().close();
        recording.corpus().close();
      });
      open.clear();
      return true;
    });
    jobs.closeWhenDone();
  }
}
