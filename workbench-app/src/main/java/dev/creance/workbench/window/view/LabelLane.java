package dev.creance.workbench.window.view;

import dev.creance.workbench.window.shown.CorpusCard.Capture;
import dev.creance.workbench.window.shown.CorpusCard.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.scene.Cursor;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * The labels of a recording on its time: dragging on free time makes one, dragging one moves it,
 * its ends make it longer or shorter.
 */
final class LabelLane extends Pane {
  private static final double ROW = 24;
  private static final double AXIS = 22;
  private static final double EDGE = 6;
  private static final int TICKS = 6;

  private final Capture capture;
  private final BiConsumer<Long, Long> onNew;
  private final BiConsumer<Mark, Mark> onChanged;
  private final List<Bar> bars = new ArrayList<>();
  private final List<Label> ticks = new ArrayList<>();
  private final Region rubber = new Region();
  private double pressed;

  /**
   * @param onSelect is told which label somebody pointed at
   * @param onNew is given the start and end of a stretch that somebody drew
   * @param onChanged is given a label as it was and as somebody dragged it
   */
  LabelLane(
      Capture capture,
      List<Mark> marks,
      @Nullable Mark selected,
      Consumer<Mark> onSelect,
      BiConsumer<Long, Long> onNew,
      BiConsumer<Mark, Mark> onChanged) {
    this.capture = capture;
    this.onNew = onNew;
    this.onChanged = onChanged;
    getStyleClass().add("label-lane");
    setAccessibleText(marks.size() + " labels of " + capture.name());
    List<Long> ends = new ArrayList<>();
    for (Mark mark :
        marks.stream().sorted(java.util.Comparator.comparingLong(Mark::start)).toList()) {
      int row = 0;
      while (row < ends.size() && ends.get(row) > mark.start()) {
        row++;
      }
      if (row == ends.size()) {
        ends.add(mark.end());
      } else {
        ends.set(row, mark.end());
      }
      Bar bar = new Bar(mark, row, onSelect);
      bar.pseudoClassStateChanged(
          javafx.css.PseudoClass.getPseudoClass("chosen"), mark.equals(selected));
      bars.add(bar);
    }
    for (int i = 0; i <= TICKS; i++) {
      ticks.add(Controls.label("", "faint", "lane-tick"));
    }
    rubber.getStyleClass().add("lane-rubber");
    rubber.setVisible(false);
    rubber.setManaged(false);
    getChildren().addAll(ticks);
    getChildren().addAll(bars);
    getChildren().add(rubber);
    double height = AXIS + Math.max(2, ends.size()) * ROW + 6;
    setMinHeight(height);
    setPrefHeight(height);
    setOnMousePressed(this::press);
    setOnMouseDragged(this::drag);
    setOnMouseReleased(this::release);
  }

  private double x(long time) {
    double span = Math.max(1, capture.to() - capture.from());
    return (time - capture.from()) / span * getWidth();
  }

  private long time(double x) {
    double span = Math.max(1, capture.to() - capture.from());
    double share = Math.clamp(x / Math.max(1, getWidth()), 0, 1);
    return capture.from() + (long) (share * span);
  }

  private void press(MouseEvent event) {
    pressed = event.getX();
  }

  private void drag(MouseEvent event) {
    double from = Math.min(pressed, event.getX());
    rubber.setVisible(true);
    rubber.resizeRelocate(from, AXIS, Math.abs(event.getX() - pressed), getHeight() - AXIS);
  }

  private void release(MouseEvent event) {
    rubber.setVisible(false);
    if (Math.abs(event.getX() - pressed) > 3) {
      onNew.accept(time(Math.min(pressed, event.getX())), time(Math.max(pressed, event.getX())));
    }
  }

  @Override
  protected void layoutChildren() {
    for (int i = 0; i < ticks.size(); i++) {
      Label tick = ticks.get(i);
      double at = getWidth() * i / TICKS;
      double seconds = (capture.to() - capture.from()) / 1e9 * i / TICKS;
      tick.setText(Times.offset(seconds));
      double width = tick.prefWidth(-1);
      double left = i == TICKS ? at - width - 2 : i == 0 ? 2 : at - width / 2;
      tick.resizeRelocate(left, 2, width, tick.prefHeight(-1));
    }
    for (Bar bar : bars) {
      double left = Math.clamp(x(bar.mark.start()), 0, Math.max(0, getWidth() - 6));
      double right = Math.min(getWidth(), x(bar.mark.end()));
      bar.resizeRelocate(left, AXIS + bar.row * ROW, Math.max(6, right - left), ROW - 4);
    }
  }

  /** A label as a bar with its name in it. */
  private final class Bar extends Label {
    private final Mark mark;
    private final int row;
    private double start;
    private int part;

    Bar(Mark mark, int row, Consumer<Mark> onSelect) {
      super(
          switch (mark.kind()) {
                case NORMAL -> "";
                case ATTACK -> "⚔ ";
                case ACTIVITY -> "· ";
              }
              + mark.name());
      this.mark = mark;
      this.row = row;
      setManaged(false);
      getStyleClass()
          .addAll("lane-bar", "lane-" + mark.kind().name().toLowerCase(java.util.Locale.ROOT));
      setTooltip(
          new Tooltip(
              mark.name()
                  + (mark.technique().isEmpty() ? "" : "\n" + mark.technique())
                  + (mark.aim().isEmpty()
                      ? ""
                      : "\nmeant to trip: " + String.join(", ", mark.aim()))
                  + "\n"
                  + Times.clock(mark.start())
                  + " – "
                  + Times.clock(mark.end())
                  + " UTC"));
      setOnMouseMoved(event -> setCursor(part(event.getX()) == 0 ? Cursor.HAND : Cursor.H_RESIZE));
      setOnMousePressed(event -> {
        start = event.getSceneX();
        part = part(event.getX());
        event.consume();
      });
      setOnMouseDragged(event -> {
        double by = event.getSceneX() - start;
        double left = x(mark.start()) + (part <= 0 ? by : 0);
        double right = x(mark.end()) + (part >= 0 ? by : 0);
        resizeRelocate(left, getLayoutY(), Math.max(4, right - left), getHeight());
        event.consume();
      });
      setOnMouseReleased(event -> {
        double by = event.getSceneX() - start;
        if (Math.abs(by) < 3) {
          onSelect.accept(mark);
        } else {
          long from = part <= 0 ? time(x(mark.start()) + by) : mark.start();
          long to = part >= 0 ? time(x(mark.end()) + by) : mark.end();
          onChanged.accept(mark, mark.at(Math.min(from, to), Math.max(from, to)));
        }
        event.consume();
      });
    }

    /** −1 at the left end, 1 at the right one, 0 between. */
    private int part(double at) {
      return getWidth() < 4 * EDGE ? 0 : at < EDGE ? -1 : at > getWidth() - EDGE ? 1 : 0;
    }
  }
}
