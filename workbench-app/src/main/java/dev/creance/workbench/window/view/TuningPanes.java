package dev.creance.workbench.window.view;

import dev.creance.workbench.window.model.Place;
import dev.creance.workbench.window.model.TuneModel;
import dev.creance.workbench.window.model.TuneModel.Accepted;
import dev.creance.workbench.window.model.WorkbenchModel;
import dev.creance.workbench.window.shown.HiddenPart;
import dev.creance.workbench.window.shown.Novelty;
import dev.creance.workbench.window.shown.RulePage.ValueCount;
import dev.creance.workbench.window.shown.Tuning;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tab;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * What can be done about a noisy rule: proposals with their effects, what is hidden already, and
 * which hits are expected. Made once; shows the rule that is chosen.
 */
final class TuningPanes {
  private final WorkbenchModel model;
  private final TuneModel tune;
  private final Tab proposals = tab("Proposals");
  private final Tab hidden = tab("What it hides");
  private final Tab novelty = tab("Expected or novel");

  TuningPanes(WorkbenchModel model) {
    this.model = model;
    this.tune = model.tune();
    tune.tuning().addListener((property, before, now) -> proposals());
    tune.accepted().addListener((property, before, now) -> proposals());
    tune.hidden().addListener((property, before, now) -> hidden(now));
    tune.novelty().addListener((property, before, now) -> novelty(now));
    proposals();
    hidden(tune.hidden().get());
    novelty(tune.novelty().get());
  }

  private static Tab tab(String title) {
    Tab tab = new Tab(title);
    tab.setClosable(false);
    return tab;
  }

  List<Tab> tabs() {
    return List.of(proposals, hidden, novelty);
  }

  private static ScrollPane scrolled(VBox box) {
    box.getStyleClass().add("pane-body");
    ScrollPane scrolled = new ScrollPane(box);
    scrolled.setFitToWidth(true);
    scrolled.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    return scrolled;
  }

  private void proposals() {
    Tuning tuning = tune.tuning().get();
    VBox box = new VBox(12);
    Accepted accepted = tune.accepted().get();
    String rule = model.noise().chosen().get();
    if (accepted != null && accepted.rule().equals(rule)) {
      box.getChildren().add(accepted(accepted, tuning));
    }
    if (tuning == null) {
      proposals.setText("Proposals …");
      box.getChildren()
          .add(Controls.paragraph("Looking for what its hits have in common …", "faint"));
    } else {
      proposals.setText(
          tuning.proposals().isEmpty() ? "Proposals" : "Proposals  " + tuning.proposals().size());
      box.getChildren().add(Controls.paragraph(introduction(tuning)));
      tuning.proposals().forEach(one -> box.getChildren().add(new ProposalCard(tune, tuning, one)));
      tuning.refused().forEach(one -> box.getChildren().add(refusal(one)));
    }
    proposals.setContent(scrolled(box));
  }

  private Node accepted(Accepted accepted, @Nullable Tuning now) {
    String effect =
        now == null
            ? "measuring …"
            : Controls.count(accepted.hitsBefore()) + " → " + Controls.count(now.hits()) + " hits";
    HBox line =
        Controls.line(
            8,
            new FontIcon(Feather.CHECK_CIRCLE),
            Controls.label("Accepted " + accepted.name() + ": " + effect, "strong"),
            Controls.spring(),
            Controls.button("Open the overlay", () -> open(accepted), "small"),
            Controls.button("Take it back", tune::undo, "small"));
    line.getStyleClass().add("done-note");
    return line;
  }

  private void open(Accepted accepted) {
    model.go(Place.AUTHOR);
    if (proposals.getContent().getScene().getRoot() instanceof Shell shell) {
      shell.author().open(accepted.file(), accepted.offset());
    }
  }

  private static String introduction(Tuning tuning) {
    String base =
        Controls.count(tuning.hits())
            + (tuning.hits() == 1 ? " hit, " : " hits, ")
            + Controls.count(tuning.normalHits())
            + " on what is labelled normal, "
            + Controls.count(tuning.attackHits())
            + " of labelled attack steps. ";
    if (tuning.hits() == 0) {
      return "It has no hits on these corpora: nothing is to be left out.";
    }
    return tuning.proposals().isEmpty()
        ? base
            + "Nothing is proposed: what its hits have in common would leave out attacks, too,"
            + " or too few hits to be worth a line."
        : base
            + "Each proposal was loaded behind the rules and measured; none loses a labelled"
            + " attack step.";
  }

