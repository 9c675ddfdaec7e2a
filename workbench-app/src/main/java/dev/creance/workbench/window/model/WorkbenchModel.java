package dev.creance.workbench.window.model;

import dev.creance.workbench.window.service.Laboratory;
import dev.creance.workbench.window.service.Workspace;
import dev.creance.workbench.window.shown.CorpusEntry;
import dev.creance.workbench.window.shown.Draft;
import dev.creance.workbench.window.shown.Search;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

/** The window as a whole: a workspace, the place one is at, and the models of the places. */
public final class WorkbenchModel implements AutoCloseable {
  private final Workspace workspace;
  private final Executor drawn;
  private final Status status;
  private final Steps steps;
  private final Laboratory laboratory = new Laboratory();
  private final RulesModel rules;
  private final LanguageModel language;
  private final ReleasedModel released;
  private final NoiseModel noise;
  private final ExploreModel explore;
  private final TuneModel tune;
  private final ProveModel prove;
  private final NormalModel normal;
  private final CorporaModel corporaPlace;
  private final NetworkModel network;
  private final PublishModel publish;
  private final ObjectProperty<Place> place = new SimpleObjectProperty<>(Place.AUTHOR);
  private final BooleanProperty ready = new SimpleBooleanProperty();
  private final Deque<Stop> way = new ArrayDeque<>();
  private final List<CorpusEntry> corpora = new ArrayList<>();

  /** Where one was: the place, and on the noise board the rule. */
  private record Stop(Place place, String rule) {}

  /**
   * @param ui runs things on the user interface's thread
   */
  public WorkbenchModel(Workspace workspace, Executor ui) {
    this(workspace, ui, ui);
  }

  /**
   * @param ui runs things on the user interface's thread
   * @param drawn runs things there as well, but when what has changed is drawn
   */
  public WorkbenchModel(Workspace workspace, Executor ui, Executor drawn) {
    this.workspace = workspace;
    this.drawn = drawn;
    this.status = new Status(ui);
    this.steps = new Steps(status);
    this.rules = new RulesModel(workspace, laboratory, status, steps, ui);
    this.language = new LanguageModel(rules, status);
    this.released = new ReleasedModel(workspace, laboratory, status, steps);
    this.noise = new NoiseModel(workspace, laboratory, rules, status);
    this.explore = new ExploreModel(workspace, laboratory, rules, status, ui);
    this.tune = new TuneModel(workspace, laboratory, rules, noise, status);
    this.prove = new ProveModel(workspace, laboratory, rules, status);
    this.normal = new NormalModel(laboratory, status);
    this.corporaPlace = new CorporaModel(workspace, laboratory, status, steps, this::reopened);
    this.network = new NetworkModel(laboratory, status);
    this.publish = new PublishModel(workspace, status, ui);
  }

  /** Reads the rules; when their texts are drawn it checks them, and opens the corpora beside. */
  public void start() {
    CompletableFuture<Boolean> shown = new CompletableFuture<>();
    rules.open(() -> drawn.execute(() -> shown.complete(true)));
    // Before, all this would take turns with the first frame.
    status.follow("opening the workspace", shown, now -> goOn());
  }

  private void goOn() {
    rules.check();
    explore.open();
    released.look();
    status.follow(
        "opening corpora",
        laboratory.open(workspace, status::at),
        opened -> {
          if (!opened.problems().isEmpty()) {
            status.wrong(String.join("\n", opened.problems()));
          }
          reopened(opened.corpora());
        });
  }

  /** Other corpora are open now, or they have other labels. */
  private void reopened(List<CorpusEntry> open) {
    ready.set(false);
    corpora.clear();
    corpora.addAll(open);
    explore.opened(open);
    rules.corporaOpened();
    released.corporaOpened();
    language.corporaOpened(laboratory);
    tune.corporaOpened();
    noise.corporaOpened();
    prove.corporaOpened();
    normal.corporaOpened();
    network.corporaOpened(open);
    corporaPlace.corporaOpened();
    ready.set(true);
  }

