package dev.creance.workbench.window.view;

import dev.creance.workbench.window.model.Place;
import dev.creance.workbench.window.model.Status;
import dev.creance.workbench.window.model.WorkbenchModel;
import dev.creance.workbench.window.shown.CorpusEntry;
import dev.creance.workbench.window.shown.RuleEntry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.animation.Animation;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The frame around the places: the bar of places, where one is, the palette and the status. */
public final class Shell extends StackPane {
  private static final Duration BLINK = Duration.millis(150);
  private static final Duration PATIENCE = Duration.millis(400);
  private static final KeyCombination UNDO = Keys.of("Shortcut+Z");
  private static final KeyCombination REDO = Keys.of("Shortcut+Shift+Z");

  private final WorkbenchModel model;
  private final Consumer<Theme> onTheme;
  private final BorderPane frame = new BorderPane();
  private final Map<Place, Node> places = new EnumMap<>(Place.class);
  private final Map<Place, ToggleButton> buttons = new EnumMap<>(Place.class);
  private final HBox breadcrumbs = Controls.line(6);
  private final StackPane centre = new StackPane();
  private final AuthorView author;
  private final CommandPalette palette;
  private final Tour tour;
  private Theme theme;
  private Consumer<Path> onOpen = folder -> {};

  /**
   * @param onTheme is told when somebody wants the other theme
   */
  public Shell(WorkbenchModel model, Theme theme, Consumer<Theme> onTheme) {
    this.model = model;
    this.theme = theme;
    this.onTheme = onTheme;
    this.author = new AuthorView(model);
    this.palette = new CommandPalette(this::commands);
    this.tour = new Tour(model);
    places.put(Place.AUTHOR, author);
    frame.setLeft(bar());
    frame.setTop(top());
    frame.setBottom(statusBar());
    frame.setCenter(centre);
    getStyleClass().add("shell");
    getChildren().addAll(frame, new Overlay(), tour, palette);
    model.place().addListener((property, before, now) -> arrive(now));
    model.noise().chosen().addListener((property, before, now) -> crumbs());
    model.rules().current().addListener((property, before, now) -> crumbs());
    author.file().addListener((property, before, now) -> crumbs());
    arrive(model.place().get());
    keys();
    Dropping.on(this, this::dropped);
  }

  /** Is told when somebody wants another workspace. */
  public void onOpen(Consumer<Path> listener) {
    onOpen = listener;
  }

  /** Shows what is where, step by step. */
  public void showTour(Runnable onEnd) {
    tour.show(onEnd);
  }

  /** A folder is opened; captures are taken into this workspace, which then is opened again. */
  private void dropped(List<Path> files) {
    if (files.stream().anyMatch(file -> file.toString().contains(".scap"))) {
      model.adopt(files, onOpen);
    } else {
      files.stream().findFirst().ifPresent(onOpen);
    }
  }

  private void openFile(Path file, int offset) {
    model.go(Place.AUTHOR);
    author.open(file, offset);
  }

  private Node bar() {
    VBox bar = new VBox(4);
    bar.getStyleClass().add("place-bar");
    ToggleGroup group = new ToggleGroup();
    for (Place place : Place.values()) {
      FontIcon icon =
          new FontIcon(
              switch (place) {
                case AUTHOR -> Feather.EDIT_3;
                case NOISE -> Feather.BAR_CHART_2;
                case EXPLORE -> Feather.SEARCH;
                case PROVE -> Feather.CHECK_SQUARE;
                case PUBLISH -> Feather.UPLOAD_CLOUD;
                case NORMAL -> Feather.ACTIVITY;
                case CORPORA -> Feather.DATABASE;
                case NETWORK -> Feather.SHARE_2;
              });
      ToggleButton button = new ToggleButton(place.title(), icon);
      button.setContentDisplay(javafx.scene.control.ContentDisplay.TOP);
      button.getStyleClass().add("place-button");
      button.setToggleGroup(group);
      button.setId("place-" + place.title().toLowerCase(java.util.Locale.ROOT));
      Controls.hint(button, () -> place.purpose() + "  (Ctrl+" + (place.ordinal() + 1) + ")");
      button.setAccessibleText(place.title() + ": " + place.purpose());
      button.setOnAction(event -> {
        button.setSelected(true);
        model.go(place);
      });
      buttons.put(place, button);
      bar.getChildren().add(button);
    }
    return bar;
  }

  private Node top() {
    HBox search = Controls.line(8, new FontIcon(Feather.COMMAND), Controls.label("Go to anything"));
    search.getChildren().add(Controls.label("Ctrl+Shift+P", "key-hint"));
    search.getStyleClass().add("palette-opener");
    search.setOnMouseClicked(event -> palette.open());
    search.setAccessibleText("Go to anything");
    HBox top =
        Controls.line(
            8,
            Controls.iconButton(Feather.ARROW_LEFT, "Back (Alt+Left)", model::back),
            named("Undo", "Ctrl+Z", Feather.CORNER_UP_LEFT, model.steps().undoName(), this::undo),
            named(
                "Redo",
                "Ctrl+Shift+Z",
                Feather.CORNER_UP_RIGHT,
                model.steps().redoName(),
                model.steps()::redo),
            breadcrumbs,
            Controls.spring(),
            search,
            Controls.iconButton(Feather.MOON, "Light or dark (Ctrl+Shift+L)", this::toggleTheme));
    top.getStyleClass().add("top-bar");
    return top;
  }

