package dev.creance.workbench.window.view;

import dev.creance.workbench.window.model.NormalModel;
import dev.creance.workbench.window.model.Place;
import dev.creance.workbench.window.model.WorkbenchModel;
import dev.creance.workbench.window.shown.CorpusEntry;
import dev.creance.workbench.window.shown.NormalWorkload;
import dev.creance.workbench.window.shown.NormalWorkload.Behaviour;
import dev.creance.workbench.window.shown.NormalWorkload.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** What each workload does on an ordinary day, what is new, and two recordings compared. */
final class NormalView extends BorderPane {
  private static final String NORMAL = "all that is labelled normal";

  private final WorkbenchModel model;
  private final NormalModel normal;
  private final Label summary = Controls.label("Normal", "heading");
  private final StackPane body = new StackPane();
  private final ObservableList<NormalWorkload> workloads = FXCollections.observableArrayList();
  private final FilteredList<NormalWorkload> shown = new FilteredList<>(workloads);
  private final ObservableList<Behaviour> behaviours = FXCollections.observableArrayList();
  private final ComboBox<String> base = new ComboBox<>();
  private final ComboBox<String> compared = new ComboBox<>();
  private final Node profiles;

  NormalView(WorkbenchModel model) {
    this.model = model;
    this.normal = model.normal();
    this.profiles = profiles();
    HBox bar =
        Controls.line(
            12, new Segments("normal-look", List.of("Workloads", "What is new"), normal.look()));
    bar.getStyleClass().add("tool-bar-line");
    VBox head = new VBox(summary, bar);
    head.getStyleClass().add("page-head");
    setTop(head);
    setCenter(body);
    normal.profiles().addListener((property, before, now) -> show(now));
    normal.differences().addListener((property, before, now) -> arrange());
    normal.look().addListener((property, before, now) -> arrange());
    show(normal.profiles().get());
    base.setId("normal-base");
    compared.setId("normal-compared");
    compared.setPromptText("a recording …");
    base.setOnAction(event -> compare());
    compared.setOnAction(event -> compare());
    arrange();
  }

  private void compare() {
    String corpus = compared.getValue();
    String against = base.getValue();
    if (corpus != null && against != null) {
      normal.compare(against.equals(NORMAL) ? "" : against, corpus);
    }
  }

  private void show(NormalWorkload.@Nullable All all) {
    if (all != null) {
      workloads.setAll(all.workloads());
      summary.setText(
          all.learnedFrom().isEmpty()
              ? "Normal"
              : all.workloads().size() + " workloads on " + all.learnedFrom());
    }
    arrange();
  }

  private void arrange() {
    body.getChildren().setAll(normal.look().get() == 1 ? fresh() : profilesOrNone());
  }

  private Node profilesOrNone() {
    NormalWorkload.All all = normal.profiles().get();
    if (all == null) {
      return Controls.empty(
          Feather.ACTIVITY,
          "Learning what is normal …",
          model.ready().get() ? "On what is labelled normal." : "As soon as the corpora are open.");
    }
    if (all.workloads().isEmpty()) {
      return Controls.empty(
          Feather.ACTIVITY,
          "Nothing is labelled normal",
          "Label a stretch of a recording of an ordinary day normal: then what each workload does is"
              + " learned here, and hits are told apart as expected or novel.",
          Controls.button("Go to Corpora", () -> model.go(Place.CORPORA), "accent"));
    }
    return profiles;
  }

