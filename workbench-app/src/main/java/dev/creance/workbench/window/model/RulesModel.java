package dev.creance.workbench.window.model;

import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.window.service.EffectiveRules;
import dev.creance.workbench.window.service.Jobs;
import dev.creance.workbench.window.service.Laboratory;
import dev.creance.workbench.window.service.Laboratory.Counted;
import dev.creance.workbench.window.service.RuleTexts;
import dev.creance.workbench.window.service.RuleTexts.Loaded;
import dev.creance.workbench.window.service.TextStore;
import dev.creance.workbench.window.service.Workspace;
import dev.creance.workbench.window.shown.EffectiveRule;
import dev.creance.workbench.window.shown.PartCount;
import dev.creance.workbench.window.shown.Problem;
import dev.creance.workbench.window.shown.RuleEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** The rule files, what is wrong with them and what they hit, kept current as they are edited. */
public final class RulesModel implements AutoCloseable {
  private static final long TYPING_MILLIS = 60;
  private static final String TESTS = ".test.yaml";
  private static final long KEEPING_MILLIS = 500;
  private static final long LOOKING_MILLIS = 1500;

  private final Workspace workspace;
  private final Laboratory laboratory;
  private final Status status;
  private final Executor ui;
  private final TextStore store;
  private final RuleTexts ruleTexts = new RuleTexts();
  private final Jobs loading = new Jobs("creance-rules-window");
  private final Jobs files = new Jobs("creance-files-window");
  private final Jobs colouring = new Jobs("creance-colours-window");
  private final Map<Path, Document> documents = new LinkedHashMap<>();
  private final ObservableList<Problem> problems = FXCollections.observableArrayList();
  private final ObjectProperty<List<RuleEntry>> rules = new SimpleObjectProperty<>(List.of());
  private final ObjectProperty<Map<String, Long>> hits = new SimpleObjectProperty<>(Map.of());
  private final ObjectProperty<Map<String, Long>> savedHits = new SimpleObjectProperty<>(Map.of());
  private final ObjectProperty<List<PartCount>> parts = new SimpleObjectProperty<>(List.of());
  private final ObjectProperty<@Nullable RuleEntry> current = new SimpleObjectProperty<>();
  private final BooleanProperty measured = new SimpleBooleanProperty();
  private final BooleanProperty read = new SimpleBooleanProperty();
  private final BooleanProperty stale = new SimpleBooleanProperty();
  private final ObjectProperty<Ruleset> ruleset = new SimpleObjectProperty<>(Ruleset.EMPTY);
  private final Steps steps;
  private final List<Runnable> textListeners = new ArrayList<>();
  private boolean corporaOpen;

  RulesModel(Workspace workspace, Laboratory laboratory, Status status, Steps steps, Executor ui) {
    this.steps = steps;
    this.workspace = workspace;
    this.laboratory = laboratory;
    this.status = status;
    this.ui = ui;
    this.store = new TextStore(workspace.own());
  }

  /** A file as it was found: on the disk, and what was typed before the program ended. */
  private record Found(Path path, String saved, Optional<String> kept) {}

  /**
   * Reads the files.
   *
   * @param done is told when they are read, or cannot be, and listeners know it
   */
  void open(Runnable done) {
    CompletableFuture<List<Found>> reading =
        files.run(() -> {
          List<Found> found = new ArrayList<>();
          for (Path file : workspace.ruleFiles()) {
            found.add(new Found(file, store.read(file), store.kept(file)));
          }
          return found;
        });
    status.follow(
        "reading rules",
        reading,
        found -> {
          opened(found);
          done.run();
        });
    reading.exceptionally(failure -> {
      ui.execute(done);
      return List.of();
    });
  }

  private void opened(List<Found> found) {
    List<String> restored = new ArrayList<>();
    for (Found file : found) {
      Document document = new Document(file.path, file.saved);
      file.kept
          .filter(text -> !text.equals(file.saved))
          .ifPresent(text -> {
            document.edit(text);
            restored.add(workspace.shortName(file.path));
          });
      documents.put(file.path, document);
    }
    read.set(true);
    if (!restored.isEmpty()) {
      status.wrong(
          "Unsaved changes of "
              + String.join(", ", restored)
              + " were kept when the program ended; they are back. Save them or undo them.");
    }
  }

  /** Checks what was read, and from now on what changes. */
  void check() {
    if (read.get()) {
      load(0);
      lookOutside();
    }
  }