  private static Node refusal(Tuning.Refusal refusal) {
    VBox box =
        new VBox(
            4,
            Controls.line(
                8,
                new FontIcon(Feather.SLASH),
                Controls.label("Not proposed: it would go blind to an attack", "strong")),
            Controls.paragraph(refusal.tests(), "code"),
            Controls.paragraph(
                Controls.count(refusal.hits())
                    + (refusal.hits() == 1 ? " hit has" : " hits have")
                    + " this in common, and so "
                    + (refusal.attacks().size() == 1 ? "has the attack step " : "have the steps ")
                    + String.join(", ", refusal.attacks()),
                "faint"));
    box.getStyleClass().add("card");
    return box;
  }

  private void hidden(@Nullable List<HiddenPart> parts) {
    if (parts == null) {
      hidden.setContent(scrolled(new VBox(Controls.paragraph("Measuring …", "faint"))));
      return;
    }
    hidden.setText(parts.isEmpty() ? "What it hides" : "What it hides  " + parts.size());
    if (parts.isEmpty()) {
      hidden.setContent(
          Controls.empty(
              Feather.EYE,
              "It hides nothing",
              "The rule has no exceptions and no negated macros: whatever it looks for, it says."));
      return;
    }
    var table =
        Columns.table(
            "hidden-parts",
            parts,
            List.of(
                Columns.<HiddenPart>text("Part", 200, HiddenPart::name),
                Columns.<HiddenPart>text("Kind", 90, HiddenPart::kind),
                Columns.<HiddenPart>count("Hides", 70, HiddenPart::hits),
                Columns.<HiddenPart>count("Normal", 70, HiddenPart::normalHits),
                Columns.<HiddenPart>drawn("Verdict", 170, TuningPanes::verdict),
                Columns.<HiddenPart>text("Who answers for it", 160, HiddenPart::owner)),
            Controls.label(""));
    BorderPane pane = new BorderPane(table);
    pane.setTop(
        padded(
            Controls.paragraph(
                "Hits that would come without each part, measured by leaving it out.", "faint")));
    hidden.setContent(pane);
  }

  private static Node padded(Node node) {
    VBox box = new VBox(node);
    box.getStyleClass().add("pane-note");
    return box;
  }

  private static Node verdict(HiddenPart part) {
    if (!part.attacks().isEmpty()) {
      return Controls.label("✗ hides " + String.join(", ", part.attacks()), "danger-text");
    }
    return part.hits() == 0
        ? Controls.label("○ hides nothing here", "faint")
        : Controls.label("✓ useful", "good-text");
  }

  private void novelty(@Nullable Optional<Novelty> judged) {
    novelty.setText("Expected or novel");
    if (judged == null) {
      novelty.setContent(
          scrolled(new VBox(Controls.paragraph("Holding its hits against normal …", "faint"))));
      return;
    }
    if (judged.isEmpty()) {
      novelty.setContent(
          Controls.empty(
              Feather.HELP_CIRCLE,
              "Nothing is labelled normal",
              "What is normal is learned from recordings of an ordinary day: label a stretch of a"
                  + " corpus normal, in Corpora.",
              Controls.button("Go to Corpora", () -> model.go(Place.CORPORA))));
      return;
    }
    Novelty found = judged.get();
    novelty.setText("Expected or novel  " + Controls.count(found.novel()));
    VBox box =
        new VBox(
            16,
            figures(found),
            Controls.paragraph(
                "A hit is expected when its workload was seen to do the same on what is labelled"
                    + " normal: run the program, touch the directory, talk to the network.",
                "faint"));
    if (!found.reasons().isEmpty()) {
      VBox reasons = new VBox(4, Controls.label("What is new", "heading"));
      for (ValueCount reason : found.reasons()) {
        reasons
            .getChildren()
            .add(
                Controls.line(
                    8,
                    Controls.label(Controls.count(reason.hits()), "count"),
                    Controls.label(reason.value(), "code")));
      }
      box.getChildren().add(reasons);
    }
    novelty.setContent(scrolled(box));
  }

  private static Node figures(Novelty found) {
    HBox line =
        new HBox(
            40,
            figure(found.expected(), "✓ expected", "good-text"),
            figure(found.novel(), "● novel", "novel-text"),
            figure(found.unjudged(), "of kinds that are not learned", "faint"));
    Region rest = Controls.spring();
    HBox.setHgrow(rest, Priority.ALWAYS);
    line.getChildren().add(rest);
    return line;
  }

  private static Node figure(long count, String what, String style) {
    return new VBox(
        Controls.label(Controls.count(count), "big-number"), Controls.label(what, style));
  }
}
