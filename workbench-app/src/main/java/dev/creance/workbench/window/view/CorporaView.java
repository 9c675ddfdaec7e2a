package dev.creance.workbench.window.view;

import dev.creance.workbench.window.model.CorporaModel;
import dev.creance.workbench.window.model.WorkbenchModel;
import dev.creance.workbench.window.shown.CorpusCard;
import dev.creance.workbench.window.shown.CorpusCard.Capture;
import dev.creance.workbench.window.shown.CorpusCard.Fact;
import dev.creance.workbench.window.shown.CorpusCard.Kind;
import dev.creance.workbench.window.shown.CorpusCard.Mark;
import java.io.File;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The recordings of the workspace: import, record, and what each is of. */
final class CorporaView extends BorderPane {
  private final CorporaModel corpora;
  private final WorkbenchModel model;
  private final Label summary = Controls.label("Corpora", "heading");
  private final StackPane body = new StackPane();
  private final StackPane detail = new StackPane();
  private final TextField file = new TextField();
  private final TextField name = new TextField();
  private @Nullable TableView<CorpusCard> table;
  private @Nullable Mark selected;
  private boolean fresh;

  CorporaView(WorkbenchModel model) {
    this.model = model;
    this.corpora = model.corporaPlace();
    VBox head = new VBox(8, summary, importBar(), progress(), recordBar());
    head.getStyleClass().add("page-head");
    setTop(head);
    setCenter(body);
    corpora.cards().addListener((property, before, now) -> show(now));
    corpora
        .chosen()
        .addListener((property, before, now) -> {
          selected = null;
          detail();
        });
    show(corpora.cards().get());
    drops();
  }

  private void drops() {
    setOnDragOver(event -> {
      if (event.getDragboard().hasFiles()) {
        event.acceptTransferModes(TransferMode.COPY);
      }
    });
    setOnDragDropped(event -> {
      if (event.getDragboard().hasFiles()) {
        file.setText(event.getDragboard().getFiles().getFirst().toString());
        event.setDropCompleted(true);
      }
    });
  }

  private Node importBar() {
    file.setPromptText("A capture to import: path, or drop it here (*.scap, *.scap.gz, *.jsonl)");
    file.setId("import-file");
    HBox.setHgrow(file, Priority.ALWAYS);
    name.setPromptText("Name");
    name.setId("import-name");
    name.setPrefWidth(160);
    file.textProperty().addListener((property, before, now) -> name.setText(corpora.nameOf(now)));
    Button go =
        Controls.button("Import", () -> corpora.add(file.getText(), name.getText()), "accent");
    go.setId("import-go");
    go.disableProperty()
        .bind(
            file.textProperty()
                .isEmpty()
                .or(name.textProperty().isEmpty())
                .or(corpora.importing()));
    Button browse = Controls.button("Browse …", this::browse);
    HBox line = Controls.line(8, file, browse, name, go);
    return line;
  }

  private void browse() {
    FileChooser chooser = new FileChooser();
    chooser.setTitle("A capture to import");
    chooser
        .getExtensionFilters()
        .addAll(
            new FileChooser.ExtensionFilter(
                "Captures", "*.scap", "*.scap.gz", "*.scap*", "*.jsonl"),
            new FileChooser.ExtensionFilter("All files", "*"));
    File chosen = chooser.showOpenDialog(getScene().getWindow());
    if (chosen != null) {
      file.setText(chosen.toString());
    }
  }

  private Node progress() {
    ProgressBar bar = new ProgressBar();
    bar.progressProperty().bind(corpora.importPart());
    bar.setPrefWidth(220);
    Label text = Controls.label("");
    text.textProperty().bind(corpora.importText().map(Controls::thin));
    Button cancel = Controls.button("Cancel", corpora::cancel, "small");
    cancel.setId("import-cancel");
    HBox line = Controls.line(10, bar, text, Controls.spring(), cancel);
    line.visibleProperty().bind(corpora.importing());
    line.managedProperty().bind(corpora.importing());
    return line;
  }

  private Node recordBar() {
    Button record = Controls.button("Record this machine", corpora::record);
    record.setId("record");
    record.setTooltip(
        new Tooltip("Starts recorder-agent; without root, the system asks for a password"));
    record.disableProperty().bind(corpora.recording().or(corpora.importing()));
    Button stop = Controls.button("■ Stop and import", corpora::stop, "danger");
    stop.setId("record-stop");
    stop.visibleProperty().bind(corpora.recording());
    stop.managedProperty().bind(corpora.recording());
    Sparkline rate = new Sparkline();
    rate.setPrefWidth(180);
    rate.visibleProperty().bind(corpora.recording());
    rate.managedProperty().bind(corpora.recording());
    corpora
        .rates()
        .addListener(
            (javafx.collections.ListChangeListener<Integer>)
                change -> rate.show(List.copyOf(corpora.rates())));
    Label text = Controls.label("", "faint");
    text.textProperty().bind(corpora.recordText().map(Controls::thin));
    Button undo = Controls.button("Undo the last change of labels", corpora::undo, "small");
    undo.visibleProperty().bind(corpora.undoable());
    undo.setId("label-undo");
    return Controls.line(10, record, stop, rate, text, Controls.spring(), undo);
  }