  /** A button that says what it would do. */
  private static Button named(
      String verb, String key, Feather icon, ReadOnlyStringProperty what, Runnable action) {
    Button button = Controls.iconButton(icon, verb, action);
    button.setId(verb.toLowerCase(java.util.Locale.ROOT));
    button.disableProperty().bind(what.isEmpty());
    Controls.hint(button, () -> verb + " " + what.get() + "  (" + key + ")");
    button.accessibleTextProperty().bind(Bindings.concat(verb, " ", what));
    // Where one was stays where one is: the next key belongs there.
    button.setFocusTraversable(false);
    return button;
  }

  private void undo() {
    model.steps().undo();
  }

  private void toggleTheme() {
    theme = theme.other();
    onTheme.accept(theme);
  }

  private Node statusBar() {
    Status status = model.status();
    Label activity = activity(status);
    ProgressBar progress = progress(status);
    Label corpora = new Label("no corpus open");
    model.ready().addListener((property, before, now) -> corpora.setText(corpora(model.corpora())));
    Label problems = Controls.label("", "danger-text");
    model
        .rules()
        .problems()
        .addListener(
            (javafx.collections.ListChangeListener<Object>)
                change -> problems.setText(author.problemSummary()));
    HBox bar = Controls.line(12, activity, progress, Controls.spring(), problems, corpora);
    bar.getStyleClass().add("status-bar");
    HBox notice = notice(status);
    VBox both = new VBox(notice, bar);
    return both;
  }

  /** What goes on; several things in a blink, as while somebody types, are one change. */
  private static Label activity(Status status) {
    Label activity = new Label(Controls.thin(status.activity().get()));
    PauseTransition blink = new PauseTransition(BLINK);
    blink.setOnFinished(event -> activity.setText(Controls.thin(status.activity().get())));
    status
        .activity()
        .addListener((property, before, now) -> {
          if (blink.getStatus() != Animation.Status.RUNNING) {
            blink.playFromStart();
          }
        });
    return activity;
  }

  /** Only of work that one has to wait for: it moves, and what moves takes time from typing. */
  private static ProgressBar progress(Status status) {
    ProgressBar progress = new ProgressBar(0);
    progress.setPrefWidth(120);
    progress.getStyleClass().add("small");
    progress.setVisible(false);
    PauseTransition wait = new PauseTransition(PATIENCE);
    wait.setOnFinished(event -> {
      progress.setProgress(status.progress().get());
      progress.setVisible(true);
    });
    status
        .progress()
        .addListener((property, before, now) -> {
          if (now.doubleValue() <= Status.IDLE) {
            wait.stop();
            progress.setVisible(false);
            progress.setProgress(0);
          } else if (progress.isVisible()) {
            progress.setProgress(now.doubleValue());
          } else if (wait.getStatus() != Animation.Status.RUNNING) {
            wait.playFromStart();
          }
        });
    return progress;
  }

  private static HBox notice(Status status) {
    Label text = Controls.paragraph("");
    text.textProperty().bind(status.problem());
    HBox.setHgrow(text, javafx.scene.layout.Priority.ALWAYS);
    HBox notice =
        Controls.line(
            8,
            new FontIcon(Feather.ALERT_TRIANGLE),
            text,
            Controls.spring(),
            Controls.iconButton(Feather.X, "Dismiss", status::dismiss));
    notice.getStyleClass().add("notice");
    notice.visibleProperty().bind(status.problem().isNotEmpty());
    notice.managedProperty().bind(notice.visibleProperty());
    return notice;
  }

  private static String corpora(List<CorpusEntry> open) {
    long events = open.stream().mapToLong(CorpusEntry::events).sum();
    return open.isEmpty()
        ? "no corpus open"
        : Controls.count(events)
            + " events in "
            + open.size()
            + (open.size() == 1 ? " corpus" : " corpora");
  }

  private void arrive(Place place) {
    ToggleButton button = buttons.get(place);
    if (button != null) {
      button.setSelected(true);
    }
    centre.getChildren().setAll(places.computeIfAbsent(place, this::made));
    crumbs();
  }

  /** Places are made when somebody first goes there: the window is there sooner. */
  private Node made(Place place) {
    return switch (place) {
      case AUTHOR -> author;
      case NOISE -> new NoiseView(model);
      case EXPLORE -> new ExploreView(model, this::openFile);
      case PROVE -> new ProveView(model);
      case PUBLISH -> new PublishView(model);
      case NORMAL -> new NormalView(model);
      case CORPORA -> new CorporaView(model);
      case NETWORK -> new NetworkView(model);
    };
  }