  private Node profiles() {
    TableView<NormalWorkload> left =
        Columns.table(
            "workloads",
            shown,
            List.of(
                Columns.<NormalWorkload>text("Workload", 300, NormalWorkload::name),
                Columns.<NormalWorkload>count(
                    "Behaviours", 100, one -> (long) one.behaviours().size()),
                Columns.<NormalWorkload>count("Seen", 90, NormalWorkload::seen)),
            Controls.label("no workload has this in its name", "faint"));
    TableView<Behaviour> right =
        Columns.table(
            "behaviours",
            behaviours,
            List.of(
                Columns.<Behaviour>text("Does", 100, Behaviour::kind),
                Columns.<Behaviour>text("What", 380, Behaviour::what),
                Columns.<Behaviour>count("Seen", 80, Behaviour::count),
                Columns.<Behaviour>count("Hosts", 70, one -> (long) one.hosts()),
                Columns.<Behaviour>count("Days", 70, one -> (long) one.days())),
            Controls.empty(
                Feather.MOUSE_POINTER,
                "No workload selected",
                "Select one: the programs it runs, the folders it reads and writes, its peers by"
                    + " port, its system calls of note."));
    left.getSelectionModel()
        .selectedItemProperty()
        .addListener((property, before, now) ->
            behaviours.setAll(now == null ? List.of() : now.behaviours()));
    TextField words = new TextField();
    words.setPromptText("Filter workloads");
    words
        .textProperty()
        .addListener((property, before, now) -> {
          String wanted = now.toLowerCase(Locale.ROOT);
          shown.setPredicate(one -> one.name().toLowerCase(Locale.ROOT).contains(wanted));
        });
    VBox note = new VBox(words);
    note.getStyleClass().add("pane-note");
    BorderPane side = new BorderPane(left);
    side.setTop(note);
    workloads.addListener(
        (javafx.collections.ListChangeListener<NormalWorkload>)
            change -> left.getSelectionModel().select(0));
    SplitPane split = new SplitPane(side, right);
    split.setDividerPositions(0.42);
    return split;
  }

  private Node fresh() {
    List<String> names = model.corpora().stream().map(CorpusEntry::name).toList();
    if (names.isEmpty()) {
      return Controls.empty(
          Feather.ACTIVITY,
          "No corpus is open",
          "Import or record one: then what is new in it is held against normal here.",
          Controls.button("Go to Corpora", () -> model.go(Place.CORPORA), "accent"));
    }
    List<String> bases = new ArrayList<>(List.of(NORMAL));
    bases.addAll(names);
    if (!base.getItems().equals(bases)) {
      base.getItems().setAll(bases);
      compared.getItems().setAll(names);
      base.setValue(normal.base().get().isEmpty() ? NORMAL : normal.base().get());
      compared.setValue(normal.compared().get().isEmpty() ? null : normal.compared().get());
    }
    Button swap =
        Controls.iconButton(
            Feather.REPEAT,
            "The other way round",
            () -> {
              String one = base.getValue();
              String other = compared.getValue();
              if (one != null && other != null && !one.equals(NORMAL)) {
                base.setValue(other);
                compared.setValue(one);
              }
            });
    HBox choice =
        Controls.line(
            8, Controls.label("What is new in"), compared, Controls.label("against"), base, swap);
    choice.getStyleClass().add("pane-note");
    BorderPane pane = new BorderPane(differences());
    pane.setTop(choice);
    return pane;
  }

  private Node differences() {
    List<Difference> found = normal.differences().get();
    if (found == null) {
      return normal.compared().get().isEmpty()
          ? Controls.empty(
              Feather.GIT_PULL_REQUEST,
              "Choose a recording above",
              "What its workloads do that was never seen on an ordinary day is listed here; or what"
                  + " two recordings do not have in common.")
          : Controls.empty(Feather.ACTIVITY, "Comparing …", normal.compared().get());
    }
    if (found.isEmpty()) {
      return Controls.empty(
          Feather.CHECK_CIRCLE, "Nothing is new", "All that it does was seen before.");
    }
    long fresh = found.stream().filter(Difference::fresh).count();
    TableView<Difference> table =
        Columns.table(
            "differences",
            found,
            List.of(
                Columns.<Difference>drawn(
                    "",
                    90,
                    one ->
                        one.fresh()
                            ? Controls.label("● new", "novel-text")
                            : Controls.label("○ gone", "faint")),
                Columns.<Difference>text("Workload", 260, Difference::workload),
                Columns.<Difference>text("Does", 90, Difference::kind),
                Columns.<Difference>text("What", 380, Difference::what),
                Columns.<Difference>count("Seen", 80, Difference::count)),
            Controls.label(""));
    BorderPane pane = new BorderPane(table);
    Label note =
        Controls.label(
            Controls.count(fresh)
                + (fresh == 1 ? " behaviour is new" : " behaviours are new")
                + (fresh == found.size()
                    ? ""
                    : ", " + Controls.count(found.size() - fresh) + " were not seen again"),
            "strong");
    VBox top = new VBox(note);
    top.getStyleClass().add("pane-note");
    pane.setTop(top);
    return pane;
  }
}
