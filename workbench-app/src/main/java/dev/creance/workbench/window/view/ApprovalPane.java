package dev.creance.workbench.window.view;

import dev.creance.workbench.window.model.PublishModel;
import dev.creance.workbench.window.shown.ReleaseCard;
import java.io.File;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;

/** Who approved a release, who is missing, and the way to approve it. */
final class ApprovalPane extends VBox {
  private final PublishModel publish;
  private final ReleaseCard card;

  ApprovalPane(PublishModel publish, ReleaseCard card) {
    super(8);
    this.publish = publish;
    this.card = card;
    getStyleClass().add("card");
    getChildren()
        .add(
            Controls.label(
                card.needed() == 0
                    ? "No policy says who approves"
                    : card.accepted()
                        ? "✓ Approved: agents run it"
                        : "✗ "
                            + card.approvers().size()
                            + " of "
                            + card.needed()
                            + (card.needed() == 1 ? " approval" : " approvals"),
                "strong",
                card.accepted() ? "good-text" : "plain"));
    for (ReleaseCard.Signed signed : card.signatures()) {
      getChildren()
          .add(
              Controls.line(
                  8,
                  Controls.label(signed.person(), "plain"),
                  Controls.label(
                      signed.role()
                          + ", "
                          + signed.time()
                          + (signed.comment().isEmpty() ? "" : ": " + signed.comment()),
                      "faint")));
    }
    card.problems()
        .forEach(one -> getChildren().add(Controls.paragraph("✗ " + one, "danger-text")));
    if (!card.accepted() && !card.mayApprove().isEmpty()) {
      getChildren()
          .add(
              Controls.paragraph(
                  "Could approve: " + String.join(", ", card.mayApprove()), "faint"));
      getChildren().add(form());
    }
  }

  private Node form() {
    ComboBox<String> person = new ComboBox<>();
    person.getItems().setAll(card.mayApprove());
    person.setPromptText("Who");
    person.setId("approve-person");
    person.setPrefWidth(120);
    person.setMinWidth(90);
    TextField key = new TextField();
    key.setPromptText("Key file");
    key.setId("approve-key");
    key.setPrefWidth(160);
    TextField comment = new TextField();
    comment.setPromptText("Why");
    comment.setId("approve-comment");
    HBox.setHgrow(comment, Priority.ALWAYS);
    Button browse =
        Controls.button(
            "…",
            () -> {
              FileChooser chooser = new FileChooser();
              chooser.setTitle("Your private key");
              File chosen = chooser.showOpenDialog(getScene().getWindow());
              if (chosen != null) {
                key.setText(chosen.toString());
              }
            });
    browse.setAccessibleText("Choose the key file");
    Button approve =
        Controls.button(
            "Approve",
            () -> {
              String who = person.getValue() == null ? "" : person.getValue();
              Question.ask(
                  this,
                  "Approve " + card.name() + " " + card.version() + "?",
                  who
                      + " signs exactly these files and measures, "
                      + card.digest()
                      + ". A signature cannot be taken back: once there are enough, agents run it.",
                  "Sign",
                  () -> publish.approve(card, who, key.getText(), comment.getText()));
            },
            "accent");
    approve.setId("approve-go");
    approve
        .disableProperty()
        .bind(person.valueProperty().isNull().or(key.textProperty().isEmpty()));
    return Controls.line(8, person, key, browse, comment, approve);
  }
}