  private void crumbs() {
    breadcrumbs.getChildren().clear();
    crumb(model.name(), () -> model.go(Place.AUTHOR));
    Place place = model.place().get();
    crumb(
        place.title(),
        () -> {
          if (place == Place.NOISE) {
            model.noise().choose("");
          }
        });
    if (place == Place.AUTHOR && !author.file().get().isEmpty()) {
      crumb(author.file().get(), () -> {});
      RuleEntry rule = model.rules().current().get();
      if (rule != null) {
        crumb(rule.name(), () -> model.goToRule(rule.name()));
      }
    }
    if (place == Place.NOISE && !model.noise().chosen().get().isEmpty()) {
      crumb(model.noise().chosen().get(), () -> {});
    }
  }

  private void crumb(String text, Runnable action) {
    if (!breadcrumbs.getChildren().isEmpty()) {
      breadcrumbs.getChildren().add(Controls.label("▸", "faint"));
    }
    Label crumb = Controls.label(text, "crumb");
    crumb.setOnMouseClicked(event -> action.run());
    breadcrumbs.getChildren().add(crumb);
  }

  private List<CommandPalette.Command> commands() {
    List<CommandPalette.Command> commands = new ArrayList<>();
    for (Place place : Place.values()) {
      commands.add(
          new CommandPalette.Command(
              "Go to " + place.title(), "Ctrl+" + (place.ordinal() + 1), () -> model.go(place)));
    }
    commands.add(
        new CommandPalette.Command(
            "Clusters of a rollout",
            Place.PUBLISH.title(),
            () -> {
              model.publish().side().set(1);
              model.go(Place.PUBLISH);
            }));
    commands.add(
        new CommandPalette.Command(
            "Choose the columns of the event table",
            "Ctrl+Shift+C",
            () -> {
              model.go(Place.EXPLORE);
              if (places.get(Place.EXPLORE) instanceof ExploreView view) {
                // Once it is laid out: the card stands below its button.
                Platform.runLater(view::chooseColumns);
              }
            }));
    commands.add(
        new CommandPalette.Command(
            "New rule",
            "",
            () -> {
              model.go(Place.AUTHOR);
              author.newRule();
            }));
    commands.add(new CommandPalette.Command("Back", "Alt+Left", model::back));
    commands.add(new CommandPalette.Command("Save all", "Ctrl+Shift+S", model.rules()::saveAll));
    commands.add(
        new CommandPalette.Command("Light or dark theme", "Ctrl+Shift+L", this::toggleTheme));
    commands.add(
        new CommandPalette.Command(
            "Undo " + model.steps().undoName().get(), "Ctrl+Alt+Z", this::undo));
    commands.add(
        new CommandPalette.Command(
            "Redo " + model.steps().redoName().get(), "Ctrl+Shift+Z", model.steps()::redo));
    commands.add(new CommandPalette.Command("Show the tour", "F1", () -> tour.show(() -> {})));
    for (RuleEditor.EditorCommand command : author.commands()) {
      commands.add(
          new CommandPalette.Command(
              command.name(),
              command.key().getDisplayText(),
              () -> {
                model.go(Place.AUTHOR);
                command.action().run();
              }));
    }
    for (RuleEntry rule : model.rules().rules().get()) {
      commands.add(
          new CommandPalette.Command(
              rule.name(),
              model.rules().shortName(rule.file()),
              () -> {
                model.go(Place.AUTHOR);
                author.open(rule);
              }));
    }
    return commands;
  }

  /** The place where rules are written. */
  public AuthorView author() {
    return author;
  }

  private void keys() {
    Map<KeyCombination, Runnable> keys = new java.util.LinkedHashMap<>();
    for (Place place : Place.values()) {
      KeyCode digit = KeyCode.valueOf("DIGIT" + (place.ordinal() + 1));
      keys.put(new KeyCodeCombination(digit, KeyCombination.SHORTCUT_DOWN), () -> model.go(place));
    }
    keys.put(
        new KeyCodeCombination(KeyCode.P, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN),
        palette::open);
    keys.put(
        new KeyCodeCombination(KeyCode.L, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN),
        this::toggleTheme);
    keys.put(
        new KeyCodeCombination(KeyCode.S, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN),
        model.rules()::saveAll);
    keys.put(new KeyCodeCombination(KeyCode.LEFT, KeyCombination.ALT_DOWN), model::back);
    keys.put(
        new KeyCodeCombination(KeyCode.Z, KeyCombination.SHORTCUT_DOWN, KeyCombination.ALT_DOWN),
        this::undo);
    keys.put(new KeyCodeCombination(KeyCode.F1), () -> tour.show(() -> {}));
    addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          for (Map.Entry<KeyCombination, Runnable> key : keys.entrySet()) {
            if (key.getKey().match(event)) {
              key.getValue().run();
              event.consume();
              return;
            }
          }
        });
    // Behind the controls: a field in which something was typed takes that back itself.
    addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (UNDO.match(event)) {
            undo();
            event.consume();
          } else if (REDO.match(event)) {
            model.steps().redo();
            event.consume();
          }
        });
  }
}