  /** Says that something went wrong. */
  public void tell(String text) {
    status.wrong(text);
  }

  public String name() {
    return String.valueOf(workspace.folder().getFileName());
  }

  /** Whether the corpora are open. */
  public ReadOnlyBooleanProperty ready() {
    return ready;
  }

  public Status status() {
    return status;
  }

  /** What was done, and taking it back. */
  public Steps steps() {
    return steps;
  }

  public RulesModel rules() {
    return rules;
  }

  /** The rules as they were released. */
  public ReleasedModel released() {
    return released;
  }

  public LanguageModel language() {
    return language;
  }

  public NoiseModel noise() {
    return noise;
  }

  public ProveModel prove() {
    return prove;
  }

  public CorporaModel corporaPlace() {
    return corporaPlace;
  }

  public PublishModel publish() {
    return publish;
  }

  public NetworkModel network() {
    return network;
  }

  public NormalModel normal() {
    return normal;
  }

  public TuneModel tune() {
    return tune;
  }

  public ExploreModel explore() {
    return explore;
  }

  /** The open corpora. */
  public List<CorpusEntry> corpora() {
    return List.copyOf(corpora);
  }

  public ReadOnlyObjectProperty<Place> place() {
    return place;
  }

  /** Goes to a place; {@link #back} leads back. */
  public void go(Place to) {
    if (to != place.get()) {
      remember();
      arrive(to);
    }
  }

  /** Goes to the page of a rule on the noise board. */
  public void goToRule(String rule) {
    remember();
    noise.choose(rule);
    arrive(Place.NOISE);
  }

  /** Goes to an event. */
  public void goToEvent(String corpus, long number) {
    remember();
    explore.showEvent(corpus, number);
    arrive(Place.EXPLORE);
  }

  /**
   * Puts a draft at the end of its file, in one step that can be undone.
   *
   * @return the offset in the file where somebody goes on writing
   */
  public int write(Draft draft) {
    String before = rules.textOf(draft.file());
    String text = before + (before.isEmpty() ? draft.text().stripLeading() : draft.text());
    rules.change(draft.label(), Map.of(draft.file(), text));
    int at = text.indexOf(draft.anchor(), before.length());
    return at < 0 ? text.length() : at;
  }

  /**
   * Takes captures into the workspace: a copy of each, in a folder of its own.
   *
   * @param then is given the workspace, which has to be opened again to import them
   */
  public void adopt(List<Path> captures, Consumer<Path> then) {
    status.follow(
        "copying captures",
        rules.inBackground(() -> {
          workspace.adopt(captures);
          return workspace.folder();
        }),
        then);
  }

  /** Goes to the events of a corpus that a condition holds for. */
  public void goToEvents(String corpus, String filter) {
    remember();
    explore.find(new Search(corpus, filter, ""));
    arrive(Place.EXPLORE);
  }

  /** Goes to where one was before. */
  public void back() {
    Stop stop = way.pollLast();
    if (stop != null) {
      noise.choose(stop.rule);
      arrive(stop.place);
    }
  }

  private void remember() {
    way.addLast(new Stop(place.get(), noise.chosen().get()));
    if (way.size() > 100) {
      way.removeFirst();
    }
  }

  private void arrive(Place to) {
    if (to == Place.AUTHOR && place.get() == Place.PUBLISH) {
      released.look();
    }
    place.set(to);
    noise.show(to == Place.NOISE);
    prove.show(to == Place.PROVE);
    normal.show(to == Place.NORMAL);
    network.show(to == Place.NETWORK);
    publish.show(to == Place.PUBLISH);
    corporaPlace.show(to == Place.CORPORA);
  }

  @Override
  public void close() {
    language.close();
    noise.close();
    released.close();
    publish.close();
    corporaPlace.close();
    rules.close();
    explore.close();
    laboratory.close();
  }
}
