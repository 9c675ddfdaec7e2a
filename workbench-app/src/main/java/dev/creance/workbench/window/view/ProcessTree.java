package dev.creance.workbench.window.view;

import dev.creance.workbench.window.model.ExploreModel;
import dev.creance.workbench.window.shown.ProcessLife;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Node;
import javafx.scene.control.Tooltip;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeTableCell;
import javafx.scene.control.TreeTableColumn;
import javafx.scene.control.TreeTableRow;
import javafx.scene.control.TreeTableView;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The processes of the shown events below their parents, and when each of them was there. */
final class ProcessTree extends TreeTableView<ProcessLife> {
  private final ExploreModel explore;

  /**
   * @param onFollow is given a condition that the table of events is to be narrowed to
   */
  ProcessTree(ExploreModel explore, Consumer<String> onFollow) {
    this.explore = explore;
    setId("processes");
    setAccessibleText("Processes, with when they were there");
    setShowRoot(false);
    setFixedCellSize(26);
    getColumns()
        .setAll(
            List.of(
                text("Process", 220, ProcessLife::name),
                text("PID", 80, ProcessLife::pid),
                text("Events", 80, life -> Controls.count(life.events())),
                life(),
                text("Command", 420, ProcessLife::commandLine)));
    setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    setPlaceholder(
        Controls.empty(
            Feather.GIT_BRANCH,
            "No process here",
            "The processes of the events that are found appear here, below their parents."));
    setRowFactory(view -> {
      TreeTableRow<ProcessLife> row = new TreeTableRow<>();
      row.setOnMouseClicked(event -> {
        ProcessLife chosen = row.getItem();
        if (chosen != null && event.getClickCount() == 2) {
          onFollow.accept("proc.pid = " + chosen.pid());
        }
      });
      row.itemProperty()
          .addListener((property, before, now) ->
              row.setTooltip(
                  now == null
                      ? null
                      : new Tooltip(now.commandLine() + "\nDouble click: follow this process")));
      return row;
    });
    explore.processes().addListener((property, before, now) -> fill(now));
    fill(explore.processes().get());
  }

  private void fill(List<ProcessLife> lives) {
    List<TreeItem<ProcessLife>> items = new ArrayList<>();
    lives.forEach(life -> items.add(new TreeItem<>(life)));
    TreeItem<ProcessLife> root = new TreeItem<>();
    for (int i = 0; i < items.size(); i++) {
      int parent = above(lives, i);
      (parent < 0 ? root : items.get(parent)).getChildren().add(items.get(i));
      items.get(i).setExpanded(true);
    }
    setRoot(root);
  }

  /** The parent, unless that would close a circle: numbers of processes come again. */
  private static int above(List<ProcessLife> lives, int index) {
    int parent = lives.get(index).parent();
    int at = parent;
    for (int steps = 0; at >= 0 && steps < lives.size(); steps++) {
      if (at == index) {
        return -1;
      }
      at = lives.get(at).parent();
    }
    return at >= 0 ? -1 : parent;
  }

  private static TreeTableColumn<ProcessLife, String> text(
      String title, double width, Function<ProcessLife, String> text) {
    TreeTableColumn<ProcessLife, String> column = new TreeTableColumn<>(title);
    column.setPrefWidth(width);
    column.setSortable(false);
    column.setCellValueFactory(cell ->
        new ReadOnlyStringWrapper(
            cell.getValue().getValue() == null ? "" : text.apply(cell.getValue().getValue())));
    return column;
  }

  private static TreeTableColumn<ProcessLife, ProcessLife> life() {
    TreeTableColumn<ProcessLife, ProcessLife> column = new TreeTableColumn<>("There from … to");
    column.setPrefWidth(240);
    column.setSortable(false);
    column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue().getValue()));
    column.setCellFactory(view ->
        new TreeTableCell<>() {
          @Override
          protected void updateItem(@Nullable ProcessLife life, boolean empty) {
            super.updateItem(life, empty);
            setText(null);
            setGraphic(empty || life == null ? null : new Lifeline(life));
          }
        });
    return column;
  }

  /** The recorded time from left to right, and the process's part of it. */
  private static final class Lifeline extends Pane {
    private final ProcessLife life;
    private final Node bar = new Region();

    Lifeline(ProcessLife life) {
      this.life = life;
      getStyleClass().add("lifeline");
      bar.getStyleClass().add("lifeline-bar");
      getChildren().add(bar);
      setPrefHeight(14);
      setAccessibleText(
          String.format(
              java.util.Locale.ROOT,
              "from %.0f to %.0f percent of the recorded time",
              100 * life.from(),
              100 * life.to()));
    }

    @Override
    protected void layoutChildren() {
      double from = life.from() * getWidth();
      double to = Math.max(from + 2, life.to() * getWidth());
      bar.resizeRelocate(Math.min(from, getWidth() - 2), 4, Math.max(2, to - from), 6);
    }
  }
}