  /** The documents in the order of loading. */
  public List<Document> documents() {
    return List.copyOf(documents.values());
  }

  /** Whether the files were read: they can be edited before all is known about them. */
  public ReadOnlyBooleanProperty read() {
    return read;
  }

  public @Nullable Document document(Path path) {
    return documents.get(path);
  }

  /** A file's name as seen from the workspace. */
  public String shortName(Path path) {
    return workspace.shortName(path);
  }

  /** Every problem of every file, errors first. */
  public ObservableList<Problem> problems() {
    return problems;
  }

  /** The rules of all files. */
  public ReadOnlyObjectProperty<List<RuleEntry>> rules() {
    return rules;
  }

  /** Hits by rule name; rules that are switched off or do not load are missing. */
  public ReadOnlyObjectProperty<Map<String, Long>> hits() {
    return hits;
  }

  /** Hits as of the last save. */
  public ReadOnlyObjectProperty<Map<String, Long>> savedHits() {
    return savedHits;
  }

  /** What the parts of the current rule's condition let through. */
  public ReadOnlyObjectProperty<List<PartCount>> parts() {
    return parts;
  }

  /** The rule under the cursor. */
  public ReadOnlyObjectProperty<@Nullable RuleEntry> current() {
    return current;
  }

  /** Whether there are hits to be shown: corpora are open and rules load. */
  public ReadOnlyBooleanProperty measured() {
    return measured;
  }

  /** Whether the shown measures are of a text that has changed since. */
  public ReadOnlyBooleanProperty stale() {
    return stale;
  }

  ReadOnlyObjectProperty<Ruleset> ruleset() {
    return ruleset;
  }

  Optional<Rule> rule(String name) {
    return ruleset.get().rule(name);
  }

  /** Takes what was typed. */
  public void edited(Document document, String text) {
    if (text.equals(document.text().get())) {
      return;
    }
    document.edit(text);
    stale.set(true);
    load(TYPING_MILLIS);
    keep(document, text);
  }

  /** Keeps what was typed beside the file, for the case that the program ends suddenly. */
  private void keep(Document document, String text) {
    status.quietly(
        files.newest(
            "keep " + document.path(),
            KEEPING_MILLIS,
            () -> {
              if (text.equals(document.saved())) {
                store.forget(document.path());
              } else {
                store.keep(document.path(), text);
              }
              return true;
            }),
        kept -> {});
  }

  /**
   * Changes files in one step, which is taken back as one.
   *
   * @param label what it is, for a person
   * @param texts the new text of each file; a file that is not there yet is made when it is saved
   */
  public void change(String label, Map<Path, String> texts) {
    Map<Path, String> before = new LinkedHashMap<>();
    texts.keySet().forEach(path -> before.put(path, opened(path).text().get()));
    steps.during(() -> texts.forEach((path, text) -> edited(opened(path), text)));
    steps.did(new ChangeStep(label, before, texts));
    status.say(label);
  }

  /** A change of several files. */
  private final class ChangeStep implements Steps.Step {
    private final String label;
    private final Map<Path, String> before;
    private final Map<Path, String> after;

    ChangeStep(String label, Map<Path, String> before, Map<Path, String> after) {
      this.label = label;
      this.before = new LinkedHashMap<>(before);
      this.after = new LinkedHashMap<>(after);
    }

    @Override
    public String label() {
      return label;
    }

    @Override
    public boolean undo() {
      return go(after, before, false);
    }

    @Override
    public boolean redo() {
      return go(before, after, true);
    }

    private boolean go(Map<Path, String> from, Map<Path, String> to, boolean forward) {
      for (Map.Entry<Path, String> file : from.entrySet()) {
        if (!textOf(file.getKey()).equals(file.getValue())) {
          steps.forget(this);
          status.wrong(
              shortName(file.getKey())
                  + " was changed by somebody else since '"
                  + label
                  + "', which cannot be taken back any more: change it by hand.");
          return true;
        }
      }
      to.forEach((path, text) -> restore(opened(path), text, forward));
      return true;
    }
  }

  /**
   * Brings a document to a text that it had, in the history of its editor if one is open.
   *
   * @param forward whether it had it later
   */
  void restore(Document document, String text, boolean forward) {
    document.step(forward);
    edited(document, text);
  }

  /** Everything that was done, for taking it back. */
  Steps steps() {
    return steps;
  }

