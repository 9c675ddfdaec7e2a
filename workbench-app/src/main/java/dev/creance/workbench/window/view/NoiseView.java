package dev.creance.workbench.window.view;

import dev.creance.workbench.window.model.NoiseModel;
import dev.creance.workbench.window.model.Place;
import dev.creance.workbench.window.model.WorkbenchModel;
import dev.creance.workbench.window.shown.NoiseBoard;
import dev.creance.workbench.window.shown.NoiseRow;
import dev.creance.workbench.window.shown.Production;
import dev.creance.workbench.window.shown.RulePage;
import dev.creance.workbench.window.shown.RuleWeight;
import java.io.File;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.collections.transformation.SortedList;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import javafx.util.Callback;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The noise board, and the page of the rule that is chosen on it. */
final class NoiseView extends StackPane {
  private final WorkbenchModel model;
  private final NoiseModel noise;
  private final ObservableList<NoiseRow> rows = FXCollections.observableArrayList();
  private final FilteredList<NoiseRow> filtered = new FilteredList<>(rows);
  private final TableView<NoiseRow> table = new TableView<>();
  private final TextField words = new TextField();
  private final CheckBox silent = new CheckBox("Silent rules");
  private final TableColumn<NoiseRow, NoiseRow> production;
  private final Label exposure = Controls.label("", "faint");
  private final Label summary = Controls.label("", "heading");
  private final BorderPane board = new BorderPane();
  private final TuningPanes tuning;
  private final HeatMap<NoiseRow> byWorkload;
  private final HeatMap<NoiseRow> byTime;

  NoiseView(WorkbenchModel model) {
    this.model = model;
    this.noise = model.noise();
    this.tuning = new TuningPanes(model);
    this.production = production();
    this.byWorkload =
        new HeatMap<>(
            "noise-by-workload",
            filtered,
            NoiseRow::rule,
            NoiseRow::workloads,
            column -> noise.board().get().workloads().get(column),
            row -> model.goToRule(row.rule()));
    this.byTime =
        new HeatMap<>(
            "noise-by-time",
            filtered,
            NoiseRow::rule,
            NoiseRow::timeline,
            this::time,
            row -> model.goToRule(row.rule()));
    board();
    noise.board().addListener((property, before, now) -> show(now));
    noise.production().addListener((property, before, now) -> show(now));
    noise.chosen().addListener((property, before, now) -> arrange());
    noise.page().addListener((property, before, now) -> arrange());
    model.ready().addListener((property, before, now) -> placeholder());
    show(noise.board().get());
    show(noise.production().get());
    arrange();
  }

  private void board() {
    words.setPromptText("Filter by name, tag or priority");
    words.setId("noise-filter");
    words.setPrefWidth(280);
    words.textProperty().addListener((property, before, now) -> filter());
    silent.setSelected(true);
    silent.selectedProperty().addListener((property, before, now) -> filter());
    table.setId("noise-board");
    SortedList<NoiseRow> sorted = new SortedList<>(filtered);
    sorted.comparatorProperty().bind(table.comparatorProperty());
    table.setItems(sorted);
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    columns();
    table.setRowFactory(view -> {
      TableRow<NoiseRow> row = new TableRow<>();
      row.setOnMouseClicked(event -> {
        if (!row.isEmpty() && row.getItem() != null) {
          model.goToRule(row.getItem().rule());
        }
      });
      return row;
    });
    noise
        .weights()
        .addListener((property, before, now) -> {
          table.refresh();
          table.sort();
        });
    table.setOnKeyPressed(event -> {
      NoiseRow chosen = table.getSelectionModel().getSelectedItem();
      if (event.getCode() == KeyCode.ENTER && chosen != null) {
        model.goToRule(chosen.rule());
      }
    });
    Button alerts = Controls.button("Production alerts …", this::browse);
    alerts.setId("production-alerts");
    alerts.setTooltip(
        new Tooltip("Files of Falco's or an agent's alerts: JSON lines; each alert is kept once"));
    HBox bar = Controls.line(12, words, silent, looks(), alerts);
    bar.getStyleClass().add("tool-bar-line");
    VBox head = new VBox(Controls.line(12, summary, Controls.spring(), exposure), bar);
    head.getStyleClass().add("page-head");
    board.setTop(head);
    placeholder();
  }

