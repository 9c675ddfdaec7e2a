package dev.creance.workbench.window.model;

import dev.creance.workbench.window.service.CorpusDesk;
import dev.creance.workbench.window.service.Laboratory;
import dev.creance.workbench.window.service.LiveRecording;
import dev.creance.workbench.window.service.Workspace;
import dev.creance.workbench.window.shown.CorpusCard;
import dev.creance.workbench.window.shown.CorpusCard.Mark;
import dev.creance.workbench.window.shown.CorpusEntry;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** The corpora of the workspace: imported, recorded, labelled. */
public final class CorporaModel implements AutoCloseable {
  private static final Pattern PROGRESS = Pattern.compile("(\\d+) events, (\\d+)/s, (.*)");
  private static final int RATES = 120;

  private final Workspace workspace;
  private final CorpusDesk desk;
  private final LiveRecording live = new LiveRecording();
  private final Status status;
  private final Consumer<List<CorpusEntry>> onOpened;
  private final ObjectProperty<@Nullable List<CorpusCard>> cards = new SimpleObjectProperty<>();
  private final StringProperty chosen = new SimpleStringProperty("");
  private final BooleanProperty importing = new SimpleBooleanProperty();
  private final StringProperty importText = new SimpleStringProperty("");
  private final DoubleProperty importPart = new SimpleDoubleProperty();
  private final BooleanProperty recording = new SimpleBooleanProperty();
  private final StringProperty recordText = new SimpleStringProperty("");
  private final ObservableList<Integer> rates = FXCollections.observableArrayList();
  private final Steps steps;
  private final Deque<LabelStep> changes = new ArrayDeque<>();
  private final BooleanProperty undoable = new SimpleBooleanProperty();
  private boolean corporaOpen;
  private boolean visible;

  /** A change of labels. */
  private final class LabelStep implements Steps.Step {
    private final CorpusCard corpus;
    private final List<Mark> after;

    LabelStep(CorpusCard corpus, List<Mark> after) {
      this.corpus = corpus;
      this.after = List.copyOf(after);
    }

    @Override
    public String label() {
      return "change of the labels of " + corpus.name();
    }

    @Override
    public boolean undo() {
      changes.remove(this);
      undoable.set(!changes.isEmpty());
      write(corpus.name(), corpus.path(), corpus.labels());
      return true;
    }

    @Override
    public boolean redo() {
      changes.addLast(this);
      undoable.set(true);
      write(corpus.name(), corpus.path(), after);
      return true;
    }
  }

  /**
   * @param onOpened is told what is open when that has changed
   */
  CorporaModel(
      Workspace workspace,
      Laboratory laboratory,
      Status status,
      Steps steps,
      Consumer<List<CorpusEntry>> onOpened) {
    this.steps = steps;
    this.workspace = workspace;
    this.desk = new CorpusDesk(workspace, laboratory);
    this.status = status;
    this.onOpened = onOpened;
  }

  /** All open corpora; null until they are known. */
  public ReadOnlyObjectProperty<@Nullable List<CorpusCard>> cards() {
    return cards;
  }

  /** The corpus that is looked at. */
  public StringProperty chosen() {
    return chosen;
  }

  public ReadOnlyBooleanProperty importing() {
    return importing;
  }

  /** How the import goes on: events, rate, time left. */
  public ReadOnlyStringProperty importText() {
    return importText;
  }

  /** From 0 to 1. */
  public ReadOnlyDoubleProperty importPart() {
    return importPart;
  }

  public ReadOnlyBooleanProperty recording() {
    return recording;
  }

  /** How the recording goes on, as the recorder says. */
  public ReadOnlyStringProperty recordText() {
    return recordText;
  }

  /** Events a second while recording, newest last. */
  public ObservableList<Integer> rates() {
    return rates;
  }

  /** Whether a change of labels can be taken back. */
  public ReadOnlyBooleanProperty undoable() {
    return undoable;
  }

  void corporaOpened() {
    corporaOpen = true;
    cards.set(null);
    load();
  }

  void show(boolean shown) {
    visible = shown;
    load();
  }