  /** The text of a file; empty when there is no such file. */
  public String textOf(Path path) {
    Document document = documents.get(path);
    return document == null ? "" : document.text().get();
  }

  private Document opened(Path path) {
    return documents.computeIfAbsent(path, key -> new Document(key, ""));
  }

  /** The rule as it runs, and which file gave which part of it. */
  public Optional<EffectiveRule> effective(String name) {
    return rule(name).map(EffectiveRules::of);
  }

  /** Is told, on the user interface's thread, whenever a text has changed. */
  void onTexts(Runnable listener) {
    textListeners.add(listener);
  }

  /**
   * Gives the colours of a document's text, on the user interface's thread, unless it changes.
   *
   * @param before the colours that it had last
   */
  public void colour(
      Document document, Highlighter.Coloured before, Consumer<Highlighter.Coloured> coloured) {
    String text = document.text().get();
    colouring
        .newest("colour " + document.path(), 0, () -> Highlighter.of(text, before))
        .thenAccept(lines ->
            ui.execute(() -> {
              if (text.equals(document.text().get())) {
                coloured.accept(lines);
              }
            }));
  }

  /** Tells where the cursor is. */
  public void cursorAt(Document document, int offset) {
    RuleEntry under =
        rules.get().stream()
            .filter(rule -> rule.file().equals(document.path()))
            .filter(rule -> rule.start() <= offset && offset <= rule.end())
            .findFirst()
            .orElse(null);
    RuleEntry before = current.get();
    current.set(under);
    if (under != null && (before == null || !under.name().equals(before.name()))) {
      parts.set(List.of());
      measureParts();
    }
  }

  /** Keeps all that was typed and not saved beside the files, without waiting for a pause. */
  public void keepNow() {
    for (Document document : documents.values()) {
      if (document.dirty().get()) {
        String text = document.text().get();
        files.run(() -> {
          store.keep(document.path(), text);
          return true;
        });
      }
    }
  }

  /** Writes a document. */
  public void save(Document document) {
    String text = document.text().get();
    status.follow(
        "saving " + shortName(document.path()),
        files.run(() -> {
          store.save(document.path(), text);
          return text;
        }),
        written -> {
          document.savedNow(written);
          status.say("saved " + shortName(document.path()));
          if (documents.values().stream().noneMatch(other -> other.dirty().get())) {
            savedHits.set(hits.get());
          }
        });
  }

  /** Writes all that was changed. */
  public void saveAll() {
    documents.values().stream()
        .filter(document -> document.dirty().get())
        .toList()
        .forEach(this::save);
  }

  /** Drops what was typed here and takes what is on the disk. */
  public void takeOutside(Document document) {
    document.takeOutside();
    load(0);
  }

  /** Keeps what was typed here; saving will replace what is on the disk. */
  public void keepMine(Document document) {
    document.keepMine();
  }

  /** Does work with files on their thread. */
  <T> CompletableFuture<T> inBackground(Callable<T> work) {
    return files.run(work);
  }

  /** The texts of all files as they are in the editor, in the order of loading. */
  Map<Path, String> texts() {
    Map<Path, String> texts = new LinkedHashMap<>();
    documents.forEach((path, document) -> {
      if (!path.toString().endsWith(TESTS)) {
        texts.put(path, document.text().get());
      }
    });
    return texts;
  }

  /**
   * Puts a text behind what is in a rule file and saves it, unless somebody is editing it. A file
   * that is not there is made, where the order of loading has it.
   *
   * @param again whether it stood there already and was taken back
   * @param done is told when the file is there with the text
   */
  void append(Path file, String text, boolean again, Runnable done) {
    Document known = documents.get(file);
    if (known != null) {
      String all = known.text().get() + text;
      if (again) {
        putBack(known, all, true);
      } else {
        steps.during(() -> put(known, all));
      }
      done.run();
      return;
    }
    status.follow(
        "making " + shortName(file),
        files.run(() -> {
          store.create(file, text);
          return text;
        }),
        written -> {
          Map<Path, Document> all = new LinkedHashMap<>(documents);
          all.put(file, new Document(file, written));
          documents.clear();
          all.keySet().stream()
              .sorted(workspace.loadingOrder())
              .forEach(path -> documents.put(path, Objects.requireNonNull(all.get(path))));
          stale.set(true);
          load(0);
          done.run();
        });
  }

