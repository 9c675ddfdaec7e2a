package dev.creance.workbench.window.view;

import dev.creance.workbench.window.model.Place;
import dev.creance.workbench.window.model.WorkbenchModel;
import dev.creance.workbench.window.shown.RulePage;
import dev.creance.workbench.window.shown.RulePage.Alert;
import dev.creance.workbench.window.shown.RulePage.FieldValues;
import dev.creance.workbench.window.shown.RulePage.ValueCount;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.collections.FXCollections;
import javafx.collections.transformation.FilteredList;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** All about the hits of a rule. */
final class RulePageView extends BorderPane {
  private final WorkbenchModel model;
  private final RulePage page;
  private final TextField words = new TextField();
  private final Label shown = Controls.label("", "faint");
  private final FilteredList<Alert> alerts;
  private final TuningPanes tuning;
  private final Sparkline timeline = new Sparkline();
  private final FlowPane chips = new FlowPane(8, 4);
  private final Map<Integer, String> wanted = new LinkedHashMap<>();
  private final TabPane tabs = new TabPane();

  RulePageView(WorkbenchModel model, RulePage page, TuningPanes tuning) {
    this.model = model;
    this.tuning = tuning;
    this.page = page;
    this.alerts = new FilteredList<>(FXCollections.observableList(page.alerts()));
    getStyleClass().add("rule-page");
    setTop(head());
    if (page.hits() == 0) {
      tab(
          "Alerts",
          Controls.empty(
              Feather.CHECK_CIRCLE,
              "It never fires on these corpora",
              "Either nothing of what it looks for happened, or its condition asks for something"
                  + " that never holds: the numbers beside the parts of its condition tell which."));
      setCenter(tabs);
    } else {
      tab("Alerts", alertList());
      SplitPane split = new SplitPane(fields(), tabs);
      split.setDividerPositions(0.32);
      setCenter(split);
    }
    tabs.getTabs().addAll(tuning.tabs());
    restoreTab();
  }

  private void tab(String title, Node content) {
    Tab tab = new Tab(title, content);
    tab.setClosable(false);
    tabs.getTabs().add(tab);
  }

  /** The page is made anew when the rule changes; who looked at proposals still does. */
  private void restoreTab() {
    String last = model.tune().shownTab().get();
    for (int i = 0; i < tabs.getTabs().size(); i++) {
      if (String.valueOf(i).equals(last)) {
        tabs.getSelectionModel().select(i);
      }
    }
    tabs.getSelectionModel()
        .selectedIndexProperty()
        .addListener(
            (property, before, now) -> model.tune().shownTab().set(String.valueOf(now.intValue())));
  }

  private Node head() {
    Label number = Controls.label(Controls.count(page.hits()), "big-number");
    HBox line =
        Controls.line(
            8,
            Controls.label(page.rule(), "title"),
            number,
            Controls.label(page.hits() == 1 ? "hit" : "hits", "faint"),
            Controls.spring(),
            Controls.button("All rules", () -> model.noise().choose(""), "small"),
            Controls.button("Edit the rule", this::edit, "small", "accent"));
    VBox head = new VBox(8, line);
    if (page.hits() > 0) {
      timeline.show(page.slices());
      timeline.setPrefHeight(56);
      timeline.setMinHeight(56);
      head.getChildren().addAll(timeline, new MarkLine(page.marks(), page.slices().size()));
    }
    head.getStyleClass().add("page-head");
    return head;
  }

  private void edit() {
    model.rules().rules().get().stream()
        .filter(rule -> rule.name().equals(page.rule()))
        .findFirst()
        .ifPresent(rule -> {
          model.go(Place.AUTHOR);
          if (getScene() != null && getScene().getRoot() instanceof Shell shell) {
            shell.author().open(rule);
          }
        });
  }

  private Node fields() {
    VBox box = new VBox(14);
    box.getStyleClass().add("field-values");
    for (int i = 0; i < page.fields().size(); i++) {
      int index = i;
      FieldValues values = page.fields().get(i);
      VBox field =
          new VBox(
              3,
              Controls.line(
                  6,
                  Controls.label(values.field(), "code"),
                  Controls.spring(),
                  Controls.label(
                      values.distinct() == 1
                          ? "always the same"
                          : Controls.count(values.distinct()) + " different",
                      "faint")));
      for (ValueCount value : values.top()) {
        field.getChildren().add(value(index, value));
      }
      box.getChildren().add(field);
    }
    ScrollPane scrolled = new ScrollPane(box);
    scrolled.setFitToWidth(true);
    scrolled.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scrolled.setMinWidth(240);
    return scrolled;
  }

