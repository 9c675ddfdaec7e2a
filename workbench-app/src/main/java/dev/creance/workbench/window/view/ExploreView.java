package dev.creance.workbench.window.view;

import dev.creance.workbench.window.model.ExploreModel;
import dev.creance.workbench.window.model.Place;
import dev.creance.workbench.window.model.WorkbenchModel;
import dev.creance.workbench.window.shown.CorpusEntry;
import dev.creance.workbench.window.shown.Search;
import java.nio.file.Path;
import java.util.function.ObjIntConsumer;
import javafx.collections.ListChangeListener;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The events of a corpus: which ones, all of them in a table, and one of them in full. */
final class ExploreView extends BorderPane {
  private static final KeyCombination CHOOSE = Keys.of("Shortcut+Shift+C");

  private final WorkbenchModel model;
  private final ExploreModel explore;
  private final ComboBox<String> corpus = new ComboBox<>();
  private final TextField filter = new TextField();
  private final TextField words = new TextField();
  private final Label count = Controls.label("", "heading");
  private final EventTable table;
  private final EventPane eventPane;
  private final ProcessTree processes;
  private final SplitPane split;
  private final ColumnChooser chooser;
  private final Button choose = Controls.button("Columns", this::chooseColumns);
  private @Nullable ToggleButton eventsButton;
  private boolean following;

  /**
   * @param onWritten is told where a draft was written
   */
  ExploreView(WorkbenchModel model, ObjIntConsumer<Path> onWritten) {
    this.model = model;
    this.explore = model.explore();
    eventPane = new EventPane(model, this::filterBy, onWritten);
    table = new EventTable(explore, eventPane.menu());
    chooser = new ColumnChooser(explore.columns());
    choose.setId("choose-columns");
    choose.setTooltip(new Tooltip("Choose the columns of the table (Ctrl+Shift+C)"));
    addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (CHOOSE.match(event)) {
            chooseColumns();
            event.consume();
          }
        });
    setTop(head());
    placeholder();
    split = new SplitPane(table, eventPane);
    split.setId("explore-panes");
    split.setOrientation(Orientation.VERTICAL);
    split.setDividerPositions(0.56);
    setCenter(split);
    processes = new ProcessTree(explore, this::follow);
    explore.size().addListener((property, before, now) -> events(now.intValue()));
    explore.search().addListener((property, before, now) -> follow(now));
    explore.selected().addListener((property, before, now) -> select(now.intValue()));
    explore.corpora().addListener((ListChangeListener<CorpusEntry>) change -> corpora());
    model.ready().addListener((property, before, now) -> placeholder());
    corpora();
    events(explore.size().get());
  }

  private Node head() {
    corpus.setOnAction(event -> find());
    corpus.setPrefWidth(180);
    corpus.setAccessibleText("Corpus");
    filter.setPromptText("Filter, as in a condition:  proc.name = bash and evt.type = execve");
    filter.setId("event-filter");
    filter.getStyleClass().add("code-field");
    filter.setAccessibleText("Filter of events, a condition; Ctrl+Space says what could be typed");
    TypedCondition.complete(filter, model.language());
    filter.setOnAction(event -> find());
    words.setPromptText("Free text:  passwd");
    words.setId("event-words");
    words.setOnAction(event -> find());
    words.setPrefWidth(220);
    HBox.setHgrow(filter, Priority.ALWAYS);
    HBox bar =
        Controls.line(
            8,
            corpus,
            filter,
            words,
            Controls.button("Find", this::find, "accent"),
            Controls.button("All", this::all));
    bar.getStyleClass().add("tool-bar-line");
    Label problem = Controls.label("", "danger-text");
    problem.textProperty().bind(explore.problem());
    problem.managedProperty().bind(explore.problem().isNotEmpty());
    problem.visibleProperty().bind(explore.problem().isNotEmpty());
    VBox head = new VBox(4, Controls.line(16, count, Controls.spring(), views()), bar, problem);
    head.getStyleClass().add("page-head");
    return head;
  }

  /** Events or processes: two views of what is found. */
  private Node views() {
    ToggleGroup group = new ToggleGroup();
    ToggleButton events = new ToggleButton("Events");
    ToggleButton tree = new ToggleButton("Processes");
    tree.setId("show-processes");
    events.getStyleClass().addAll("left-pill", "small");
    tree.getStyleClass().addAll("right-pill", "small");
    group.getToggles().addAll(events, tree);
    events.setSelected(true);
    events.setOnAction(event -> show(events, table, false));
    tree.setOnAction(event -> show(tree, processes, true));
    eventsButton = events;
    return Controls.line(8, choose, Controls.line(0, events, tree));
  }

  /** Lets somebody choose the columns of the table. */
  void chooseColumns() {
    if (eventsButton != null && !eventsButton.isSelected()) {
      eventsButton.fire();
    }
    chooser.open(choose);
  }

  private void show(ToggleButton button, Node what, boolean tree) {
    button.setSelected(true);
    double divider = split.getDividerPositions()[0];
    split.getItems().set(0, what);
    split.setDividerPositions(divider);
    explore.wantProcesses(tree);
  }

  /** Shows the events of a process. */
  private void follow(String condition) {
    if (eventsButton != null) {
      eventsButton.fire();
    }
    filterBy(condition);
  }

  private void all() {
    filter.clear();
    words.clear();
    find();
  }

  private void find() {
    if (!following && corpus.getValue() != null) {
      explore.find(new Search(corpus.getValue(), filter.getText(), words.getText()));
    }
  }

  /** Narrows the table to events with a condition. */
  private void filterBy(String condition) {
    filter.setText(condition);
    words.clear();
    find();
  }

  private void follow(Search search) {
    following = true;
    corpus.setValue(search.corpus());
    filter.setText(search.filter());
    words.setText(search.words());
    following = false;
  }

  private void corpora() {
    following = true;
    corpus.getItems().setAll(explore.corpora().stream().map(CorpusEntry::name).toList());
    corpus.setValue(explore.search().get().corpus());
    following = false;
  }

  private void placeholder() {
    table.placeholder(
        !model.ready().get()
            ? Controls.label("The corpora are being opened …", "faint")
            : model.corpora().isEmpty()
                ? Controls.empty(
                    Feather.DATABASE,
                    "No corpus here yet",
                    "Import a capture, or record this machine: its events are shown here.",
                    Controls.button("Go to Corpora", () -> model.go(Place.CORPORA), "accent"))
                : Controls.empty(
                    Feather.SEARCH,
                    "No event is like this",
                    "Nothing in this corpus fits the filter and has the words in it.",
                    Controls.button("Show all events", this::all)));
  }

  private void events(int size) {
    count.setText(
        size < 0 ? "Events" : Controls.count(size) + (size == 1 ? " event" : " events") + within());
    table.show(size);
  }

  private String within() {
    return explore.corpora().stream()
        .filter(entry -> entry.name().equals(explore.search().get().corpus()))
        .findFirst()
        .map(entry ->
            " of "
                + Controls.count(entry.events())
                + " in "
                + entry.name()
                + ", "
                + entry.recorded()
                + " recorded, "
                + entry.drops())
        .orElse("");
  }

  private void select(int index) {
    if (index >= 0) {
      table.select(index);
    }
  }
}