  private void load() {
    if (visible && corporaOpen && cards.get() == null) {
      status.follow(
          "reading what is in the corpora",
          desk.cards(),
          found -> {
            cards.set(found);
            boolean there = found.stream().anyMatch(card -> card.name().equals(chosen.get()));
            if (!there) {
              chosen.set(found.isEmpty() ? "" : found.getFirst().name());
            }
          });
    }
  }

  /** The name that a corpus of a capture would get. */
  public String nameOf(String capture) {
    return capture.isBlank() ? "" : CorpusDesk.nameOf(Path.of(capture.strip()));
  }

  /** Imports a capture into a new corpus of the workspace. */
  public void add(String capture, String name) {
    if (importing.get()) {
      status.wrong("An import goes on: wait for it, or cancel it.");
      return;
    }
    importing.set(true);
    importPart.set(0);
    importText.set("opening " + capture);
    CompletableFuture<List<CorpusEntry>> work =
        desk.add(
            Path.of(capture.strip()).toAbsolutePath(),
            name.strip(),
            (text, part) ->
                status.onUi(() -> {
                  importText.set(text);
                  importPart.set(part);
                }));
    status.follow(
        "importing " + name,
        work,
        open -> {
          chosen.set(name.strip());
          status.say("imported " + name.strip());
          onOpened.accept(open);
        });
    work.whenComplete((open, failure) ->
        status.onUi(() -> {
          importing.set(false);
          if (failure != null && Status.cause(failure) instanceof CancellationException) {
            status.say("the import was cancelled; nothing of it is left");
          }
        }));
  }

  /** Ends the import; nothing of it is left. */
  public void cancel() {
    importText.set("cancelling …");
    desk.cancel();
  }

  /** Starts to record this machine. */
  public void record() {
    if (recording.get()) {
      return;
    }
    String name =
        "recorded-" + DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(LocalDateTime.now());
    Path output = workspace.own().resolve("recordings").resolve(name + ".scap.gz");
    recording.set(true);
    rates.clear();
    recordText.set("starting the recorder …");
    CompletableFuture<Path> work = live.record(output, line -> status.onUi(() -> told(line)));
    status.follow("recording", work, file -> add(file.toString(), name));
    work.whenComplete((file, failure) -> status.onUi(() -> recording.set(false)));
  }

  private void told(String line) {
    Matcher matcher = PROGRESS.matcher(line);
    if (matcher.find()) {
      rates.add((int) Math.min(Integer.MAX_VALUE, Long.parseLong(matcher.group(2))));
      if (rates.size() > RATES) {
        rates.removeFirst();
      }
    }
    recordText.set(line);
  }

  /** Ends the recording and imports it. */
  public void stop() {
    recordText.set("ending …");
    live.stop();
  }

  /** Puts a label in the place of another; null for either one adds or takes away. */
  public void change(CorpusCard of, @Nullable Mark before, @Nullable Mark after) {
    List<Mark> labels = new ArrayList<>(of.labels());
    int at = before == null ? -1 : labels.indexOf(before);
    if (at >= 0) {
      labels.remove(at);
    }
    if (after != null) {
      if (after.name().isBlank()) {
        status.wrong("A label needs a name, such as 'normal' or 'reverse shell'.");
        return;
      }
      if (after.end() < after.start()) {
        status.wrong("The label would end before it starts: change one of the two times.");
        return;
      }
      labels.add(at < 0 ? labels.size() : at, after);
    }
    LabelStep step = new LabelStep(of, labels);
    step.redo();
    steps.did(step);
  }

  /** Takes the last change of labels back, whatever was done since. */
  public void undo() {
    LabelStep last = changes.peekLast();
    if (last != null && steps.last() == last) {
      steps.undo();
    } else if (last != null) {
      steps.forget(last);
      last.undo();
    }
  }

  private void write(String corpus, Path path, List<Mark> labels) {
    status.follow(
        "writing the labels of " + corpus,
        desk.relabel(corpus, path, labels),
        open -> {
          status.say("labels of " + corpus + " written");
          onOpened.accept(open);
        });
  }

  @Override
  public void close() {
    live.close();
    desk.close();
  }
}