  private Node value(int field, ValueCount value) {
    Label text = Controls.label(value.value(), "value-text");
    text.setMinWidth(30);
    Label count = Controls.label(Controls.count(value.hits()), "count");
    count.setMinWidth(Label.USE_PREF_SIZE);
    HBox line = Controls.line(6, text, Controls.spring(), count);
    StackPane bar = new StackPane();
    bar.getStyleClass().add("value-bar");
    bar.maxWidthProperty()
        .bind(line.widthProperty().multiply((double) value.hits() / Math.max(1, page.hits())));
    StackPane both = new StackPane(bar, line);
    StackPane.setAlignment(bar, javafx.geometry.Pos.CENTER_LEFT);
    both.getStyleClass().add("value-line");
    both.setOnMouseClicked(event -> {
      wanted.put(field, value.value());
      tabs.getSelectionModel().select(0);
      filter();
    });
    Tooltip.install(both, new Tooltip(value.value() + "\nclick: only hits with it"));
    return both;
  }

  private void filter() {
    String text = words.getText().toLowerCase(Locale.ROOT);
    alerts.setPredicate(alert ->
        alert.text().toLowerCase(Locale.ROOT).contains(text)
            && wanted.entrySet().stream()
                .allMatch(one -> alert.values().get(one.getKey()).equals(one.getValue())));
    chips.getChildren().clear();
    wanted.forEach((field, value) -> {
      Button chip =
          Controls.button(
              page.fields().get(field).field() + " = " + value + "   ×",
              () -> {
                wanted.remove(field);
                filter();
              },
              "chip-button");
      chip.setTooltip(new Tooltip("click: without this filter"));
      chips.getChildren().add(chip);
    });
    chips.setVisible(!wanted.isEmpty());
    chips.setManaged(!wanted.isEmpty());
    boolean all = wanted.isEmpty() && text.isEmpty();
    timeline.show(all ? page.slices() : slices());
    count();
  }

  /** The timeline of the alerts that are shown. */
  private List<Integer> slices() {
    int[] slices = new int[page.slices().size()];
    alerts.forEach(alert -> slices[alert.slice()]++);
    return Arrays.stream(slices).boxed().toList();
  }

  private Node alertList() {
    words.setPromptText("Filter the alerts");
    words.textProperty().addListener((property, before, now) -> filter());
    chips.setVisible(false);
    chips.setManaged(false);
    chips.getStyleClass().add("pane-note");
    ListView<Alert> list = new ListView<>(alerts);
    list.setId("alerts");
    list.setCellFactory(view -> new AlertCell(list));
    list.setPlaceholder(Controls.label("no alert has this in it", "faint"));
    VBox.setVgrow(list, Priority.ALWAYS);
    HBox bar = Controls.line(12, words, Controls.spring(), shown);
    HBox.setHgrow(words, Priority.SOMETIMES);
    bar.getStyleClass().add("tool-bar-line");
    count();
    VBox box = new VBox(bar, chips, list);
    box.getStyleClass().add("alert-list");
    box.setMinWidth(300);
    return box;
  }

  private void count() {
    long first = page.alerts().size();
    shown.setText(
        Controls.count(alerts.size())
            + (alerts.size() == 1 ? " alert" : " alerts")
            + (first < page.hits() ? " of the first " + Controls.count(first) : ""));
  }

  private final class AlertCell extends ListCell<Alert> {
    private final Label place = Controls.label("", "faint");
    private final Label text = Controls.paragraph("", "alert-text");
    private final VBox box = new VBox(2, place, text);

    AlertCell(ListView<Alert> list) {
      text.prefWidthProperty().bind(list.widthProperty().subtract(44));
      text.setMaxWidth(Label.USE_PREF_SIZE);
      setOnMouseClicked(event -> {
        Alert alert = getItem();
        if (alert != null && event.getClickCount() == 2) {
          model.goToEvent(alert.corpus(), alert.number());
        }
      });
    }

    @Override
    protected void updateItem(@Nullable Alert alert, boolean empty) {
      super.updateItem(alert, empty);
      if (empty || alert == null) {
        setGraphic(null);
        setTooltip(null);
        return;
      }
      place.setText(alert.time() + " UTC · " + alert.corpus() + " · event " + alert.number());
      text.setText(alert.text());
      setTooltip(new Tooltip("Double click: the event itself"));
      setGraphic(box);
    }
  }
}
