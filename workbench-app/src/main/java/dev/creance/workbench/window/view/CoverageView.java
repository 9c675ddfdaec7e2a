package dev.creance.workbench.window.view;

import dev.creance.workbench.window.model.WorkbenchModel;
import dev.creance.workbench.window.shown.Coverage;
import dev.creance.workbench.window.shown.Coverage.Step;
import dev.creance.workbench.window.shown.Coverage.Tactic;
import dev.creance.workbench.window.shown.Coverage.Technique;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Techniques of MITRE ATT&amp;CK by tactic: caught, missed, claimed by rules and never shown. */
final class CoverageView extends BorderPane {
  private final WorkbenchModel model;
  private final StackPane detail = new StackPane();

  CoverageView(WorkbenchModel model) {
    this.model = model;
    model.prove().coverage().addListener((property, before, now) -> show(now));
    show(model.prove().coverage().get());
  }

  private void show(@Nullable Coverage coverage) {
    if (coverage == null || coverage.tactics().isEmpty()) {
      setTop(null);
      setCenter(
          Controls.empty(
              Feather.SHIELD,
              coverage == null ? "Measuring …" : "No technique is known here",
              "Labels with a technique (T1059) and rules with such tags make this matrix: it says"
                  + " which attacks of the recordings the rules catch, and which they only claim."));
      return;
    }
    VBox rows = new VBox(14);
    for (Tactic tactic : coverage.tactics()) {
      FlowPane tiles = new FlowPane(6, 6);
      tactic.techniques().forEach(technique -> tiles.getChildren().add(tile(technique)));
      rows.getChildren().add(new VBox(6, Controls.label(tactic.name(), "heading"), tiles));
    }
    rows.getStyleClass().add("pane-body");
    ScrollPane scrolled = new ScrollPane(rows);
    scrolled.setFitToWidth(true);
    SplitPane split = new SplitPane(scrolled, detail);
    split.setDividerPositions(0.62);
    HBox legend =
        Controls.line(
            14,
            Controls.label(
                coverage.caught() + " of " + coverage.steps() + " labelled attack steps caught",
                "strong"),
            Controls.spring(),
            Controls.label("✓ all steps caught", "good-text"),
            Controls.label("◐ some missed", "warning-text"),
            Controls.label("✗ all missed", "danger-text"),
            Controls.label("○ only claimed by rules", "faint"));
    legend.getStyleClass().add("pane-note");
    setTop(legend);
    setCenter(split);
    detail(null);
  }

  private Node tile(Technique technique) {
    int steps = technique.steps().size();
    long caught = technique.caught();
    String sign = steps == 0 ? "○" : caught == steps ? "✓" : caught == 0 ? "✗" : "◐";
    String style =
        steps == 0
            ? "tile-claimed"
            : caught == steps ? "tile-caught" : caught == 0 ? "tile-missed" : "tile-some";
    String text = sign + " " + technique.id() + (steps == 0 ? "" : "  " + caught + "/" + steps);
    Button tile = Controls.button(text, () -> detail(technique), "tile", style);
    tile.setTooltip(
        new Tooltip(
            steps == 0
                ? "claimed by " + String.join(", ", technique.claimedBy())
                : caught + " of " + steps + " labelled steps caught"));
    return tile;
  }

  private void detail(@Nullable Technique technique) {
    if (technique == null) {
      detail
          .getChildren()
          .setAll(
              Controls.empty(
                  Feather.MOUSE_POINTER,
                  "No technique selected",
                  "Select one: its labelled steps, which rules caught them, and the events."));
      return;
    }
    VBox box = new VBox(12, Controls.label(technique.id(), "title"));
    if (technique.steps().isEmpty()) {
      box.getChildren()
          .add(
              Controls.paragraph(
                  "No recording shows it: whether the rules that claim it work is not known. Record"
                      + " a step of it and label it with this technique.",
                  "faint"));
    }
    technique.steps().forEach(step -> box.getChildren().add(step(step)));
    if (!technique.claimedBy().isEmpty()) {
      box.getChildren().add(Controls.label("Rules that claim it", "heading"));
      box.getChildren().add(rules(technique.claimedBy()));
    }
    box.getStyleClass().add("pane-body");
    ScrollPane scrolled = new ScrollPane(box);
    scrolled.setFitToWidth(true);
    detail.getChildren().setAll(scrolled);
  }

  private Node step(Step step) {
    boolean caught = !step.caughtBy().isEmpty();
    Label name =
        Controls.label((caught ? "✓ " : "✗ ") + step.name(), caught ? "good-text" : "danger-text");
    HBox head =
        Controls.line(
            8,
            name,
            Controls.label(step.corpus(), "faint"),
            Controls.spring(),
            Controls.button(
                "Events", () -> model.goToEvents(step.corpus(), step.filter()), "small"));
    VBox box = new VBox(6, head);
    box.getChildren()
        .add(caught ? rules(step.caughtBy()) : Controls.label("no rule fires on it", "faint"));
    box.getStyleClass().add("card");
    return box;
  }

  private Node rules(List<String> names) {
    FlowPane flow = new FlowPane(6, 4);
    for (String name : names) {
      flow.getChildren().add(Controls.button(name, () -> model.goToRule(name), "chip-button"));
    }
    return flow;
  }
}
