package dev.creance.workbench.window.view;

import dev.creance.workbench.window.shown.Explanation;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** What a name means, as a card. */
final class ExplanationCard extends VBox {
  private static final int CODE = 600;

  ExplanationCard(double width) {
    super(6);
    getStyleClass().add("card");
    setPrefWidth(width);
    setMaxWidth(width);
    setMouseTransparent(true);
  }

  void show(Explanation explanation, List<String> more) {
    getChildren().clear();
    Label detail = Controls.label(explanation.detail(), "faint");
    HBox head = Controls.line(8, Controls.label(explanation.title(), "strong"), detail);
    head.setAlignment(Pos.BASELINE_LEFT);
    getChildren().add(head);
    if (!explanation.prose().isBlank()) {
      getChildren().add(Controls.paragraph(explanation.prose()));
    }
    if (!explanation.code().isBlank()) {
      String code = explanation.code();
      getChildren()
          .add(
              Controls.paragraph(
                  code.length() > CODE ? code.substring(0, CODE) + " …" : code, "code"));
    }
    if (!explanation.examples().isEmpty()) {
      getChildren().add(Controls.paragraph("In the open corpora", "faint"));
      getChildren().add(Controls.paragraph(String.join("\n", explanation.examples()), "code"));
    }
    more.forEach(line -> getChildren().add(Controls.paragraph(line, "faint")));
  }
}
