package dev.creance.workbench.window.view;

import dev.creance.workbench.window.model.ClustersModel;
import dev.creance.workbench.window.model.WorkbenchModel;
import dev.creance.workbench.window.shown.ClusterBoard;
import dev.creance.workbench.window.shown.ClusterBoard.Condition;
import dev.creance.workbench.window.shown.ClusterBoard.Deed;
import dev.creance.workbench.window.shown.ClusterBoard.Row;
import dev.creance.workbench.window.shown.ClusterBoard.RuleNoise;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableView;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/**
 * All clusters of a rollout: what they run, noise foretold and measured, drift, and the way back.
 */
final class ClustersView extends BorderPane {
  private final WorkbenchModel model;
  private final ClustersModel clusters;
  private final VBox head = new VBox(8);
  private final StackPane detail = new StackPane();
  private final SplitPane split = new SplitPane();

  ClustersView(WorkbenchModel model) {
    this.model = model;
    this.clusters = model.publish().clusters();
    head.getStyleClass().add("page-head");
    split.setOrientation(Orientation.VERTICAL);
    clusters.plans().addListener((property, before, now) -> show());
    clusters.board().addListener((property, before, now) -> show());
    clusters.problem().addListener((property, before, now) -> show());
    clusters.chosen().addListener((property, before, now) -> detail());
    show();
  }

  private void show() {
    ClusterBoard.Plans plans = clusters.plans().get();
    ClusterBoard board = clusters.board().get();
    if (plans != null && plans.files().isEmpty()) {
      setTop(null);
      setCenter(
          Controls.empty(
              Feather.SERVER,
              "No rollout plan yet",
              "A plan names the clusters that a release goes through, wave by wave, and what has to"
                  + " hold before it goes on. Put one into the workspace as NAME.plan.yaml;"
                  + " 'creance release rollout --help' shows how it looks."));
      return;
    }
    if (board == null && !clusters.problem().get().isEmpty()) {
      setTop(null);
      setCenter(
          Controls.empty(
              Feather.ALERT_TRIANGLE,
              "Nothing is known of this rollout",
              clusters.problem().get(),
              Controls.button("Ask again", clusters::load)));
      return;
    }
    if (plans == null || board == null) {
      setTop(null);
      setCenter(
          Controls.empty(
              Feather.SERVER, "Asking …", "The registry and the clusters are being asked."));
      return;
    }
    head.getChildren().setAll(title(plans, board));
    board.reasons().forEach(one -> head.getChildren().add(Controls.paragraph(one, "faint")));
    setTop(head);
    if (split.getItems().isEmpty()) {
      split.getItems().setAll(table(board), detail);
      split.setDividerPositions(0.62);
    } else {
      double divider = split.getDividerPositions()[0];
      split.getItems().set(0, table(board));
      split.setDividerPositions(divider);
    }
    setCenter(split);
    detail();
  }

  private HBox title(ClusterBoard.Plans plans, ClusterBoard board) {
    long wrong =
        board.clusters().stream().filter(one -> one.condition() == Condition.WRONG).count();
    Label what = Controls.label(board.line(), "heading");
    Label count =
        Controls.label(
            board.clusters().size()
                + (board.clusters().size() == 1 ? " cluster" : " clusters")
                + (wrong == 0 ? "" : ", " + wrong + " not as foretold"),
            wrong == 0 ? "faint" : "danger-text");
    List<Node> parts = new ArrayList<>(List.of(what, count, Controls.spring()));
    if (plans.files().size() > 1) {
      parts.add(chooser(plans));
    }
    button(parts, board, Deed.ADVANCE, "Go on");
    button(parts, board, Deed.RESUME, "Resume");
    button(parts, board, Deed.PROMOTE, "Open the gate …");
    button(parts, board, Deed.HOLD, "Hold …");
    button(parts, board, Deed.ROLL_BACK, "Roll back …");
    parts.add(Controls.button("Ask again", clusters::load, "small"));
    return Controls.line(8, parts.toArray(Node[]::new));
  }

  private ComboBox<String> chooser(ClusterBoard.Plans plans) {
    ComboBox<String> chooser = new ComboBox<>();
    chooser.setId("rollout-plans");
    chooser.setAccessibleText("Rollout plan");
    chooser.getItems().setAll(plans.names());
    Path now = clusters.plan().get();
    chooser.getSelectionModel().select(plans.files().indexOf(now));
    chooser.setOnAction(event -> {
      int index = chooser.getSelectionModel().getSelectedIndex();
      if (index >= 0) {
        clusters.choose(plans.files().get(index));
      }
    });
    return chooser;
  }

  private void button(List<Node> parts, ClusterBoard board, Deed deed, String name) {
    if (board.deeds().contains(deed)) {
      Button button = Controls.button(name, () -> ask(board, deed), "small");
      button.setId("rollout-" + deed.name().toLowerCase(Locale.ROOT));
      if (deed == Deed.ROLL_BACK) {
        button.getStyleClass().add("danger");
      }
      parts.add(button);
    }
  }

  /** What moves channels, or keeps others waiting, is asked first. */
  private void ask(ClusterBoard board, Deed deed) {
    String release = board.name() + " " + board.version();
    switch (deed) {
      case ADVANCE, RESUME -> clusters.act(deed, "");
      case PROMOTE ->
          Question.ask(
              this,
              "Open the gate for " + release + "?",
              "It goes on to the next wave whatever was measured in " + board.wave() + ".",
              "Open",
              () -> clusters.act(deed, ""));
      case HOLD ->
          Question.ask(
              this,
              "Hold " + release + "?",
              "It stays where it is until somebody resumes it or rolls it back.",
              "Hold",
              () -> clusters.act(deed, ""));
      case ROLL_BACK ->
          Question.ask(
              this,
              "Roll " + release + " back?",
              "Every channel that it moved points at the release before again, and agents follow"
                  + " within their interval.",
              "Roll back",
              () -> clusters.act(deed, ""));
    }
  }

