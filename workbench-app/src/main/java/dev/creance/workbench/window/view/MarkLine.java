package dev.creance.workbench.window.view;

import dev.creance.workbench.window.shown.RulePage.Mark;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;

/** Below a timeline: where each recording begins, and how long it is. */
final class MarkLine extends Pane {
  private final List<Mark> marks;
  private final int slices;

  MarkLine(List<Mark> marks, int slices) {
    this.marks = marks;
    this.slices = slices;
    getStyleClass().add("mark-line");
    for (Mark mark : marks) {
      getChildren().add(Controls.label("▏" + mark.corpus() + " · " + mark.length(), "faint"));
    }
    setMinHeight(18);
    setPrefHeight(18);
  }

  @Override
  protected void layoutChildren() {
    double free = 0;
    for (int i = 0; i < marks.size(); i++) {
      Label label = (Label) getChildren().get(i);
      double at = getWidth() * marks.get(i).at() / slices;
      double next = i + 1 < marks.size() ? getWidth() * marks.get(i + 1).at() / slices : getWidth();
      double width = Math.min(label.prefWidth(-1), Math.max(0, Math.max(next, free) - at));
      // A recording too short for its name is still there on hover of the timeline.
      label.setVisible(width > 24 && at >= free);
      label.resizeRelocate(at, 0, width, label.prefHeight(-1));
      free = label.isVisible() ? at + width : free;
    }
  }
}
