package dev.creance.workbench.window.service;

import dev.creance.corpus.CorpusImporter;
import dev.creance.corpus.ImportOptions;
import dev.creance.corpus.Label;
import dev.creance.corpus.LabelFile;
import dev.creance.corpus.Labelling;
import dev.creance.corpus.Manifest;
import dev.creance.events.state.Options;
import dev.creance.tuning.recording.LabelKind;
import dev.creance.tuning.recording.Recordings;
import dev.creance.workbench.input.FileKind;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.window.shown.CorpusCard;
import dev.creance.workbench.window.shown.CorpusCard.Fact;
import dev.creance.workbench.window.shown.CorpusCard.Kind;
import dev.creance.workbench.window.shown.CorpusCard.Mark;
import dev.creance.workbench.window.shown.CorpusEntry;
import dev.creance.workbench.window.shown.Wrong;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/** Imports captures into the workspace and keeps the labels of its corpora. */
public final class CorpusDesk implements AutoCloseable {
  private final Workspace workspace;
  private final Laboratory laboratory;
  private final Jobs jobs = new Jobs("creance-import-window");
  private volatile boolean cancelled;

  public CorpusDesk(Workspace workspace, Laboratory laboratory) {
    this.workspace = workspace;
    this.laboratory = laboratory;
  }

  /** The open corpora. */
  public CompletableFuture<List<CorpusCard>> cards() {
    return laboratory.newest(
        "cards",
        recordings -> {
          List<CorpusCard> cards = new ArrayList<>();
          for (int i = 0; i < recordings.all().size(); i++) {
            cards.add(card(recordings, i));
          }
          return cards;
        });
  }

  private CorpusCard card(Recordings recordings, int index) {
    var recording = recordings.get(index);
    Manifest manifest = recording.corpus().manifest();
    double normal = recordings.labels(index).normalDays() * 86400;
    return new CorpusCard(
        recording.name(),
        recording.corpus().path(),
        labelsFile(recording.name(), recording.corpus().path()),
        manifest.events(),
        Quantities.seconds(manifest.recordedNanos() / 1e9),
        normal == 0 ? "nothing labelled normal" : Quantities.seconds(normal) + " labelled normal",
        manifest.captures().stream().map(CorpusDesk::capture).toList(),
        manifest.labels().stream().map(CorpusDesk::mark).toList());
  }

  private static CorpusCard.Capture capture(Manifest.Capture capture) {
    String lost =
        capture.dropped() < 0
            ? "the recorder says nothing"
            : Quantities.count(capture.dropped(), "event", "events");
    return new CorpusCard.Capture(
        capture.name(),
        capture.host(),
        capture.firstTime(),
        capture.lastTime(),
        List.of(
            new Fact("Host", capture.host().isEmpty() ? "unknown" : capture.host()),
            new Fact("From", Quantities.moment(capture.firstTime()) + " UTC"),
            new Fact("Recorded", Quantities.seconds(capture.recordedNanos() / 1e9)),
            new Fact("Events", Quantities.grouped(capture.events())),
            new Fact("Of state only", Quantities.grouped(capture.hiddenEvents())),
            new Fact("Of unknown types", Quantities.grouped(capture.unknownEvents())),
            new Fact("Lost (drops)", lost),
            new Fact("Containers", Quantities.grouped(capture.containers())),
            new Fact("File size", Quantities.grouped(capture.bytes()) + " bytes"),
            new Fact("SHA-256", capture.digest()),
            new Fact("Container metadata", capture.containerEngines()),
            new Fact("Imported by", "Creance " + capture.importer())),
        capture.damage());
  }

  private static Mark mark(Label label) {
    return new Mark(
        label.name(),
        label.start(),
        label.end(),
        label.host(),
        label.pids(),
        label.technique(),
        label.aim(),
        switch (LabelKind.of(label)) {
          case NORMAL -> Kind.NORMAL;
          case ATTACK -> Kind.ATTACK;
          case ACTIVITY -> Kind.ACTIVITY;
        });
  }

  private static Label label(Mark mark) {
    return new Label(
        mark.name(),
        mark.start(),
        mark.end(),
        mark.host(),
        mark.processes(),
        mark.technique(),
        mark.aim());
  }

  /** Beside the captures, where the next import reads them; else in the corpus's folder. */
  private Path labelsFile(String name, Path corpus) {
    return workspace.corpora().stream()
        .filter(recorded -> recorded.name().equals(name) && !recorded.captures().isEmpty())
        .findFirst()
        .map(recorded -> recorded.captures().getFirst().resolveSibling("labels.json"))
        .orElse(corpus.resolve("labels.json"));
  }

