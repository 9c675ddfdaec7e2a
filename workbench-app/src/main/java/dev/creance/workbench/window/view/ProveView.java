package dev.creance.workbench.window.view;

import dev.creance.workbench.window.model.Place;
import dev.creance.workbench.window.model.ProveModel;
import dev.creance.workbench.window.model.WorkbenchModel;
import dev.creance.workbench.window.shown.Proof;
import dev.creance.workbench.window.shown.Proof.Outcome;
import dev.creance.workbench.window.shown.Proof.State;
import dev.creance.workbench.window.shown.Proof.Survivor;
import java.util.List;
import javafx.animation.PauseTransition;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Tests, coverage by technique, and what mutation leaves alive. */
final class ProveView extends BorderPane {
  private final WorkbenchModel model;
  private final ProveModel prove;
  private final Label summary = Controls.label("Tests", "heading");
  private final StackPane body = new StackPane();
  private final ObservableList<Outcome> outcomes = FXCollections.observableArrayList();
  private final VBox problems = new VBox(4);
  private final StackPane detail = new StackPane();
  private final Node tests;
  private final CoverageView coverage;

  ProveView(WorkbenchModel model) {
    this.model = model;
    this.prove = model.prove();
    this.coverage = new CoverageView(model);
    this.tests = tests();
    CheckBox watch = new CheckBox("Watch");
    watch.setTooltip(new Tooltip("Run again as rules and tests change"));
    watch.selectedProperty().bindBidirectional(prove.watching());
    Button run = Controls.button("Run all", prove::run, "accent");
    run.setId("run-tests");
    HBox bar =
        Controls.line(
            12,
            new Segments("prove-look", List.of("Tests", "Coverage", "Mutation"), prove.look()),
            Controls.spring(),
            watch,
            run);
    bar.getStyleClass().add("tool-bar-line");
    VBox head = new VBox(summary, bar);
    head.getStyleClass().add("page-head");
    setTop(head);
    setCenter(body);
    prove.proof().addListener((property, before, now) -> show(now));
    prove.coverage().addListener((property, before, now) -> arrange());
    prove.survivors().addListener((property, before, now) -> arrange());
    prove.look().addListener((property, before, now) -> arrange());
    model.ready().addListener((property, before, now) -> arrange());
    show(prove.proof().get());
    arrange();
    look();
  }

  /** From time to time, whether a test file was changed. */
  private void look() {
    PauseTransition pause = new PauseTransition(Duration.seconds(1.5));
    pause.setOnFinished(event -> prove.look(this::look));
    pause.play();
  }

  private void arrange() {
    body.getChildren()
        .setAll(
            switch (prove.look().get()) {
              case 1 -> coverage;
              case 2 -> mutation();
              default -> testsOrNone();
            });
  }

  private Node testsOrNone() {
    Proof proof = prove.proof().get();
    if (proof != null && proof.files() == 0) {
      return Controls.empty(
          Feather.CHECK_SQUARE,
          "No tests yet",
          "A test says what a rule must catch and where it must stay silent. Tests are files called"
              + " *.test.yaml in the workspace; 'creance test --help' shows one, and an event in"
              + " Explore can become one.",
          Controls.button("Go to Explore", () -> model.go(Place.EXPLORE)));
    }
    return proof == null
        ? Controls.empty(
            Feather.CHECK_SQUARE,
            "Running the tests …",
            model.ready().get() ? "On the open corpora." : "As soon as the corpora are open.")
        : tests;
  }

  private Node tests() {
    TableView<Outcome> table =
        Columns.table(
            "tests",
            outcomes,
            List.of(
                Columns.<Outcome>drawn("", 90, ProveView::state),
                Columns.<Outcome>text("Test", 360, Outcome::name),
                Columns.<Outcome>text("Found", 260, Outcome::message),
                Columns.<Outcome>text("File", 200, one -> one.file() + ":" + one.line())),
            Controls.label("No test file could be run: see above.", "faint"));
    Columns.door(
        table,
        one -> {
          if (!one.rule().isEmpty()) {
            model.goToRule(one.rule());
          }
        });
    table
        .getSelectionModel()
        .selectedItemProperty()
        .addListener((property, before, now) -> detail(now));
    SplitPane split = new SplitPane(table, detail);
    split.setDividerPositions(0.64);
    detail(null);
    problems.getStyleClass().add("pane-note");
    BorderPane pane = new BorderPane(split);
    pane.setTop(problems);
    return pane;
  }