  /** Table, rule × workload, rule × time. */
  private Node looks() {
    List<Node> shown = List.of(table, byWorkload, byTime);
    noise.look().addListener((property, before, now) -> board.setCenter(shown.get(now.intValue())));
    board.setCenter(shown.get(noise.look().get()));
    return new Segments("noise-look", List.of("Table", "By workload", "By time"), noise.look());
  }

  /** What a slice of the timeline is of. */
  private String time(int slice) {
    String corpus = "";
    for (RulePage.Mark mark : noise.board().get().marks()) {
      corpus = mark.at() <= slice ? mark.corpus() : corpus;
    }
    return corpus;
  }

  private void placeholder() {
    table.setPlaceholder(
        !model.ready().get()
            ? Controls.label("Measuring as soon as the corpora are open …", "faint")
            : model.corpora().isEmpty()
                ? Controls.empty(
                    Feather.BAR_CHART_2,
                    "No corpus to measure on",
                    "Import a capture, or record this machine: how noisy the rules are on it is"
                        + " shown here.",
                    Controls.button("Go to Corpora", () -> model.go(Place.CORPORA), "accent"))
                : Controls.label("no rule fits the filter", "faint"));
  }

  private void columns() {
    TableColumn<NoiseRow, NoiseRow> rule =
        column("Rule", 270, NoiseRow::rule, Comparator.comparing(NoiseRow::rule));
    TableColumn<NoiseRow, NoiseRow> priority =
        column("Priority", 102, NoiseRow::priority, Comparator.comparing(NoiseRow::priority));
    TableColumn<NoiseRow, NoiseRow> hits =
        number(
            "Hits",
            64,
            row -> Controls.count(row.hits()),
            Comparator.comparingLong(NoiseRow::hits));
    TableColumn<NoiseRow, NoiseRow> distinct =
        number(
            "Distinct",
            80,
            row -> Controls.count(row.distinct()),
            Comparator.comparingLong(NoiseRow::distinct));
    TableColumn<NoiseRow, NoiseRow> steps =
        number("Attack steps", 108, NoiseView::steps, Comparator.comparingInt(NoiseRow::steps));
    TableColumn<NoiseRow, NoiseRow> novel =
        number(
            "Novel",
            66,
            row -> weight(row, weight -> weight.judged() ? Controls.count(weight.novel()) : "–"),
            byWeight(RuleWeight::novel));
    TableColumn<NoiseRow, NoiseRow> growth =
        number(
            "Growth",
            78,
            row -> weight(row, NoiseView::growth),
            byWeight(weight -> weight.growth().orElse(0)));
    TableColumn<NoiseRow, NoiseRow> cost =
        number(
            "Cost, ns",
            80,
            row -> weight(row, weight -> Controls.rate(weight.nanosPerEvent())),
            byWeight(RuleWeight::nanosPerEvent));
    // So that nothing in them is cut off in a small window.
    for (TableColumn<NoiseRow, NoiseRow> narrow :
        List.of(priority, hits, production, novel, growth, distinct, steps, cost)) {
      narrow.setMinWidth(narrow.getPrefWidth());
    }
    explain(novel, "Hits that nothing labelled normal does; – where nothing is labelled normal");
    explain(
        growth,
        "Hits per node and day that come to it each week, on normal; – where the recorded time is"
            + " too short to say");
    explain(
        cost,
        "Time that the rule takes of each recorded event, evaluated as Falco does, its tests one"
            + " after the other");
    table
        .getColumns()
        .setAll(
            List.of(
                rule,
                priority,
                hits,
                perDay(),
                production,
                novel,
                growth,
                distinct,
                steps,
                cost,
                trend()));
  }