  /** Replaces the labels of a corpus, and writes them to its file of labels. */
  public CompletableFuture<List<CorpusEntry>> relabel(String name, Path path, List<Mark> marks) {
    return laboratory.withSessions(() -> {
      List<Label> labels = marks.stream().map(CorpusDesk::label).toList();
      Path file = labelsFile(name, path);
      keepOriginal(file);
      List<CorpusEntry> entries = laboratory.relabelNow(name, labels);
      LabelFile.write(file, labels);
      return entries;
    });
  }

  /** A file of labels that somebody else wrote may say more than labels do: it stays beside. */
  private static void keepOriginal(Path file) throws IOException {
    Path original = file.resolveSibling("labels.original.json");
    if (Files.isRegularFile(file) && !Files.exists(original)) {
      Files.copy(file, original);
    }
  }

  /** The name for a corpus of a capture that is not taken yet. */
  public static String nameOf(Path capture) {
    String name = String.valueOf(capture.getFileName());
    int end = name.indexOf(".scap");
    return end > 0 ? name.substring(0, end) : name.replaceAll("\\.[A-Za-z0-9.]+$", "");
  }

  /**
   * Imports a capture into a new corpus of the workspace and opens it. A file {@code labels.json}
   * beside the capture, or {@code NAME.labels.json}, is taken along.
   *
   * @return the open corpora
   */
  public CompletableFuture<List<CorpusEntry>> add(
      Path capture, String name, Laboratory.Watcher watcher) {
    cancelled = false;
    return jobs.run(
            () -> {
              Path into = target(capture, name);
              new CorpusImporter(
                      into,
                      new ImportOptions(Options.defaults(), "all", labelling(capture, name)),
                      progress(name, watcher))
                  .add(capture);
              return into;
            })
        .thenCompose(corpus -> laboratory.withSessions(() -> laboratory.adoptNow(name, corpus)));
  }

  private Path target(Path capture, String name) throws Wrong {
    if (!Files.isRegularFile(capture)) {
      throw new Wrong(capture + " is no file: choose a capture (*.scap, *.scap.gz)");
    }
    if (!Files.isReadable(capture)) {
      throw new Wrong(capture + " may not be read by you: change its permissions, or its owner");
    }
    if (!FileKind.isCapture(capture)) {
      throw new Wrong(
          capture
              + " is no capture: expected a .scap file as Falco, sysdig and recorder-agent"
              + " write them, or a Kubernetes audit log (JSON lines)");
    }
    if (name.isBlank() || name.contains("/") || name.startsWith(".")) {
      throw new Wrong("'" + name + "' cannot be the name of a folder: choose another");
    }
    Path into = workspace.folder().resolve(name);
    if (Files.exists(into)) {
      throw new Wrong(workspace.shortName(into) + " is there already: choose another name");
    }
    return into;
  }

  private static Labelling labelling(Path capture, String name) throws IOException {
    for (Path labels :
        List.of(
            capture.resolveSibling(nameOf(capture) + ".labels.json"),
            capture.resolveSibling("labels.json"))) {
      if (Files.isRegularFile(labels)) {
        return Labelling.within(LabelFile.read(labels));
      }
    }
    return name.startsWith("normal") ? Labelling.whole("normal") : Labelling.NONE;
  }

  private dev.creance.corpus.ImportProgress progress(String name, Laboratory.Watcher watcher) {
    long start = System.nanoTime();
    return (read, total, events) -> {
      if (cancelled) {
        throw new CancellationException();
      }
      double part = (double) read / Math.max(1, total);
      double seconds = (System.nanoTime() - start) / 1e9;
      String left =
          part > 0.02 && seconds > 1
              ? ", " + Quantities.seconds(seconds * (1 - part) / part) + " left"
              : "";
      watcher.at(
          "importing "
              + name
              + ": "
              + Quantities.count(events, "event", "events")
              + ", "
              + Quantities.grouped(Math.round(events / Math.max(0.001, seconds)))
              + "/s"
              + left,
          part);
    };
  }

  /** Ends the import that goes on; nothing of it is left. */
  public void cancel() {
    cancelled = true;
  }

  @Override
  public void close() {
    cancelled = true;
    jobs.closeWhenDone();
  }
}
