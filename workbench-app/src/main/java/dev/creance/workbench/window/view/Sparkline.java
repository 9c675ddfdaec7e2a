package dev.creance.workbench.window.view;

import java.util.List;
import javafx.scene.layout.Region;
import javafx.scene.shape.ClosePath;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;

/** Hits over time as small bars; the highest reaches the top. */
final class Sparkline extends Region {
  private final Path bars = new Path();
  private List<Integer> counts = List.of();

  Sparkline() {
    bars.getStyleClass().add("spark-bars");
    bars.setManaged(false);
    getStyleClass().add("sparkline");
    getChildren().add(bars);
    setMinSize(20, 12);
  }

  void show(List<Integer> slices) {
    counts = slices;
    long all = slices.stream().mapToLong(Integer::longValue).sum();
    setAccessibleText(Controls.count(all) + " hits over the recorded time");
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    bars.getElements().clear();
    int most = counts.stream().mapToInt(Integer::intValue).max().orElse(0);
    if (most == 0) {
      return;
    }
    double height = getHeight() - 2;
    double step = getWidth() / counts.size();
    double width = Math.max(1, step - (step > 4 ? 1 : 0));
    for (int i = 0; i < counts.size(); i++) {
      if (counts.get(i) > 0) {
        // One hit among thousands still shows.
        double top = height - Math.max(2, height * counts.get(i) / most);
        double left = i * step;
        bars.getElements()
            .addAll(
                new MoveTo(left, height),
                new LineTo(left, top),
                new LineTo(left + width, top),
                new LineTo(left + width, height),
                new ClosePath());
      }
    }
  }

  @Override
  protected double computePrefWidth(double height) {
    return 140;
  }

  @Override
  protected double computePrefHeight(double width) {
    return 20;
  }
}