  /** What production says beside the recordings; red where it is noisier than foretold. */
  private TableColumn<NoiseRow, NoiseRow> production() {
    TableColumn<NoiseRow, NoiseRow> column =
        column(
            "Production",
            100,
            view ->
                new DrawnCell() {
                  private final Label value = Controls.label("");

                  @Override
                  Node draw(NoiseRow row) {
                    Production.OfRule there = inProduction(row);
                    value.setText(there.alerts() == 0 ? "0" : Controls.rate(there.perDay()));
                    value.getStyleClass().remove("danger-text");
                    if (there.perDay() > row.high()) {
                      value.getStyleClass().add("danger-text");
                    }
                    return value;
                  }
                });
    column.setVisible(false);
    column.setComparator(Comparator.comparingDouble(row -> inProduction(row).perDay()));
    column.getStyleClass().add("number-column");
    explain(
        column,
        "Alerts of production per node and day; red above the interval that the recordings give");
    return column;
  }

  private Production.OfRule inProduction(NoiseRow row) {
    return noise
        .production()
        .get()
        .rules()
        .getOrDefault(row.rule(), new Production.OfRule(0, 0, 0));
  }

  private void show(Production kept) {
    production.setVisible(kept.any());
    exposure();
    table.refresh();
    table.sort();
  }

  private void exposure() {
    String recorded = noise.board().get().exposure();
    String kept = noise.production().get().summary();
    exposure.setText(
        Controls.thin(recorded + (recorded.isEmpty() || kept.isEmpty() ? "" : "; ") + kept));
  }

  private void browse() {
    FileChooser chooser = new FileChooser();
    chooser.setTitle("Alerts of production");
    chooser
        .getExtensionFilters()
        .addAll(
            new FileChooser.ExtensionFilter("JSON lines", "*.json*", "*.log*", "*.gz"),
            new FileChooser.ExtensionFilter("All files", "*"));
    List<File> files = chooser.showOpenMultipleDialog(getScene().getWindow());
    if (files != null) {
      noise.importAlerts(files.stream().map(File::toPath).toList());
    }
  }

  /** A text on hover over a column's title. */
  private static void explain(TableColumn<NoiseRow, NoiseRow> column, String text) {
    Label title = Controls.label(column.getText());
    title.setTooltip(new Tooltip(text));
    column.setText("");
    column.setGraphic(title);
  }

  private String weight(NoiseRow row, Function<RuleWeight, String> text) {
    RuleWeight weight = noise.weights().get().get(row.rule());
    return weight == null ? "…" : text.apply(weight);
  }

  private static String growth(RuleWeight weight) {
    double aWeek = weight.growth().orElse(0);
    return weight.growth().isEmpty()
        ? "–"
        : (aWeek > 0 ? "+" : aWeek < 0 ? "−" : "") + Controls.rate(Math.abs(aWeek));
  }

  private Comparator<NoiseRow> byWeight(ToDoubleFunction<RuleWeight> figure) {
    return Comparator.comparingDouble(row -> {
      RuleWeight weight = noise.weights().get().get(row.rule());
      return weight == null ? 0 : figure.applyAsDouble(weight);
    });
  }

  private static String steps(NoiseRow row) {
    return row.aimed() > 0
        ? row.aimedCaught() + " of " + row.aimed()
        : row.steps() == 0 ? "–" : String.valueOf(row.steps());
  }

  private static TableColumn<NoiseRow, NoiseRow> column(
      String title, double width, Function<NoiseRow, String> text, Comparator<NoiseRow> order) {
    TableColumn<NoiseRow, NoiseRow> column =
        column(
            title,
            width,
            view ->
                new TableCell<>() {
                  @Override
                  protected void updateItem(@Nullable NoiseRow row, boolean empty) {
                    super.updateItem(row, empty);
                    setText(empty || row == null ? null : text.apply(row));
                  }
                });
    column.setComparator(order);
    return column;
  }

  private static TableColumn<NoiseRow, NoiseRow> column(
      String title,
      double width,
      Callback<TableColumn<NoiseRow, NoiseRow>, TableCell<NoiseRow, NoiseRow>> cells) {
    TableColumn<NoiseRow, NoiseRow> column = new TableColumn<>(title);
    column.setPrefWidth(width);
    column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
    column.setCellFactory(cells);
    return column;
  }

