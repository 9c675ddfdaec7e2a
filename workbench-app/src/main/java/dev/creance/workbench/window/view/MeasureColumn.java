package dev.creance.workbench.window.view;

import dev.creance.workbench.window.model.Document;
import dev.creance.workbench.window.model.ReleasedModel;
import dev.creance.workbench.window.model.RulesModel;
import dev.creance.workbench.window.shown.PartCount;
import dev.creance.workbench.window.shown.ReleaseBase;
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

  /** What is added where there is a release to be held against. */
  private static final double RELEASE_WIDTH = 92;

  private final CodeArea area;
  private final Document document;
  private final RulesModel rules;
  private final ReleasedModel released;
  private final Map<Integer, Figure> figures = new HashMap<>();
  private final List<FigureLabel> labels = new ArrayList<>();
  private boolean placing;
  private boolean reading;

  /** What stands at the end of a line. */
  private record Figure(String text, String style, String explanation, Change released) {}

  /** What has changed since the release. */
  private record Change(String text, String style) {
    static final Change NONE = new Change("", "");
  }

  MeasureColumn(CodeArea area, Document document, RulesModel rules, ReleasedModel released) {
    this.released = released;
    this.area = area;
    this.document = document;
    this.rules = rules;
    getStyleClass().add("measure-column");
    widen();
    released.base().addListener((property, before, now) -> widen());
    released.hits().addListener((property, before, now) -> collect());
    rules.hits().addListener((property, before, now) -> collect());
    rules.rules().addListener((property, before, now) -> collect());
    rules.parts().addListener((property, before, now) -> collect());
    rules.stale().addListener((property, before, now) -> fade());
    area.viewportDirtyEvents().subscribe(event -> place());
    area.heightProperty().addListener((property, before, now) -> place());
    collect();
  }

  private void widen() {
    double width = WIDTH + (released.base().get() == null ? 0 : RELEASE_WIDTH);
    setMinWidth(width);
    setPrefWidth(width);
    setMaxWidth(width);
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
            + (change.isEmpty() ? "" : "; " + Controls.count(saved) + " at the last save")
            + sinceRelease(rule, hits),
        change(rule, hits));
  }

  private Change change(RuleEntry rule, long hits) {
    ReleaseBase base = released.base().get();
    Long more = released.change(rule.name(), hits);
    if (base == null || (more != null && more == 0)) {
      return Change.NONE;
    }
    if (more == null) {
      return released.isNew(rule.name()) ? new Change("new", "new") : Change.NONE;
    }
    return more > 0
        ? new Change(base.version() + " +" + Controls.shortCount(more), "more")
        : new Change(base.version() + " −" + Controls.shortCount(-more), "fewer");
  }

  private String sinceRelease(RuleEntry rule, long hits) {
    ReleaseBase base = released.base().get();
    Long more = released.change(rule.name(), hits);
    if (base == null || (more == null && !released.isNew(rule.name()))) {
      return "";
    }
    return more == null
        ? "; release " + base.title() + " has no such rule, or has it switched off"
        : "; " + Controls.count(hits - more) + " as released in " + base.title();
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
                    + Controls.count(part.alone()),
                Change.NONE)));
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
      labels.get(i).hide();
    }
  }

  /** Labels are used again: making them anew for every key would be slow. */
  private FigureLabel label(int index) {
    if (index == labels.size()) {
      FigureLabel label = new FigureLabel();
      labels.add(label);
      getChildren().addAll(label, label.since);
    }
    return labels.get(index);
  }

  private static final class FigureLabel extends Label {
    private @Nullable Figure shown;
    private final Tooltip tooltip = new Tooltip();

    /** Beside it: what has changed since the release. */
    private final Label since = new Label();

    FigureLabel() {
      setTooltip(tooltip);
      setPrefWidth(WIDTH - 12);
      since.setTooltip(tooltip);
      since.setPrefWidth(RELEASE_WIDTH);
      since.setVisible(false);
    }

    void hide() {
      setVisible(false);
      since.setVisible(false);
    }

    void show(Figure figure, double y) {
      if (!figure.equals(shown)) {
        shown = figure;
        setText(figure.text);
        tooltip.setText(figure.explanation);
        getStyleClass().setAll("label", "figure", figure.style);
        since.setText(figure.released.text);
        since.getStyleClass().setAll("label", "figure", "since-release", figure.released.style);
      }
      setVisible(true);
      since.setVisible(!figure.released.text.isEmpty());
      if (since.isVisible() && since.getLayoutY() != y) {
        since.relocate(WIDTH - 12, y);
      }
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
