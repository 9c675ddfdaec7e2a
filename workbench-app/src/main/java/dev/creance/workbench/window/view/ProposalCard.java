package dev.creance.workbench.window.view;

import dev.creance.workbench.window.model.TuneModel;
import dev.creance.workbench.window.shown.Tuning;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** A proposed exception with what it does; its preview shows what would be written. */
final class ProposalCard extends VBox {
  private final TuneModel tune;
  private final Tuning tuning;
  private final Tuning.Proposal proposal;
  private final Button preview = new Button("Preview and accept");
  private boolean open;

  ProposalCard(TuneModel tune, Tuning tuning, Tuning.Proposal proposal) {
    super(8);
    this.tune = tune;
    this.tuning = tuning;
    this.proposal = proposal;
    getStyleClass().add("card");
    preview.getStyleClass().addAll("small", "proposal-preview");
    preview.setOnAction(event -> toggle());
    Label share = Controls.label("−" + percent(proposal.removed(), tuning.hits()), "big-number");
    Label what =
        Controls.label(
            Controls.count(proposal.removed())
                + " of "
                + Controls.count(tuning.hits())
                + (tuning.hits() == 1 ? " hit goes, " : " hits go, ")
                + Controls.count(proposal.left())
                + " stay");
    HBox head = Controls.line(10, share, what, Controls.spring(), preview);
    getChildren().addAll(head, bar(), tests(), facts());
  }

  private static String percent(long part, long whole) {
    double share = whole == 0 ? 0 : 100.0 * part / whole;
    return String.format(Locale.ROOT, share < 10 ? "%.1f %%" : "%.0f %%", share);
  }

  /** What goes and what stays, side by side. */
  private Node bar() {
    StackPane gone = new StackPane();
    gone.getStyleClass().add("bar-gone");
    StackPane both = new StackPane(gone);
    both.getStyleClass().add("bar-left");
    StackPane.setAlignment(gone, javafx.geometry.Pos.CENTER_LEFT);
    gone.maxWidthProperty()
        .bind(
            both.widthProperty()
                .multiply((double) proposal.removed() / Math.max(1, tuning.hits())));
    return both;
  }

  private Node tests() {
    FlowPane flow = new FlowPane(8, 4);
    for (Tuning.Test test : proposal.tests()) {
      Label label = Controls.label(test.text() + (test.spoofable() ? "  ⚠ spoofable" : ""), "chip");
      if (test.spoofable()) {
        label.getStyleClass().add("chip-warning");
        label.setTooltip(new Tooltip("Whoever is on the node chooses this value freely"));
      }
      flow.getChildren().add(label);
    }
    return flow;
  }

  private Node facts() {
    double breadth = (double) proposal.covered() / Math.max(1, proposal.events());
    String attacks =
        tuning.stepsCaught() == 0
            ? "no labelled attack step trips this rule"
            : "keeps " + proposal.stepsKept() + " of " + tuning.stepsCaught() + " attack steps";
    String spoof =
        proposal.wideOpen()
            ? "⚠ an attacker who knows it can hide in it: every value can be chosen"
            : "not every value can be chosen by an attacker";
    VBox facts =
        new VBox(
            2,
            Controls.label("✓ " + attacks, "good-text"),
            Controls.paragraph(
                "Breadth: "
                    + Controls.count(proposal.covered())
                    + " of "
                    + Controls.count(proposal.events())
                    + " events of its types would pass unseen ("
                    + String.format(Locale.ROOT, "%.1f %%", breadth * 100)
                    + "); "
                    + Controls.count(proposal.contexts())
                    + (proposal.contexts() == 1 ? " context" : " distinct contexts")
                    + " among the hits that go",
                breadth > 0.5 ? "warning-text" : "plain"),
            Controls.paragraph(spoof, proposal.wideOpen() ? "warning-text" : "plain"));
    if (!proposal.rateLeft().isEmpty()) {
      facts
          .getChildren()
          .add(
              Controls.label(
                  "Leaves " + Controls.thin(proposal.rateLeft()) + " per node and day on normal"));
    }
    return facts;
  }

  private void toggle() {
    open = !open;
    preview.setText(open ? "Close the preview" : "Preview and accept");
    if (open) {
      getChildren().add(preview());
    } else {
      getChildren().removeLast();
    }
  }

  private Node preview() {
    Tuning.Signature by = tune.signature();
    TextField author = field("Author", by.author(), "proposal-author");
    TextField reason = field("Why it is needed", by.reason(), "proposal-reason");
    TextField expires = field("Until", by.expires(), "proposal-expires");
    expires.setPrefWidth(110);
    HBox.setHgrow(reason, Priority.ALWAYS);
    Label missing = Controls.paragraph("", "faint");
    Button accept =
        Controls.button(
            "Accept",
            () ->
                tune.accept(
                    tuning,
                    proposal,
                    new Tuning.Signature(author.getText(), reason.getText(), expires.getText())),
            "accent",
            "small",
            "proposal-accept");
    Runnable check =
        () -> {
          String lack =
              tune.missing(
                  new Tuning.Signature(author.getText(), reason.getText(), expires.getText()));
          accept.setDisable(!lack.isEmpty());
          missing.setText(
              lack.isEmpty() ? "Can be taken back at once, or later in the editor." : lack);
        };
    for (TextField field : java.util.List.of(author, reason, expires)) {
      field.textProperty().addListener((property, before, now) -> check.run());
    }
    check.run();
    Label overlay = Controls.paragraph(proposal.overlay().strip(), "code", "overlay-text");
    overlay.setMaxWidth(Double.MAX_VALUE);
    return new VBox(
        8,
        Controls.label("Goes behind " + tune.overlayName(tuning.rule()), "heading"),
        overlay,
        Controls.line(8, author, reason, expires, accept),
        missing);
  }

  private static TextField field(String prompt, String text, String style) {
    TextField field = new TextField(text);
    field.setPromptText(prompt);
    field.setAccessibleText(prompt);
    field.setTooltip(new Tooltip(prompt));
    field.getStyleClass().addAll("small", style);
    field.setPrefWidth(130);
    return field;
  }
}
