package dev.creance.workbench.window.view;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Asks before something is done that cannot be taken back; over the window, Escape says no. */
final class Question extends StackPane {
  private Question(String what, String consequence, String yes, Runnable action) {
    Button no = Controls.button("Cancel", this::close, "small");
    no.setCancelButton(true);
    Button go =
        Controls.button(
            yes,
            () -> {
              close();
              action.run();
            },
            "small",
            "danger");
    go.setId("question-yes");
    VBox box =
        new VBox(
            12,
            Controls.paragraph(what, "title"),
            Controls.paragraph(consequence),
            Controls.line(8, Controls.spring(), no, go));
    box.getStyleClass().add("question");
    box.setMaxSize(460, USE_PREF_SIZE);
    getStyleClass().add("question-veil");
    getChildren().add(box);
  }

  /** Asks over the window that a node is in. */
  static void ask(Node where, String what, String consequence, String yes, Runnable action) {
    if (where.getScene() != null && where.getScene().getRoot() instanceof StackPane root) {
      Question question = new Question(what, consequence, yes, action);
      root.getChildren().add(question);
      question.lookup("#question-yes").requestFocus();
    }
  }

  private void close() {
    if (getParent() instanceof StackPane root) {
      root.getChildren().remove(this);
    }
  }
}
