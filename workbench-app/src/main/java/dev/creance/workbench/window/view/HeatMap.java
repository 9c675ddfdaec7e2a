package dev.creance.workbench.window.view;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;

/**
 * Rows of counts as a field of shades: the more, the darker, on a logarithmic scale. Where there is
 * room the count stands in its field, so that the shade is not the only sign.
 *
 * @param <T> a row
 */
final class HeatMap<T> extends BorderPane {
  private static final double NAMES = 300;
  private static final double GAP = 2;
  private static final double ROOM_FOR_TEXT = 26;

  private final ListView<T> list;
  private final Function<T, String> name;
  private final Function<T, List<Integer>> counts;
  private final Function<Integer, String> column;
  private int most = 1;

  /**
   * @param column says what a column is, for who hovers over a field
   * @param onChosen is told when somebody wants a row
   */
  HeatMap(
      String id,
      ObservableList<T> rows,
      Function<T, String> name,
      Function<T, List<Integer>> counts,
      Function<Integer, String> column,
      Consumer<T> onChosen) {
    this.list = new ListView<>(rows);
    this.name = name;
    this.counts = counts;
    this.column = column;
    list.setId(id);
    list.setFixedCellSize(28);
    list.getStyleClass().add("heat-map");
    list.setCellFactory(view -> new RowCell());
    list.setPlaceholder(Controls.label("no rule fits the filter", "faint"));
    list.setOnMouseClicked(event -> choose(onChosen));
    list.setOnKeyPressed(event -> {
      if (event.getCode() == KeyCode.ENTER) {
        choose(onChosen);
      }
    });
    setCenter(list);
  }

  private void choose(Consumer<T> onChosen) {
    T row = list.getSelectionModel().getSelectedItem();
    if (row != null) {
      onChosen.accept(row);
    }
  }

  /** Takes the darkest shade for this count. */
  void scale(int highest) {
    most = Math.max(1, highest);
    list.refresh();
  }

  /** Puts a head over the fields: they are as wide as they are. */
  void head(Node head) {
    Label names = Controls.label("", "faint");
    names.setMinWidth(NAMES + 20);
    HBox line = new HBox(names, head);
    line.setAlignment(Pos.BOTTOM_LEFT);
    line.getStyleClass().add("heat-head");
    HBox.setHgrow(head, Priority.ALWAYS);
    setTop(line);
  }

  /** Names of columns, slanted so that long ones have room. */
  static Node slanted(List<String> names) {
    return new SlantedNames(names);
  }

  private static final class SlantedNames extends Region {
    SlantedNames(List<String> names) {
      setMinSize(10, 132);
      setPrefHeight(132);
      for (String text : names) {
        Label label = Controls.label(text, "heat-name");
        label.setMaxWidth(190);
        label.setTooltip(new Tooltip(text));
        label.setRotate(-38);
        label.setManaged(false);
        getChildren().add(label);
      }
    }

    @Override
    protected void layoutChildren() {
      int count = getChildren().size();
      for (int i = 0; i < count; i++) {
        Label label = (Label) getChildren().get(i);
        double width = Math.min(190, label.prefWidth(-1));
        double height = label.prefHeight(-1);
        double left = getWidth() * (i + 0.4) / count;
        double angle = Math.toRadians(38);
        // Turned about its middle: its lower left corner comes to stand over the column.
        label.resizeRelocate(
            left - width / 2 + Math.cos(angle) * width / 2,
            getHeight() - height - 4 - Math.sin(angle) * width / 2,
            width,
            height);
      }
    }
  }

  private final class RowCell extends ListCell<T> {
    private final Label text = Controls.label("", "heat-row");
    private final Strip strip = new Strip();
    private final HBox line = Controls.line(8, text, strip);

    RowCell() {
      text.setMinWidth(NAMES);
      text.setMaxWidth(NAMES);
      HBox.setHgrow(strip, Priority.ALWAYS);
    }

    @Override
    protected void updateItem(@Nullable T row, boolean empty) {
      super.updateItem(row, empty);
      if (empty || row == null) {
        setGraphic(null);
        return;
      }
      text.setText(name.apply(row));
      strip.show(counts.apply(row));
      setAccessibleText(name.apply(row));
      setGraphic(line);
    }
  }

  private final class Strip extends Region {
    private List<Integer> values = List.of();

    void show(List<Integer> row) {
      values = row;
      getChildren().clear();
      for (int i = 0; i < row.size(); i++) {
        int count = row.get(i);
        Rectangle shade = new Rectangle();
        shade.getStyleClass().add(count == 0 ? "heat-none" : "heat-shade");
        double strength = Math.log1p(count) / Math.log1p(most);
        shade.setOpacity(count == 0 ? 1 : 0.25 + 0.75 * Math.min(1, strength));
        Label number = Controls.label(count == 0 ? "" : Controls.shortCount(count), "heat-count");
        if (strength > 0.4) {
          number.getStyleClass().add("heat-count-strong");
        }
        StackPane field = new StackPane(shade, number);
        shade.widthProperty().bind(field.widthProperty());
        shade.heightProperty().bind(field.heightProperty());
        shade.setManaged(false);
        if (count > 0) {
          Tooltip.install(
              field,
              new Tooltip(
                  column.apply(i)
                      + ": "
                      + Controls.count(count)
                      + (count == 1 ? " hit" : " hits")));
        }
        getChildren().add(field);
      }
      requestLayout();
    }

    @Override
    protected void layoutChildren() {
      double step = getWidth() / Math.max(1, values.size());
      for (int i = 0; i < getChildren().size(); i++) {
        StackPane field = (StackPane) getChildren().get(i);
        double gap = step > 8 ? GAP : 0;
        field.getChildren().get(1).setVisible(step >= ROOM_FOR_TEXT);
        field.resizeRelocate(i * step, 0, Math.max(1, step - gap), getHeight());
      }
    }

    @Override
    protected double computePrefWidth(double height) {
      return 100;
    }

    @Override
    protected double computeMinWidth(double height) {
      return 40;
    }

    @Override
    protected double computePrefHeight(double width) {
      return 20;
    }
  }
}
