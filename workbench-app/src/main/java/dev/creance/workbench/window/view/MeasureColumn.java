package dev.creance.workbench.window.view;

import dev.creance.workbench.window.model.Document;
import dev.creance.workbench.window.model.RulesModel;
import dev.creance.workbench.window.shown.PartCount;
import dev.creance.workbench.window.shown.RuleEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Pane;
import org.fxmisc.richtext.CodeArea;
import org.jspecify.annotations.Nullable;

/**
 * The column at the end of the lines: how often each rule hits, and how many events each part of
 * the current rule's condition leaves. It never moves the text; values that are being measured anew
 * fade.
 */
final class MeasureColumn extends Pane {
  private static final double WIDTH = 132;

  private final CodeArea area;
  private final Document document;
  private final RulesModel rules;
  private final Map<Integer, Figure> figures = new HashMap<>();
  private final List<FigureLabel> labels = new ArrayList<>();
  private boolean placing;
  private boolean reading;

  /** What stands at the end of a line. */
  private record Figure(String text, String style, String explanation) {}

  MeasureColumn(CodeArea area, Document document, RulesModel rules) {
    this.area = area;
    this.document = document;
    this.rules = rules;
    getStyleClass().add("measure-column");
    setMinWidth(WIDTH);
    setPrefWidth(WIDTH);
    setMaxWidth(WIDTH);
    rules.hits().addListener((property, before, now) -> collect());
    rules.rules().addListener((property, before, now) -> collect());
    rules.parts().addListener((property, before, now) -> collect());
    rules.stale().addListener((property, before, now) -> fade());
    area.viewportDirtyEvents().subscribe(event -> place());
    area.heightProperty().addListener((property, before, now) -> place());
    collect();
  }

  private void collect() {
    figures.clear();
    for (RuleEntry rule : rules.rules().get()) {
      if (rule.file().equals(document.path())) {
        Long hits = rules.hits().get().get(rule.name());
        if (hits != null) {
          figures.put(rule.line() - 1, total(rule, hits));
        }
      }
    }
    RuleEntry current = rules.current().get();
    if (current != null && current.file().equals(document.path())) {
      parts(current);
    }
    place();
  }

  private Figure total(RuleEntry rule, long hits) {
    long saved = rules.savedHits().get().getOrDefault(rule.name(), hits);
    String change =
        hits == saved
            ? ""
            : hits > saved
                ? "  +" + Controls.shortCount(hits - saved)
                : "  −" + Controls.shortCount(saved - hits);
    return new Figure(
        Controls.shortCount(hits) + (hits == 1 ? " hit" : " hits") + change,
        hits > saved ? "more" : hits < saved ? "fewer" : hits == 0 ? "nothing" : "total",
        rule.name()
            + ": "
            + Controls.count(hits)
            + (hits == 1 ? " hit" : " hits")
            + (change.isEmpty() ? "" : "; " + Controls.count(saved) + " at the last save"));
  }

  private void parts(RuleEntry rule) {
    Map<Integer, PartCount> shown = new HashMap<>();
    for (PartCount part : rules.parts().get()) {
      boolean inRule =
          part.file().equals(document.path())
              && part.start() >= rule.start()
              && part.start() <= rule.end();
      if (inRule) {
        shown.merge(
            part.lastLine() - 1, part, (one, other) -> other.depth() <= one.depth() ? other : one);
      }
    }
    shown.forEach((line, part) ->
        figures.putIfAbsent(
            line,
            new Figure(
                Controls.shortCount(part.inPlace()),
                part.depth() <= 1 ? "part" : "inner-part",
                part.text()
                    + "\n"
                    + Controls.count(part.inPlace())
                    + " of "
                    + Controls.count(part.reached())
                    + " events that reach it pass; by itself it holds for "
                    + Controls.count(part.alone()))));
  }

  private void fade() {
    setOpacity(rules.stale().get() ? 0.45 : 1);
  }

  /** Places the figures once the editor has laid out its lines. */
  private void place() {
    // Asking where lines are can lay them out, which must not ask again.
    if (!placing && !reading) {
      placing = true;
      Platform.runLater(this::placeNow);
    }
  }

  private void placeNow() {
    placing = false;
    int used = 0;
    if (!figures.isEmpty() && area.getScene() != null && area.getScene().getWindow() != null) {
      reading = true;
      int visible = area.getVisibleParagraphs().size();
      for (int i = 0; i < visible; i++) {
        Figure figure = figures.get(area.visibleParToAllParIndex(i));
        Optional<Bounds> bounds = figure == null ? Optional.empty() : bounds(i);
        if (figure != null && bounds.isPresent()) {
          label(used++).show(figure, bounds.get().getMinY());
        }
      }
      reading = false;
    }
    for (int i = used; i < labels.size(); i++) {
      labels.get(i).setVisible(false);
    }
  }

  /** Labels are used again: making them anew for every key would be slow. */
  private FigureLabel label(int index) {
    if (index == labels.size()) {
      FigureLabel label = new FigureLabel();
      labels.add(label);
      getChildren().add(label);
    }
    return labels.get(index);
  }

  private static final class FigureLabel extends Label {
    private @Nullable Figure shown;
    private final Tooltip tooltip = new Tooltip();

    FigureLabel() {
      setTooltip(tooltip);
      setPrefWidth(WIDTH - 12);
    }

    void show(Figure figure, double y) {
      if (!figure.equals(shown)) {
        shown = figure;
        setText(figure.text);
        tooltip.setText(figure.explanation);
        getStyleClass().setAll("label", "figure", figure.style);
      }
      setVisible(true);
      if (getLayoutY() != y) {
        relocate(0, y);
      }
    }
  }

  private Optional<Bounds> bounds(int visible) {
    Bounds screen = area.getVisibleParagraphBoundsOnScreen(visible);
    Bounds here = screenToLocal(screen);
    return here == null || here.getMaxY() > getHeight() + 4 || here.getMinY() < -here.getHeight()
        ? Optional.empty()
        : Optional.of(here);
  }
}
