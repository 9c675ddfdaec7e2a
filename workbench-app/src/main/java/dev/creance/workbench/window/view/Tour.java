package dev.creance.workbench.window.view;

import dev.creance.workbench.window.model.Place;
import dev.creance.workbench.window.model.WorkbenchModel;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** What is where, in a few steps that can be left at any time and seen again with F1. */
final class Tour extends StackPane {
  /**
   * A step.
   *
   * @param place where it happens
   */
  private record Step(Place place, String title, String text) {}

  private static final List<Step> STEPS =
      List.of(
          new Step(
              Place.AUTHOR,
              "Rules that are measured while you type",
              "At the end of each line: how often the rule hits in the recordings, and how many"
                  + " events each part of its condition lets through. Ctrl+Space completes with"
                  + " values from the recordings, Alt+Enter mends what is underlined, Ctrl+B goes"
                  + " to a definition."),
          new Step(
              Place.NOISE,
              "The noisiest rule first",
              "All rules with their hits per node and day. Click one: when it fires, on what, the"
                  + " alerts as Falco prints them."),
          new Step(
              Place.EXPLORE,
              "Every figure leads to its events",
              "Filter in Falco's own language or search for words. Of an event you see all fields,"
                  + " the processes above it, which rules fire and why others do not; and you can"
                  + " write a rule, an exception or a test from it."),
          new Step(
              Place.AUTHOR,
              "Everything by keyboard",
              "Ctrl+Shift+P goes to anything, Alt+Left leads back, Ctrl+Z undoes. Drop a capture"
                  + " (.scap) or a folder with rules on the window to begin with your own. F1 shows"
                  + " this again."));

  private final WorkbenchModel model;
  private final Label title = Controls.label("", "title");
  private final Label text = Controls.paragraph("");
  private final Label count = Controls.label("", "faint");
  private final Button next = Controls.button("Next", this::next, "accent");
  private Runnable onEnd = () -> {};
  private int at;

  Tour(WorkbenchModel model) {
    this.model = model;
    setId("tour");
    VBox card =
        new VBox(
            10,
            title,
            text,
            Controls.line(
                8, count, Controls.spring(), Controls.button("Leave the tour", this::end), next));
    card.getStyleClass().add("card");
    card.setMaxSize(460, USE_PREF_SIZE);
    StackPane.setAlignment(card, Pos.BOTTOM_CENTER);
    StackPane.setMargin(card, new javafx.geometry.Insets(0, 0, 56, 0));
    getChildren().add(card);
    setPickOnBounds(false);
    next.setId("tour-next");
    card.setOnKeyPressed(event -> {
      if (event.getCode() == KeyCode.ESCAPE) {
        end();
        event.consume();
      }
    });
    setVisible(false);
  }

  void show(Runnable whenEnded) {
    onEnd = whenEnded;
    at = 0;
    setVisible(true);
    step();
  }

  private void next() {
    at++;
    if (at < STEPS.size()) {
      step();
    } else {
      end();
    }
  }

  private void step() {
    Step step = STEPS.get(at);
    model.go(step.place);
    title.setText(step.title);
    text.setText(step.text);
    count.setText((at + 1) + " of " + STEPS.size());
    next.setText(at + 1 < STEPS.size() ? "Next" : "Begin");
    next.requestFocus();
  }

  private void end() {
    setVisible(false);
    onEnd.run();
  }
}
