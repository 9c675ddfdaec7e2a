package dev.creance.workbench.window.view;

import dev.creance.workbench.window.model.ExploreModel;
import dev.creance.workbench.window.model.WorkbenchModel;
import dev.creance.workbench.window.shown.Draft;
import dev.creance.workbench.window.shown.EventDetails;
import dev.creance.workbench.window.shown.EventDetails.Ancestor;
import dev.creance.workbench.window.shown.EventDetails.FieldValue;
import dev.creance.workbench.window.shown.RuleEntry;
import dev.creance.workbench.window.shown.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.collections.FXCollections;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** One event in full: all fields, the processes above it, and why rules fire on it or not. */
final class EventPane extends StackPane {
  private final WorkbenchModel model;
  private final ExploreModel explore;
  private final Consumer<String> onFilter;
  private final ObjIntConsumer<Path> onWritten;
  private final VBox why = new VBox(8);
  private final ComboBox<String> rule = new ComboBox<>();

  /**
   * @param onFilter is given a condition that the table is to be narrowed to
   * @param onWritten is told where a draft was written
   */
  EventPane(WorkbenchModel model, Consumer<String> onFilter, ObjIntConsumer<Path> onWritten) {
    this.onWritten = onWritten;
    this.model = model;
    this.explore = model.explore();
    this.onFilter = onFilter;
    explore.details().addListener((property, before, now) -> show(now));
    explore.verdict().addListener((property, before, now) -> verdict(now));
    rule.setPromptText("Why does a rule fire, or why not?");
    rule.setMaxWidth(Double.MAX_VALUE);
    rule.setId("explain-rule");
    rule.setOnAction(event -> {
      String chosen = rule.getValue();
      if (chosen != null) {
        explore.explain(chosen);
      }
    });
    getStyleClass().add("event-pane");
    show(null);
  }

  /** What can be done with the selected event. */
  List<EventAction> actions() {
    EventDetails details = explore.details().get();
    List<EventAction> actions = new ArrayList<>();
    if (details == null) {
      return actions;
    }
    actions.add(
        new EventAction(
            "Follow process " + details.row().process() + " " + details.row().pid(),
            () -> onFilter.accept("proc.pid = " + details.row().pid())));
    String descriptor = details.row().descriptor();
    if (!descriptor.isEmpty()) {
      actions.add(
          new EventAction(
              "Follow " + descriptor,
              () -> onFilter.accept("fd.name = \"" + escaped(descriptor) + "\"")));
    }
    actions.add(new EventAction("New rule from this", () -> write(explore.ruleFromEvent())));
    for (String rule : details.fired()) {
      actions.add(
          new EventAction(
              "Exception from this in " + rule, () -> write(explore.exceptionFromEvent(rule))));
      actions.add(
          new EventAction("Test from this for " + rule, () -> write(explore.testFromEvent(rule))));
    }
    return actions;
  }

  /** Something that can be done with an event. */
  record EventAction(String name, Runnable action) {}

  /** A menu of them, made when it is opened. */
  ContextMenu menu() {
    ContextMenu menu = new ContextMenu();
    menu.getItems().add(new MenuItem("…"));
    menu.setOnShowing(event ->
        menu.getItems()
            .setAll(
                actions().stream()
                    .map(action -> {
                      MenuItem item = new MenuItem(action.name());
                      item.setMnemonicParsing(false);
                      item.setOnAction(chosen -> action.action().run());
                      return item;
                    })
                    .toList()));
    return menu;
  }

