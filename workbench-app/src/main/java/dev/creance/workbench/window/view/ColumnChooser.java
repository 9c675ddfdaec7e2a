package dev.creance.workbench.window.view;

import dev.creance.workbench.window.model.ColumnsModel;
import dev.creance.workbench.window.shown.EventColumn;
import dev.creance.workbench.window.shown.FieldEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** A card on which one chooses the columns of the table of events, among all fields. */
final class ColumnChooser extends VBox {
  private static final double WIDTH = 560;
  private static final double ROW = 26;
  private static final int ROWS = 12;

  private final ColumnsModel columns;
  private final TextField words = new TextField();
  private final ListView<Row> list = new ListView<>();

  /**
   * A field that is a column or could be one.
   *
   * @param open whether an argument has to follow
   */
  private record Row(String field, String type, String meaning, boolean shown, boolean open) {}

  ColumnChooser(ColumnsModel columns) {
    super(8);
    this.columns = columns;
    words.setId("column-search");
    words.setPromptText("A field:  proc.aname[2],  parent,  container …");
    words.setAccessibleText("Search for a field to show as a column");
    words.textProperty().addListener((property, before, now) -> fill(true));
    words.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    list.setId("column-list");
    list.setFixedCellSize(ROW);
    list.setPrefHeight(ROWS * ROW + 4);
    list.setFocusTraversable(false);
    list.setAccessibleText("Fields");
    list.setCellFactory(view -> new Cell());
    list.setPlaceholder(Controls.label("no field is called so or means this", "faint"));
    Label hint =
        Controls.label("Enter: show or hide    Alt+↑ Alt+↓: move    Escape: done", "key-hint");
    HBox foot =
        Controls.line(
            8, hint, Controls.spring(), Controls.button("Usual columns", columns::reset, "small"));
    getChildren()
        .addAll(
            Controls.label("Columns of the table: type to search all fields of events", "strong"),
            words,
            list,
            foot);
    getStyleClass().add("card");
    setId("column-chooser");
    setPrefWidth(WIDTH);
    setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    columns.shown().addListener((property, before, now) -> fill(false));
    columns.fields().addListener((property, before, now) -> fill(true));
    focusWithinProperty()
        .addListener((property, before, now) -> {
          if (!now) {
            close();
          }
        });
    // Clicks beside the controls belong to the card: the focus stays in it.
    setOnMousePressed(event -> event.consume());
  }

  /** Opens below a node. */
  void open(Node below) {
    columns.wantFields();
    words.clear();
    fill(true);
    Bounds at = Objects.requireNonNull(below.localToScreen(below.getLayoutBounds()));
    Overlay.of(below).show(this, at.getMaxX() - WIDTH, at.getMinY(), at.getMaxY() + 4);
    words.requestFocus();
  }

  private void close() {
    if (getScene() != null) {
      Overlay.of(this).hide(this);
    }
  }

  /**
   * Lists the columns and the fields that fit the words.
   *
   * @param anew whether the list is another one, so that its first line is chosen
   */
  private void fill(boolean anew) {
    Row before = list.getSelectionModel().getSelectedItem();
    String typed = words.getText().strip();
    List<Row> rows = new ArrayList<>();
    List<FieldEntry> found = columns.find(typed);
    if (typed.indexOf('[') > 0 || typed.indexOf('(') > 0) {
      rows.add(new Row(typed, "", "as it is written", columns.shows(typed), false));
    }
    for (EventColumn column : columns.shown().get()) {
      if (typed.isEmpty() || (column.field() + column.title()).contains(typed)) {
        rows.add(shown(column));
      }
    }
    for (FieldEntry field : found) {
      if (!columns.shows(field.name())) {
        rows.add(new Row(field.name(), field.type(), field.meaning(), false, field.argument()));
      }
    }
    list.getItems().setAll(rows.stream().distinct().toList());
    int at = 0;
    for (int i = 0; !anew && before != null && i < list.getItems().size(); i++) {
      if (list.getItems().get(i).field().equals(before.field())) {
        at = i;
      }
    }
    select(at);
  }

  private Row shown(EventColumn column) {
    return columns.fields().get().stream()
        .filter(field -> field.name().equals(column.field()))
        .findFirst()
        .map(field -> new Row(field.name(), field.type(), field.meaning(), true, false))
        .orElse(new Row(column.field(), "", "", true, false));
  }

  private void key(KeyEvent event) {
    int at = list.getSelectionModel().getSelectedIndex();
    boolean moving = event.isAltDown();
    Row chosen = list.getSelectionModel().getSelectedItem();
    switch (event.getCode()) {
      case DOWN, UP -> {
        int by = event.getCode() == KeyCode.DOWN ? 1 : -1;
        if (!moving) {
          select(at + by);
        } else if (chosen != null) {
          columns.move(chosen.field(), by);
        }
      }
      case PAGE_DOWN -> select(at + ROWS - 1);
      case PAGE_UP -> select(at - ROWS + 1);
      case ENTER -> toggle(chosen);
      case ESCAPE -> close();
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void select(int index) {
    if (!list.getItems().isEmpty()) {
      int at = Math.clamp(index, 0, list.getItems().size() - 1);
      list.getSelectionModel().clearAndSelect(at);
      list.scrollTo(Math.max(0, at - ROWS / 2));
    }
  }

  private void toggle(@Nullable Row row) {
    if (row == null) {
      return;
    }
    if (row.shown) {
      columns.remove(row.field);
    } else if (row.open) {
      words.setText(row.field + "[");
      words.end();
    } else {
      columns.add(row.field);
    }
  }

  private final class Cell extends ListCell<Row> {
    private final FontIcon mark = new FontIcon(Feather.SQUARE);
    private final Label name = Controls.label("", "code");
    private final Label type = Controls.label("", "kind");
    private final Label meaning = Controls.label("", "faint");
    private final HBox line = Controls.line(8, mark, name, type, meaning);
    private final Tooltip whole = new Tooltip();

    Cell() {
      name.setMinWidth(170);
      line.setPrefWidth(10);
      prefWidthProperty().set(10);
      setOnMouseClicked(event -> {
        if (!isEmpty()) {
          toggle(getItem());
        }
      });
    }

    @Override
    protected void updateItem(@Nullable Row row, boolean empty) {
      super.updateItem(row, empty);
      if (empty || row == null) {
        setGraphic(null);
        setTooltip(null);
        return;
      }
      mark.setIconCode(row.shown ? Feather.CHECK_SQUARE : Feather.SQUARE);
      name.setText(row.open ? row.field + "[…]" : row.field);
      type.setText(row.type);
      meaning.setText(row.meaning);
      whole.setText(row.field + "\n" + row.meaning);
      setTooltip(whole);
      setAccessibleText(row.field + (row.shown ? ", a column" : ", no column"));
      setGraphic(line);
    }
  }
}
