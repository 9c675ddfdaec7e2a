package dev.creance.workbench.window.view;

import dev.creance.workbench.window.model.ExploreModel;
import dev.creance.workbench.window.shown.EventColumn;
import java.util.ArrayList;
import java.util.List;
import javafx.application.Platform;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.collections.ListChangeListener;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * The events of a corpus, as many as there may be. JavaFX's tables walk over all their rows in each
 * layout, which takes a fifth of a second with ten million; so the table here has the rows that fit
 * into it and no more, and a scroll bar of its own says which of all events they show.
 */
final class EventTable extends BorderPane {
  private static final double ROW = 26;

  /** The knob stays large enough to be taken, however many events there are. */
  private static final double LEAST_KNOB = 0.08;

  private final ExploreModel explore;
  private final TableView<Integer> table = new TableView<>();
  private final EventIndexes lines = new EventIndexes();
  private final ScrollBar bar = new ScrollBar();

  /** The event in the topmost line. */
  private final IntegerProperty first = new SimpleIntegerProperty();

  private int size;
  private double turned;
  private boolean selecting;

  /** Whether the columns are being replaced by what was chosen. */
  private boolean choosing;

  EventTable(ExploreModel explore, ContextMenu menu) {
    this.explore = explore;
    table.setId("events");
    columns();
    explore.columns().shown().addListener((property, before, now) -> columns());
    table
        .getColumns()
        .addListener((ListChangeListener<TableColumn<Integer, ?>>) change -> columnsMoved());
    table.setItems(lines);
    table.setFixedCellSize(ROW);
    table.setAccessibleText("Events");
    table.setRowFactory(view -> {
      TableRow<Integer> row = new TableRow<>();
      row.setContextMenu(menu);
      return row;
    });
    table
        .getSelectionModel()
        .selectedIndexProperty()
        .addListener((property, before, now) -> {
          if (!selecting && now.intValue() >= 0) {
            explore.select(first.get() + now.intValue());
          }
        });
    table.addEventFilter(ScrollEvent.SCROLL, this::wheel);
    table.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    bar.setId("events-bar");
    bar.setOrientation(Orientation.VERTICAL);
    bar.setAccessibleText("Which of the events are shown");
    bar.valueProperty()
        .addListener((property, before, now) -> first.set((int) Math.round(now.doubleValue())));
    first.addListener((property, before, now) -> mark());
    setCenter(table);
    setRight(bar);
  }

  /** Says what stands here when there are no events. */
  void placeholder(Node node) {
    table.setPlaceholder(node);
  }

  /** Shows other events, from the first one on. */
  void show(int events) {
    size = Math.max(0, events);
    bar.setValue(0);
    fit();
    mark();
  }

  /** Selects an event and brings it into view. */
  void select(int index) {
    if (index < first.get() || index >= first.get() + lines.size()) {
      scrollTo(index - 5);
    }
    mark();
  }

  /** Shows the columns that were chosen; those that stay are the same as before. */
  private void columns() {
    List<TableColumn<Integer, ?>> wanted = new ArrayList<>();
    for (EventColumn chosen : explore.columns().shown().get()) {
      TableColumn<Integer, ?> column =
          table.getColumns().stream()
              .filter(one -> chosen.field().equals(one.getUserData()))
              .findFirst()
              .orElseGet(() -> column(chosen));
      if (column.getWidth() != chosen.width()) {
        column.setPrefWidth(chosen.width());
      }
      wanted.add(column);
    }
    if (!wanted.equals(table.getColumns())) {
      choosing = true;
      table.getColumns().setAll(wanted);
      choosing = false;
    }
  }

  /** Somebody dragged a column to another place. */
  private void columnsMoved() {
    if (!choosing) {
      // Afterwards: the table is in the middle of it.
      Platform.runLater(() ->
          explore
              .columns()
              .order(
                  table.getColumns().stream()
                      .map(column -> String.valueOf(column.getUserData()))
                      .toList()));
    }
  }