  private void write(Optional<Draft> draft) {
    draft.ifPresent(text -> onWritten.accept(text.file(), model.write(text)));
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private void show(@Nullable EventDetails details) {
    if (details == null) {
      getChildren()
          .setAll(
              Controls.empty(
                  Feather.MOUSE_POINTER,
                  "No event selected",
                  "Select one above: all its fields, its process with its ancestors, and the rules"
                      + " that fire on it appear here."));
      return;
    }
    SplitPane split = new SplitPane(fields(details.fields()), lineage(details), verdicts(details));
    split.setDividerPositions(0.42, 0.66);
    getChildren().setAll(split);
  }

  private Node fields(List<FieldValue> values) {
    TableView<FieldValue> table = new TableView<>(FXCollections.observableList(values));
    TableColumn<FieldValue, String> field = new TableColumn<>("Field");
    field.setCellValueFactory(cell -> new ReadOnlyStringWrapper(cell.getValue().field()));
    field.setPrefWidth(170);
    TableColumn<FieldValue, String> value = new TableColumn<>("Value");
    value.setCellValueFactory(cell -> new ReadOnlyStringWrapper(cell.getValue().value()));
    value.setPrefWidth(300);
    table.getColumns().setAll(List.of(field, value, asColumn()));
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_NEXT_COLUMN);
    table.setFixedCellSize(26);
    table.setId("event-fields");
    table.setAccessibleText(
        "Fields of the event; Enter: only events with it, Shift+Enter: show as column");
    table.setOnKeyPressed(event -> {
      FieldValue chosen = table.getSelectionModel().getSelectedItem();
      if (chosen != null && event.getCode() == KeyCode.ENTER) {
        if (event.isShiftDown()) {
          toggleColumn(chosen.field());
        } else {
          onFilter.accept(condition(chosen));
        }
        event.consume();
      }
    });
    table.setRowFactory(view -> fieldRow());
    return table;
  }

  private TableRow<FieldValue> fieldRow() {
    TableRow<FieldValue> row = new TableRow<>();
    MenuItem only = new MenuItem("Only events with it");
    only.setOnAction(event -> onFilter.accept(condition(row.getItem())));
    MenuItem column = new MenuItem("Show as column");
    column.setOnAction(event -> toggleColumn(row.getItem().field()));
    ContextMenu menu = new ContextMenu(only, column);
    menu.setOnShowing(event ->
        column.setText(
            explore.columns().shows(row.getItem().field())
                ? "Take the column away"
                : "Show as column"));
    row.itemProperty()
        .addListener((property, before, now) -> {
          row.setContextMenu(now == null ? null : menu);
          row.setTooltip(
              now == null
                  ? null
                  : new Tooltip(
                      now.value()
                          + "\n\n"
                          + now.meaning()
                          + "\n\nDouble click or Enter: only events with it"
                          + "\nShift+Enter: show as column"));
        });
    row.setOnMouseClicked(event -> {
      FieldValue chosen = row.getItem();
      if (chosen != null && event.getClickCount() == 2) {
        onFilter.accept(condition(chosen));
      }
    });
    return row;
  }

  /** A mark behind each field: whether it is a column of the table, and a way to make it one. */
  private TableColumn<FieldValue, FieldValue> asColumn() {
    TableColumn<FieldValue, FieldValue> column = new TableColumn<>("");
    column.setMinWidth(34);
    column.setMaxWidth(34);
    column.setSortable(false);
    column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
    column.setCellFactory(view ->
        new TableCell<>() {
          private final FontIcon icon = new FontIcon(Feather.COLUMNS);
          private final Tooltip name = new Tooltip();
          private final ChangeListener<Object> chosen = (property, before, now) -> mark();

          {
            explore.columns().shown().addListener(new WeakChangeListener<>(chosen));
            setTooltip(name);
            setOnMouseClicked(event -> {
              if (getItem() != null) {
                toggleColumn(getItem().field());
              }
            });
          }

          @Override
          protected void updateItem(@Nullable FieldValue row, boolean empty) {
            super.updateItem(row, empty);
            mark();
          }

          private void mark() {
            FieldValue row = isEmpty() ? null : getItem();
            setGraphic(row == null ? null : icon);
            if (row != null) {
              boolean shown = explore.columns().shows(row.field());
              name.setText(shown ? "Take the column away" : "Show " + row.field() + " as column");
              setAccessibleText(name.getText());
              icon.getStyleClass().setAll("ikonli-font-icon", shown ? "is-column" : "no-column");
            }
          }
        });
    return column;
  }

  private void toggleColumn(String field) {
    if (explore.columns().shows(field)) {
      explore.columns().remove(field);
    } else {
      explore.columns().add(field);
    }
  }

  private static String condition(FieldValue value) {
    return value.field() + " = \"" + escaped(value.value()) + "\"";
  }

