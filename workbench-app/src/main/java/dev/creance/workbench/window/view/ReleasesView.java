package dev.creance.workbench.window.view;

import dev.creance.workbench.window.model.Place;
import dev.creance.workbench.window.model.PublishModel;
import dev.creance.workbench.window.model.WorkbenchModel;
import dev.creance.workbench.window.shown.ReleaseCard;
import java.util.Comparator;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableView;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Releases with what they change and foretell, and their approvals. */
final class ReleasesView extends BorderPane {
  private final WorkbenchModel model;
  private final PublishModel publish;
  private final Label summary = Controls.label("Releases", "heading");
  private final VBox wrong = new VBox(4);
  private final StackPane body = new StackPane();
  private final StackPane detail = new StackPane();

  ReleasesView(WorkbenchModel model) {
    this.model = model;
    this.publish = model.publish();
    VBox head =
        new VBox(
            8,
            Controls.line(
                8,
                summary,
                Controls.spring(),
                Controls.button("Read again", publish::load, "small")),
            wrong);
    head.getStyleClass().add("page-head");
    setTop(head);
    setCenter(body);
    publish.releases().addListener((property, before, now) -> show(now));
    publish.chosen().addListener((property, before, now) -> detail());
    publish.look().addListener((property, before, now) -> detail());
    show(publish.releases().get());
  }

  private void show(ReleaseCard.@Nullable All all) {
    wrong.getChildren().clear();
    if (all == null) {
      body.getChildren()
          .setAll(
              Controls.empty(
                  Feather.UPLOAD_CLOUD, "Reading …", "Releases of the workspace are being read."));
      return;
    }
    all.wrong()
        .forEach(one -> wrong.getChildren().add(Controls.paragraph("⚠ " + one, "warning-text")));
    if (all.policy().isEmpty() && !all.releases().isEmpty()) {
      wrong
          .getChildren()
          .add(
              Controls.paragraph(
                  "⚠ There is no policy.json in the workspace: who may approve is not known, and no"
                      + " agent would run these.",
                  "warning-text"));
    }
    if (all.releases().isEmpty()) {
      summary.setText("Releases");
      body.getChildren()
          .setAll(
              Controls.empty(
                  Feather.UPLOAD_CLOUD,
                  "No release yet",
                  "A release is rule files with their measures and signatures; a colleague approves"
                      + " it before clusters run it. Make the first with: creance release build"
                      + " --name NAME --version 1.0.0 --author YOU --key KEY --into"
                      + " releases/1.0.0 RULES. 'creance release key' makes the key.",
                  Controls.button("See the noise of the rules", () -> model.go(Place.NOISE))));
      return;
    }
    long waiting = all.releases().stream().filter(one -> !one.accepted()).count();
    summary.setText(
        all.releases().size()
            + (all.releases().size() == 1 ? " release, " : " releases, ")
            + (waiting == 0 ? "all approved" : waiting + " not approved"));
    TableView<ReleaseCard> table =
        Columns.table(
            "releases",
            all.releases(),
            List.of(
                Columns.<ReleaseCard>text("Release", 130, one -> one.name() + " " + one.version()),
                Columns.<ReleaseCard>number(
                    "No.",
                    50,
                    one -> String.valueOf(one.sequence()),
                    Comparator.comparingLong(ReleaseCard::sequence)),
                Columns.<ReleaseCard>text("Author", 90, ReleaseCard::author),
                Columns.<ReleaseCard>drawn("Approvals", 110, ReleasesView::approvals)),
            Controls.label(""));
    all.releases().stream()
        .filter(one -> one.folder().toString().equals(publish.chosen().get()))
        .findFirst()
        .ifPresent(one -> table.getSelectionModel().select(one));
    table
        .getSelectionModel()
        .selectedItemProperty()
        .addListener((property, before, now) -> {
          if (now != null) {
            publish.chosen().set(now.folder().toString());
          }
        });
    SplitPane split = new SplitPane(table, detail);
    split.setDividerPositions(0.34);
    body.getChildren().setAll(split);
    detail();
  }

  private static Node approvals(ReleaseCard one) {
    String count = one.approvers().size() + " of " + one.needed();
    return one.needed() == 0
        ? Controls.label("no policy", "warning-text")
        : one.accepted()
            ? Controls.label("✓ " + count, "good-text")
            : Controls.label("✗ " + count, "danger-text");
  }