  private static Node state(Outcome one) {
    return switch (one.state()) {
      case PASSED -> Controls.label("✓ passed", "good-text");
      case FAILED -> Controls.label("✗ failed", "danger-text");
      case BROKEN -> Controls.label("⚠ broken", "warning-text");
    };
  }

  private void show(@Nullable Proof proof) {
    if (proof == null) {
      return;
    }
    List<Outcome> sorted =
        proof.tests().stream()
            .sorted(java.util.Comparator.comparing((Outcome one) -> one.state() == State.PASSED))
            .toList();
    outcomes.setAll(sorted);
    summary.setText(
        proof.passed()
            + " of "
            + proof.tests().size()
            + (proof.tests().size() == 1 ? " test passed" : " tests passed")
            + ", in "
            + proof.files()
            + (proof.files() == 1 ? " file" : " files"));
    problems.getChildren().clear();
    proof
        .problems()
        .forEach(problem ->
            problems.getChildren().add(Controls.paragraph("⚠ " + problem, "warning-text")));
    problems.setManaged(!proof.problems().isEmpty());
    problems.setVisible(!proof.problems().isEmpty());
    detail(null);
    arrange();
  }

  private void detail(@Nullable Outcome one) {
    if (one == null) {
      detail
          .getChildren()
          .setAll(
              Controls.empty(
                  Feather.MOUSE_POINTER,
                  "No test selected",
                  "Select one: what it found, and how alerts differ from the accepted ones."));
      return;
    }
    VBox box = new VBox(10, Controls.paragraph(one.name(), "title"), state(one));
    box.getChildren().add(Controls.paragraph(one.message()));
    VBox lines = new VBox(2);
    for (String line : one.details()) {
      String style =
          line.startsWith("-") ? "diff-gone" : line.startsWith("+") ? "diff-new" : "diff-same";
      lines.getChildren().add(Controls.paragraph(line, "code", style));
    }
    box.getChildren().add(lines);
    HBox buttons = Controls.line(8);
    if (!one.rule().isEmpty()) {
      buttons
          .getChildren()
          .add(Controls.button("Open the rule", () -> model.goToRule(one.rule()), "small"));
    }
    if (one.golden() && one.state() == State.FAILED) {
      buttons
          .getChildren()
          .add(Controls.button("Accept these alerts", () -> accept(one), "small", "danger"));
    }
    box.getChildren().add(buttons);
    box.getStyleClass().add("pane-body");
    ScrollPane scrolled = new ScrollPane(box);
    scrolled.setFitToWidth(true);
    detail.getChildren().setAll(scrolled);
  }

  private void accept(Outcome one) {
    Question.ask(
        this,
        "Take these alerts for the accepted ones?",
        "All golden files of "
            + one.file()
            + " are written anew, as its rules alert now. What they held is gone, unless it is under"
            + " version control.",
        "Write them",
        () -> prove.accept(one.path()));
  }

  private Node mutation() {
    List<Survivor> survivors = prove.survivors().get();
    Button again = Controls.button("Mutate the tested rules", prove::mutate, "accent");
    again.setId("mutate");
    if (survivors == null) {
      return Controls.empty(
          Feather.SHUFFLE,
          "Which parts of the conditions does no test notice?",
          "Every part of each tested rule is left out and turned round, and the tests run on it. What"
              + " they do not notice they do not test.",
          again);
    }
    if (survivors.isEmpty()) {
      return Controls.empty(
          Feather.CHECK_CIRCLE, "The tests notice every change", "Nothing survived.", again);
    }
    TableView<Survivor> table =
        Columns.table(
            "survivors",
            survivors,
            List.of(
                Columns.<Survivor>text("Rule", 240, Survivor::rule),
                Columns.<Survivor>text("Part of its condition", 380, Survivor::part),
                Columns.<Survivor>text("Was", 90, Survivor::change),
                Columns.<Survivor>text("Hits", 110, one -> one.before() + " → " + one.after()),
                Columns.<Survivor>text("What of it", 180, Survivor::fate)),
            Controls.label(""));
    Columns.door(table, one -> model.goToRule(one.rule()));
    BorderPane pane = new BorderPane(table);
    HBox note =
        Controls.line(
            12,
            Controls.label(
                survivors.size()
                    + (survivors.size() == 1 ? " change survives" : " changes survive")
                    + ": add a test that notices, or a recording that exercises the part",
                "faint"),
            Controls.spring(),
            again);
    note.getStyleClass().add("pane-note");
    pane.setTop(note);
    return pane;
  }
}