  private void show(@Nullable List<CorpusCard> cards) {
    if (cards == null) {
      if (table == null) {
        body.getChildren()
            .setAll(
                Controls.empty(
                    Feather.DATABASE, "Opening …", "Captures of the workspace are being opened."));
      }
      return;
    }
    summary.setText(
        cards.size()
            + (cards.size() == 1 ? " corpus, " : " corpora, ")
            + Controls.count(cards.stream().mapToLong(CorpusCard::events).sum())
            + " events");
    if (cards.isEmpty()) {
      body.getChildren()
          .setAll(
              Controls.empty(
                  Feather.DATABASE,
                  "No corpus yet",
                  "A corpus is a recording that rules are measured on. Import a capture above, or"
                      + " record this machine for a while."));
      return;
    }
    TableView<CorpusCard> made =
        Columns.table(
            "corpora",
            cards,
            List.of(
                Columns.<CorpusCard>text("Corpus", 170, CorpusCard::name),
                Columns.<CorpusCard>count("Events", 80, CorpusCard::events),
                Columns.<CorpusCard>text("Recorded", 90, CorpusCard::recorded),
                Columns.<CorpusCard>count("Labels", 60, one -> (long) one.labels().size())),
            Controls.label(""));
    cards.stream()
        .filter(card -> card.name().equals(corpora.chosen().get()))
        .findFirst()
        .ifPresent(card -> made.getSelectionModel().select(card));
    made.getSelectionModel()
        .selectedItemProperty()
        .addListener((property, before, now) -> {
          if (now != null) {
            corpora.chosen().set(now.name());
          }
        });
    table = made;
    SplitPane split = new SplitPane(made, detail);
    split.setDividerPositions(0.34);
    body.getChildren().setAll(split);
    selected = null;
    detail();
  }

  private void detail() {
    List<CorpusCard> cards = corpora.cards().get();
    CorpusCard card =
        cards == null
            ? null
            : cards.stream()
                .filter(one -> one.name().equals(corpora.chosen().get()))
                .findFirst()
                .orElse(null);
    if (card == null) {
      detail
          .getChildren()
          .setAll(
              Controls.empty(
                  Feather.MOUSE_POINTER, "No corpus selected", "Select one at the left."));
      return;
    }
    VBox box =
        new VBox(
            14,
            Controls.line(
                10,
                Controls.label(card.name(), "title"),
                Controls.label(card.recorded() + " recorded, " + card.normal(), "faint"),
                Controls.spring(),
                Controls.button("Its events", () -> model.goToEvents(card.name(), ""), "small")));
    for (Capture capture : card.captures()) {
      box.getChildren().add(capture(card, capture));
    }
    box.getChildren()
        .add(
            Controls.paragraph(
                "Labels are kept in " + card.labelsFile() + ", where an import reads them.",
                "faint"));
    box.getStyleClass().add("pane-body");
    ScrollPane scrolled = new ScrollPane(box);
    scrolled.setFitToWidth(true);
    scrolled.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    detail.getChildren().setAll(scrolled);
  }

  private Node capture(CorpusCard card, Capture capture) {
    List<Mark> own =
        card.labels().stream()
            .filter(mark -> mark.host().isEmpty() || mark.host().equals(capture.host()))
            .filter(mark -> mark.start() <= capture.to() && mark.end() >= capture.from())
            .toList();
    LabelLane lane =
        new LabelLane(
            capture,
            own,
            selected,
            mark -> select(mark, false),
            (from, to) ->
                select(
                    new Mark(
                        "normal", from, to, capture.host(), List.of(), "", List.of(), Kind.NORMAL),
                    true),
            (before, after) -> corpora.change(card, before, after));
    Button whole =
        Controls.button(
            "All of it is normal",
            () ->
                corpora.change(
                    card,
                    null,
                    new Mark(
                        "normal",
                        capture.from(),
                        capture.to(),
                        capture.host(),
                        List.of(),
                        "",
                        List.of(),
                        Kind.NORMAL)),
            "small");
    VBox box =
        new VBox(
            10,
            Controls.line(
                8,
                Controls.label(capture.name(), "heading"),
                Controls.spring(),
                Controls.label("drag on free time to label it", "faint"),
                whole),
            lane);
    Mark chosen = selected;
    if (chosen != null && (fresh || own.contains(chosen))) {
      box.getChildren().add(new LabelForm(corpora, card, chosen, !fresh));
    }
    if (!capture.damage().isEmpty()) {
      box.getChildren()
          .add(
              Controls.paragraph(
                  "⚠ Damaged, imported as far as it can be read: " + capture.damage(),
                  "warning-text"));
    }
    FlowPane facts = new FlowPane(24, 10);
    for (Fact fact : capture.facts()) {
      Label value = Controls.label(Controls.thin(fact.value()), "plain");
      value.setMaxWidth(260);
      value.setTooltip(new Tooltip(fact.value()));
      facts.getChildren().add(new VBox(1, Controls.label(fact.name(), "faint"), value));
    }
    box.getChildren().add(facts);
    box.getStyleClass().add("card");
    return box;
  }

  private void select(Mark mark, boolean isNew) {
    selected = mark;
    fresh = isNew;
    detail();
  }
}