  private void detail() {
    ReleaseCard.All all = publish.releases().get();
    ReleaseCard card =
        all == null
            ? null
            : all.releases().stream()
                .filter(one -> one.folder().toString().equals(publish.chosen().get()))
                .findFirst()
                .orElse(null);
    if (card == null) {
      detail.getChildren().clear();
      return;
    }
    VBox top =
        new VBox(
            10,
            Controls.label(card.name() + " " + card.version(), "title"),
            Controls.label(card.digest(), "code"),
            Controls.paragraph(
                "By "
                    + card.author()
                    + (card.previous().isEmpty() ? ", the first" : ", after " + card.previous())
                    + (card.measuredOn().isEmpty()
                        ? "; measured on nothing"
                        : "; measured on " + card.measuredOn()),
                "faint"));
    card.breaches()
        .forEach(one -> top.getChildren().add(Controls.paragraph("⚠ " + one, "warning-text")));
    top.getChildren().add(new ApprovalPane(publish, card));
    top.getChildren()
        .add(
            new Segments(
                "release-look",
                List.of("Rules that change", "Noise foretold", "Text"),
                publish.look()));
    top.getStyleClass().add("pane-body");
    BorderPane pane = new BorderPane();
    pane.setTop(top);
    pane.setCenter(
        switch (publish.look().get()) {
          case 1 -> measures(card);
          case 2 -> diffs(card);
          default -> changes(card);
        });
    detail.getChildren().setAll(pane);
  }

  private Node changes(ReleaseCard card) {
    TableView<ReleaseCard.Change> table =
        Columns.table(
            "release-changes",
            card.changes(),
            List.of(
                Columns.<ReleaseCard.Change>text("Is", 80, ReleaseCard.Change::kind),
                Columns.<ReleaseCard.Change>text("Rule", 280, ReleaseCard.Change::rule),
                Columns.<ReleaseCard.Change>text("Priority", 90, ReleaseCard.Change::priority),
                Columns.<ReleaseCard.Change>count("Hits before", 90, ReleaseCard.Change::before),
                Columns.<ReleaseCard.Change>count("Now", 70, ReleaseCard.Change::now),
                Columns.<ReleaseCard.Change>drawn("", 80, ReleasesView::difference)),
            Controls.label("No rule changes against the release before.", "faint"));
    Columns.door(table, one -> model.goToRule(one.rule()));
    return table;
  }

  private static Node difference(ReleaseCard.Change one) {
    long more = one.now() - one.before();
    return more == 0
        ? Controls.label("±0", "faint")
        : Controls.label(
            (more > 0 ? "+" : "−") + Controls.count(Math.abs(more)), more > 0 ? "more" : "fewer");
  }

  private Node measures(ReleaseCard card) {
    TableView<ReleaseCard.Measure> table =
        Columns.table(
            "release-measures",
            card.measures(),
            List.of(
                Columns.<ReleaseCard.Measure>text("Rule", 300, ReleaseCard.Measure::rule),
                Columns.<ReleaseCard.Measure>count("Hits", 60, ReleaseCard.Measure::hits),
                Columns.<ReleaseCard.Measure>number(
                    "Before",
                    80,
                    one -> Double.isNaN(one.before()) ? "–" : Controls.rate(one.before()),
                    Comparator.comparingDouble(ReleaseCard.Measure::before)),
                Columns.<ReleaseCard.Measure>number(
                    "Per node-hour",
                    110,
                    one -> Controls.rate(one.perNodeHour()),
                    Comparator.comparingDouble(ReleaseCard.Measure::perNodeHour)),
                Columns.<ReleaseCard.Measure>text(
                    "95 %",
                    120, one -> Controls.rate(one.low()) + " – " + Controls.rate(one.high()))),
            Controls.label("It was measured on no corpus.", "faint"));
    Columns.door(table, one -> model.goToRule(one.rule()));
    return table;
  }

  private static Node diffs(ReleaseCard card) {
    VBox box = new VBox(12);
    if (card.diffs().isEmpty()) {
      box.getChildren()
          .add(
              Controls.paragraph(
                  card.previous().isEmpty()
                      ? "It is the first release: there is nothing to hold it against."
                      : "The files are those of the release before, or it is not in this workspace.",
                  "faint"));
    }
    for (ReleaseCard.FileDiff diff : card.diffs()) {
      VBox lines = new VBox(1, Controls.label(diff.file(), "heading"));
      for (String line : diff.lines()) {
        String style =
            line.startsWith("-") ? "diff-gone" : line.startsWith("+") ? "diff-new" : "faint";
        lines.getChildren().add(Controls.label(line, "code", style));
      }
      lines.getStyleClass().add("card");
      box.getChildren().add(lines);
    }
    box.getStyleClass().add("pane-body");
    ScrollPane scrolled = new ScrollPane(box);
    scrolled.setFitToWidth(true);
    return scrolled;
  }
}