  private TableView<Row> table(ClusterBoard board) {
    TableView<Row> table =
        Columns.table(
            "clusters",
            board.clusters(),
            List.of(
                Columns.<Row>drawn("", 34, ClustersView::sign),
                Columns.<Row>text("Cluster", 130, Row::cluster),
                Columns.<Row>text("Wave", 80, Row::wave),
                Columns.<Row>text("Channel", 80, Row::channel),
                Columns.<Row>text(
                    "Offers", 70, one -> one.version().isEmpty() ? "nothing" : one.version()),
                Columns.<Row>number(
                    "Run it",
                    80,
                    one -> Controls.count(one.running()) + " of " + Controls.count(one.nodes()),
                    Comparator.comparingDouble(ClustersView::share)),
                Columns.<Row>number(
                    "Foretold/h",
                    90,
                    one -> rate(one.foretold()),
                    Comparator.comparingDouble(Row::foretold)),
                Columns.<Row>number(
                    "Measured/h",
                    90,
                    one -> rate(one.measured()),
                    Comparator.comparingDouble(Row::measured)),
                Columns.<Row>number(
                    "Lost",
                    70,
                    one -> String.format(Locale.ROOT, "%.2f%%", 100 * one.lost()),
                    Comparator.comparingDouble(Row::lost)),
                Columns.<Row>count("Errors", 60, Row::errors),
                Columns.<Row>text("", 240, Row::remark)),
            Controls.label("The plan names no cluster.", "faint"));
    board.clusters().stream()
        .filter(one -> one.cluster().equals(clusters.chosen().get()))
        .findFirst()
        .or(() -> board.clusters().stream().findFirst())
        .ifPresent(one -> {
          table.getSelectionModel().select(one);
          clusters.chosen().set(one.cluster());
        });
    table
        .getSelectionModel()
        .selectedItemProperty()
        .addListener((property, before, now) -> {
          if (now != null) {
            clusters.chosen().set(now.cluster());
          }
        });
    return table;
  }

  private static double share(Row row) {
    return row.nodes() == 0 ? 0 : (double) row.running() / row.nodes();
  }

  private static String rate(double perHour) {
    return Double.isNaN(perHour) ? "–" : Controls.rate(perHour);
  }

  private static Node sign(Row row) {
    Label label =
        switch (row.condition()) {
          case GOOD -> Controls.label("✓", "good-text");
          case EARLY -> Controls.label("…", "faint");
          case WRONG -> Controls.label("✗", "danger-text");
          case UNKNOWN -> Controls.label("?", "warning-text");
        };
    label.setAccessibleText(words(row.condition()));
    return label;
  }

  private static String words(Condition condition) {
    return switch (condition) {
      case GOOD -> "as foretold";
      case EARLY -> "not measured for long enough";
      case WRONG -> "not as foretold";
      case UNKNOWN -> "not known";
    };
  }

  private void detail() {
    ClusterBoard board = clusters.board().get();
    @Nullable Row row =
        board == null
            ? null
            : board.clusters().stream()
                .filter(one -> one.cluster().equals(clusters.chosen().get()))
                .findFirst()
                .orElse(null);
    if (row == null) {
      detail.getChildren().clear();
      return;
    }
    VBox top =
        new VBox(
            6,
            Controls.line(
                8,
                Controls.label(row.cluster(), "title"),
                Controls.label(
                    words(row.condition())
                        + String.format(Locale.ROOT, "; %.2f node-hours measured", row.nodeHours()),
                    "faint")));
    if (!row.remark().isEmpty()) {
      boolean bad = row.condition() == Condition.WRONG;
      top.getChildren()
          .add(Controls.paragraph("⚠ " + row.remark(), bad ? "danger-text" : "warning-text"));
    }
    if (row.drifted() > 0) {
      row.runs().forEach(one -> top.getChildren().add(Controls.label(one, "code")));
    }
    top.getStyleClass().add("pane-body");
    BorderPane pane = new BorderPane(rules(row));
    pane.setTop(top);
    detail.getChildren().setAll(pane);
  }

  private TableView<RuleNoise> rules(Row row) {
    TableView<RuleNoise> table =
        Columns.table(
            "cluster-rules",
            row.rules(),
            List.of(
                Columns.<RuleNoise>drawn(
                    "",
                    34,
                    one ->
                        one.noisy()
                            ? Controls.label("✗", "danger-text")
                            : Controls.label("✓", "good-text")),
                Columns.<RuleNoise>text("Rule", 360, RuleNoise::rule),
                Columns.<RuleNoise>number(
                    "Foretold/h",
                    90,
                    one -> rate(one.foretold()),
                    Comparator.comparingDouble(RuleNoise::foretold)),
                Columns.<RuleNoise>number(
                    "Measured/h",
                    90,
                    one -> rate(one.measured()),
                    Comparator.comparingDouble(RuleNoise::measured)),
                Columns.<RuleNoise>count("Hits", 70, RuleNoise::hits),
                Columns.<RuleNoise>text(
                    "To be expected",
                    120,
                    one -> Controls.count(one.low()) + " – " + Controls.count(one.high()))),
            Controls.label("No rule was foretold to fire, and none did.", "faint"));
    Columns.door(table, one -> model.goToRule(one.rule()));
    return table;
  }
}
