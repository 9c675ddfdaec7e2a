package dev.creance.workbench.window.view;

import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.SortedList;
import javafx.scene.Node;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;

/** Tables of plain rows, and their columns. */
final class Columns {
  private Columns() {}

  /** A column of texts; where one is cut off, hovering shows it whole. */
  static <T> TableColumn<T, T> text(String title, double width, Function<T, String> text) {
    TableColumn<T, T> column = new TableColumn<>(title);
    column.setPrefWidth(width);
    column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
    column.setComparator(Comparator.comparing(text));
    column.setCellFactory(view ->
        new TableCell<>() {
          private final Tooltip whole = new Tooltip();

          @Override
          protected void updateItem(@Nullable T row, boolean empty) {
            super.updateItem(row, empty);
            String shown = empty || row == null ? null : text.apply(row);
            setText(shown);
            whole.setText(shown);
            setTooltip(shown == null || shown.length() < 12 ? null : whole);
          }
        });
    return column;
  }

  /** A column of figures, which is sorted by them. */
  static <T> TableColumn<T, T> number(
      String title, double width, Function<T, String> text, Comparator<T> order) {
    TableColumn<T, T> column = text(title, width, text);
    column.getStyleClass().add("number-column");
    column.setComparator(order);
    return column;
  }

  /** A column of counts. */
  static <T> TableColumn<T, T> count(String title, double width, Function<T, Long> count) {
    return number(
        title, width, row -> Controls.count(count.apply(row)), Comparator.comparing(count));
  }

  /** A column of things that are drawn. */
  static <T> TableColumn<T, T> drawn(String title, double width, Function<T, Node> drawing) {
    TableColumn<T, T> column = new TableColumn<>(title);
    column.setPrefWidth(width);
    column.setSortable(false);
    column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
    column.setCellFactory(view ->
        new TableCell<>() {
          @Override
          protected void updateItem(@Nullable T row, boolean empty) {
            super.updateItem(row, empty);
            setGraphic(empty || row == null ? null : drawing.apply(row));
          }
        });
    return column;
  }

  /** A table that sorts by its heads. */
  static <T> TableView<T> table(
      String id, ObservableList<T> rows, List<TableColumn<T, T>> columns, Node whenEmpty) {
    TableView<T> table = new TableView<>();
    SortedList<T> sorted = new SortedList<>(rows);
    sorted.comparatorProperty().bind(table.comparatorProperty());
    table.setItems(sorted);
    table.getColumns().setAll(columns);
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    table.setPlaceholder(whenEmpty);
    table.setId(id);
    table.getStyleClass().add("plain-table");
    return table;
  }

  static <T> TableView<T> table(
      String id, List<T> rows, List<TableColumn<T, T>> columns, Node whenEmpty) {
    return table(id, FXCollections.observableArrayList(rows), columns, whenEmpty);
  }

  /** A double click or Enter on a row leads to what is behind it. */
  static <T> void door(TableView<T> table, Consumer<T> through) {
    table.setOnMouseClicked(event -> {
      T row = table.getSelectionModel().getSelectedItem();
      if (row != null && event.getClickCount() == 2) {
        through.accept(row);
      }
    });
    table.setOnKeyPressed(event -> {
      T row = table.getSelectionModel().getSelectedItem();
      if (row != null && event.getCode() == KeyCode.ENTER) {
        through.accept(row);
        event.consume();
      }
    });
  }
}