  private Node lineage(EventDetails details) {
    VBox box = new VBox(6, Controls.label("Process and its ancestors", "heading"));
    box.setPadding(new Insets(12));
    List<Ancestor> line = details.lineage();
    if (line.isEmpty()) {
      box.getChildren().add(Controls.paragraph("This event has no process.", "faint"));
    }
    for (int i = line.size() - 1; i >= 0; i--) {
      Ancestor ancestor = line.get(i);
      Label name =
          Controls.label(ancestor.name() + "  " + ancestor.pid(), i == 0 ? "strong" : "plain");
      Label command = Controls.label(ancestor.commandLine(), "faint");
      VBox one = new VBox(name, command);
      one.setPadding(new Insets(0, 0, 0, (line.size() - 1 - i) * 12.0));
      one.getStyleClass().add("value-line");
      one.setOnMouseClicked(event -> onFilter.accept("proc.pid = " + ancestor.pid()));
      Tooltip.install(
          one,
          new Tooltip(
              ancestor.executable()
                  + "\n"
                  + ancestor.commandLine()
                  + "\nclick: follow this process"));
      box.getChildren().add(one);
    }
    String descriptor = details.row().descriptor();
    if (!descriptor.isEmpty()) {
      box.getChildren()
          .add(
              Controls.button(
                  "Follow " + descriptor,
                  () -> onFilter.accept("fd.name = \"" + escaped(descriptor) + "\""),
                  "small"));
    }
    ScrollPane scrolled = new ScrollPane(box);
    scrolled.setFitToWidth(true);
    return scrolled;
  }

  private Node verdicts(EventDetails details) {
    rule.getItems()
        .setAll(
            model.rules().rules().get().stream()
                .filter(RuleEntry::enabled)
                .map(RuleEntry::name)
                .sorted()
                .toList());
    rule.setValue(null);
    VBox box = new VBox(8);
    box.setPadding(new Insets(12));
    Button fresh =
        Controls.button("New rule from this", () -> write(explore.ruleFromEvent()), "small");
    fresh.setId("rule-from-event");
    box.getChildren().add(Controls.line(8, fresh));
    box.getChildren()
        .add(
            Controls.label(
                details.fired().isEmpty() ? "No rule fires on it" : "Rules that fire", "heading"));
    for (String fired : details.fired()) {
      HBox line =
          Controls.line(
              8,
              new FontIcon(Feather.ALERT_CIRCLE),
              Controls.label(fired),
              Controls.spring(),
              Controls.button("Why", () -> explore.explain(fired), "small"),
              Controls.button("Exception", () -> write(explore.exceptionFromEvent(fired)), "small"),
              Controls.button("Test", () -> write(explore.testFromEvent(fired)), "small"));
      box.getChildren().add(line);
    }
    why.getChildren().clear();
    VBox.setVgrow(why, Priority.ALWAYS);
    box.getChildren().addAll(rule, why);
    return box;
  }

  private void verdict(@Nullable Verdict verdict) {
    why.getChildren().clear();
    if (verdict == null) {
      return;
    }
    TreeView<Verdict.Node> tree = new TreeView<>(item(verdict.condition()));
    tree.setCellFactory(view -> new NodeCell());
    VBox.setVgrow(tree, Priority.ALWAYS);
    why.getChildren()
        .addAll(
            Controls.paragraph(
                verdict.rule() + ": " + verdict.reason(), verdict.fired() ? "strong" : "plain"),
            tree);
  }

  private static TreeItem<Verdict.Node> item(Verdict.Node node) {
    TreeItem<Verdict.Node> item = new TreeItem<>(node);
    node.parts().forEach(part -> item.getChildren().add(item(part)));
    // What decides is open: of a false conjunction its false parts.
    item.setExpanded(!node.text().startsWith("macro") || !node.holds());
    return item;
  }

  private static final class NodeCell extends TreeCell<Verdict.Node> {
    @Override
    protected void updateItem(Verdict.@Nullable Node node, boolean empty) {
      super.updateItem(node, empty);
      if (empty || node == null) {
        setGraphic(null);
        setTooltip(null);
        return;
      }
      Label truth = Controls.label(node.holds() ? "✓" : "✗", node.holds() ? "holds" : "fails");
      HBox line = Controls.line(6, truth, Controls.label(node.text(), "code"));
      if (!node.value().isEmpty()) {
        line.getChildren().add(Controls.label(node.value(), "faint"));
      }
      setTooltip(new Tooltip(node.text() + "\n" + node.value() + "\n" + node.place()));
      setGraphic(line);
    }
  }
}