  private TableColumn<Integer, Integer> column(EventColumn chosen) {
    TableColumn<Integer, Integer> column = new TableColumn<>(chosen.title());
    column.setUserData(chosen.field());
    column.setPrefWidth(chosen.width());
    column.setMinWidth(EventColumn.LEAST_WIDTH);
    column.setSortable(false);
    column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
    column.setCellFactory(view -> new EventCell(chosen.field()));
    column
        .widthProperty()
        .addListener(
            (property, before, now) -> explore.columns().resize(chosen.field(), now.doubleValue()));
    if (chosen.number()) {
      column.getStyleClass().add("number-column");
    }
    return column;
  }

  /** A text of the event that stands in a line now. */
  private final class EventCell extends TableCell<Integer, Integer> {
    private final String field;

    /** Held here alone: cells that the table has let go are not told any more. */
    private final ChangeListener<Number> moved = (property, before, now) -> follow();

    EventCell(String field) {
      this.field = field;
      first.addListener(new WeakChangeListener<>(moved));
    }

    @Override
    protected void updateItem(@Nullable Integer line, boolean empty) {
      super.updateItem(line, empty);
      follow();
    }

    private void follow() {
      Integer line = getItem();
      textProperty().unbind();
      if (isEmpty() || line == null || first.get() + line >= size) {
        setText(null);
      } else {
        textProperty().bind(explore.row(first.get() + line).map(one -> one.text(field)).orElse(""));
      }
    }
  }

  @Override
  protected void layoutChildren() {
    super.layoutChildren();
    fit();
  }

  /** As many lines as there is room for. */
  private void fit() {
    double room = table.getHeight() - table.snappedTopInset() - table.snappedBottomInset();
    if (table.lookup(".column-header-background") instanceof Region head) {
      room -= head.prefHeight(-1);
    }
    for (Node node : table.lookupAll(".scroll-bar")) {
      if (node instanceof ScrollBar below && below.getOrientation() == Orientation.HORIZONTAL) {
        room -= below.prefHeight(-1);
      }
    }
    int fitting = Math.min(size, Math.max(1, (int) (room / ROW)));
    if (fitting != lines.size()) {
      selecting = true;
      lines.resize(fitting);
      selecting = false;
    }
    int last = size - fitting;
    bar.setMax(Math.max(1, last));
    double part = Math.max(LEAST_KNOB, (double) fitting / Math.max(1, size));
    bar.setVisibleAmount(part * bar.getMax());
    bar.setBlockIncrement(fitting);
    bar.setUnitIncrement(1);
    bar.setDisable(last == 0);
    scrollTo(first.get());
    mark();
  }

  private void scrollTo(int event) {
    bar.setValue(Math.clamp(event, 0, Math.max(0, size - lines.size())));
  }

  /** Marks the selected event where it stands now, if it does. */
  private void mark() {
    int line = explore.selected().get() - first.get();
    boolean shown = explore.selected().get() >= 0 && line >= 0 && line < lines.size();
    selecting = true;
    if (!shown) {
      table.getSelectionModel().clearSelection();
    } else if (table.getSelectionModel().getSelectedIndex() != line) {
      table.getSelectionModel().clearAndSelect(line);
    }
    selecting = false;
  }

  private void wheel(ScrollEvent event) {
    if (event.getDeltaY() != 0) {
      turned -= event.getDeltaY() / ROW;
      int rows = (int) turned;
      turned -= rows;
      scrollTo(first.get() + rows);
      event.consume();
    }
  }

  private void key(KeyEvent event) {
    if (size == 0 || event.isShortcutDown() || event.isAltDown() || event.isShiftDown()) {
      return;
    }
    int at = explore.selected().get();
    int page = Math.max(1, lines.size() - 1);
    int to =
        switch (event.getCode()) {
          case DOWN -> at + 1;
          case UP -> at - 1;
          case PAGE_DOWN -> at + page;
          case PAGE_UP -> at - page;
          case HOME -> 0;
          case END -> size - 1;
          default -> Integer.MIN_VALUE;
        };
    if (to == Integer.MIN_VALUE) {
      return;
    }
    int wanted = Math.clamp(to, 0, size - 1);
    if (wanted < first.get()) {
      scrollTo(wanted);
    } else if (wanted >= first.get() + lines.size()) {
      scrollTo(wanted - lines.size() + 1);
    }
    explore.select(wanted);
    mark();
    event.consume();
  }
}