  /** A cell that shows a row by more than one plain text. */
  private abstract static class DrawnCell extends TableCell<NoiseRow, NoiseRow> {
    /** What shows a row; the same node each time. */
    abstract Node draw(NoiseRow row);

    @Override
    protected void updateItem(@Nullable NoiseRow row, boolean empty) {
      super.updateItem(row, empty);
      setGraphic(empty || row == null ? null : draw(row));
    }
  }

  private static TableColumn<NoiseRow, NoiseRow> number(
      String title, double width, Function<NoiseRow, String> text, Comparator<NoiseRow> order) {
    TableColumn<NoiseRow, NoiseRow> column = column(title, width, text, order);
    column.getStyleClass().add("number-column");
    return column;
  }

  private static TableColumn<NoiseRow, NoiseRow> perDay() {
    TableColumn<NoiseRow, NoiseRow> column =
        column(
            "Per node and day, 95 %",
            180,
            view ->
                new DrawnCell() {
                  private final Label value = Controls.label("");
                  private final Label interval = Controls.label("", "faint");
                  private final HBox both = Controls.line(6, Controls.spring(), value, interval);

                  @Override
                  Node draw(NoiseRow row) {
                    value.setText(Controls.rate(row.perDay()));
                    interval.setText(Controls.rate(row.low()) + " – " + Controls.rate(row.high()));
                    return both;
                  }
                });
    column.setMinWidth(174);
    column.setComparator(Comparator.comparingDouble(NoiseRow::perDay));
    column.getStyleClass().add("number-column");
    return column;
  }

  private static TableColumn<NoiseRow, NoiseRow> trend() {
    TableColumn<NoiseRow, NoiseRow> column =
        column(
            "Over time",
            140,
            view ->
                new DrawnCell() {
                  private final Sparkline line = new Sparkline();

                  @Override
                  Node draw(NoiseRow row) {
                    line.show(row.timeline());
                    return line;
                  }
                });
    column.setSortable(false);
    return column;
  }

  private void show(NoiseBoard made) {
    rows.setAll(made.rows());
    byWorkload.head(HeatMap.slanted(made.workloads()));
    byWorkload.scale(most(made, NoiseRow::workloads));
    int slices = made.rows().isEmpty() ? 1 : made.rows().getFirst().timeline().size();
    byTime.head(new MarkLine(made.marks(), slices));
    byTime.scale(most(made, NoiseRow::timeline));
    exposure();
    summary.setText(made.summary().isEmpty() ? "Noise" : Controls.thin(made.summary()));
    Tooltip.install(
        exposure,
        new Tooltip(
            "Intervals of 95 % in which the true rate lies; short recordings give wide ones"));
  }

  private static int most(NoiseBoard board, Function<NoiseRow, List<Integer>> counts) {
    return board.rows().stream()
        .flatMap(row -> counts.apply(row).stream())
        .mapToInt(Integer::intValue)
        .max()
        .orElse(1);
  }

  private void filter() {
    String wanted = words.getText().toLowerCase(Locale.ROOT).strip();
    filtered.setPredicate(row ->
        (silent.isSelected() || row.hits() > 0)
            && (row.rule() + " " + row.priority() + " " + row.tags())
                .toLowerCase(Locale.ROOT)
                .contains(wanted));
  }

  private void arrange() {
    if (noise.chosen().get().isEmpty()) {
      getChildren().setAll(board);
      return;
    }
    RulePage page = noise.page().get();
    Node shown =
        page == null
            ? Controls.empty(
                Feather.BAR_CHART_2,
                noise.chosen().get(),
                model.ready().get()
                    ? "Collecting its hits … a rule that is switched off or does not load has none."
                    : "Collecting its hits as soon as the corpora are open …")
            : new RulePageView(model, page, tuning);
    VBox.setVgrow(shown, Priority.ALWAYS);
    getChildren().setAll(shown);
  }
}