  /** Replaces a document's text, and saves it unless there was something unsaved before. */
  void put(Document document, String text) {
    boolean editing = document.dirty().get();
    edited(document, text);
    if (!editing) {
      save(document);
    }
  }

  /** As {@link #put}, with a text that it had; see {@link #restore}. */
  void putBack(Document document, String text, boolean forward) {
    boolean editing = document.dirty().get();
    restore(document, text, forward);
    if (!editing) {
      save(document);
    }
  }

  /** Takes a file out again that was made here. */
  void remove(Document document) {
    status.follow(
        "removing " + shortName(document.path()),
        files.run(() -> {
          store.delete(document.path());
          return true;
        }),
        gone -> {
          documents.remove(document.path());
          stale.set(true);
          load(0);
        });
  }

  void corporaOpened() {
    corporaOpen = true;
    count();
    measureParts();
  }

  private void load(long delayMillis) {
    textListeners.forEach(Runnable::run);
    Map<Path, String> texts = texts();
    status.follow(
        "checking " + Quantities.count(texts.size(), "file", "files"),
        loading.newest("load", delayMillis, () -> ruleTexts.load(texts)),
        this::loaded);
  }

  private void loaded(Loaded loaded) {
    List<Problem> sorted = new ArrayList<>(loaded.problems());
    sorted.sort((one, other) -> Boolean.compare(other.error(), one.error()));
    if (!sorted.equals(problems)) {
      problems.setAll(sorted);
    }
    rules.set(withBroken(loaded.rules(), sorted));
    ruleset.set(loaded.ruleset());
    long errors = sorted.stream().filter(Problem::error).count();
    status.say(
        errors == 0
            ? Quantities.count(loaded.rules().size(), "rule loads", "rules load")
            : Quantities.count(errors, "error", "errors"));
    count();
    measureParts();
  }

  /**
   * The rules, and those that were there before and do not load now: they are still being edited.
   */
  private List<RuleEntry> withBroken(List<RuleEntry> loading, List<Problem> found) {
    if (found.stream().noneMatch(Problem::error)) {
      return loading;
    }
    Set<String> names = loading.stream().map(RuleEntry::name).collect(Collectors.toSet());
    List<RuleEntry> all = new ArrayList<>(loading);
    for (RuleEntry before : rules.get()) {
      boolean mentioned =
          found.stream()
              .anyMatch(problem -> problem.error() && problem.item().contains(before.name()));
      if (mentioned && !names.contains(before.name())) {
        all.add(before);
      }
    }
    return all;
  }

  private void count() {
    if (!corporaOpen || ruleset.get().rules().isEmpty()) {
      return;
    }
    status.follow("measuring", laboratory.count(ruleset.get()), this::counted);
  }

  private void counted(Counted counted) {
    hits.set(counted.hits());
    measured.set(true);
    stale.set(false);
    if (documents.values().stream().noneMatch(document -> document.dirty().get())) {
      savedHits.set(counted.hits());
    }
    status.say(
        Quantities.count(counted.hits().size(), "rule", "rules")
            + " measured on "
            + Quantities.count(counted.events(), "event", "events")
            + " in "
            + Math.max(1, Math.round(counted.millis()))
            + " ms");
  }

  private void measureParts() {
    RuleEntry entry = current.get();
    if (!corporaOpen || entry == null) {
      return;
    }
    rule(entry.name())
        .ifPresent(rule -> status.follow("measuring parts", laboratory.parts(rule), parts::set));
  }

  /** Looks again and again whether somebody else changed a file. */
  private void lookOutside() {
    files
        .newest(
            "look",
            LOOKING_MILLIS,
            () -> {
              Map<Path, String> texts = new LinkedHashMap<>();
              for (Path path : documents.keySet()) {
                try {
                  texts.put(path, store.read(path));
                } catch (IOException e) {
                  // Gone or being replaced: the text here stays, and saving writes it anew.
                }
              }
              return texts;
            })
        .thenAccept(texts ->
            ui.execute(() -> {
              boolean changed = false;
              for (Map.Entry<Path, String> text : texts.entrySet()) {
                Document document = documents.get(text.getKey());
                changed |= document != null && document.onDisk(text.getValue());
              }
              if (changed) {
                load(0);
              }
              lookOutside();
            }));
  }

  @Override
  public void close() {
    loading.close();
    colouring.close();
    files.closeWhenDone();
  }
}
