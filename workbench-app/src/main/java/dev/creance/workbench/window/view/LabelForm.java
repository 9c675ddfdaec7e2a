package dev.creance.workbench.window.view;

import dev.creance.workbench.window.model.CorporaModel;
import dev.creance.workbench.window.shown.CorpusCard;
import dev.creance.workbench.window.shown.CorpusCard.Mark;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** What a label says, to be changed. */
final class LabelForm extends VBox {
  /**
   * @param known whether the label is there; else it is a new one
   */
  LabelForm(CorporaModel corpora, CorpusCard card, Mark mark, boolean known) {
    super(8);
    TextField name = field("Name", mark.name(), 190);
    name.setId("label-name");
    TextField from = field("From (UTC)", Times.clock(mark.start()), 120);
    TextField to = field("To (UTC)", Times.clock(mark.end()), 120);
    TextField technique = field("Technique, such as T1059", mark.technique(), 110);
    TextField aim = field("Rules it is meant to trip", String.join(", ", mark.aim()), 160);
    HBox.setHgrow(aim, Priority.ALWAYS);
    Label note = Controls.label("", "danger-text");
    Button save =
        Controls.button(
            known ? "Change" : "Add the label",
            () -> {
              OptionalLong start =
                  from.getText().equals(Times.clock(mark.start()))
                      ? OptionalLong.of(mark.start())
                      : Times.parse(from.getText(), mark.start());
              OptionalLong end =
                  to.getText().equals(Times.clock(mark.end()))
                      ? OptionalLong.of(mark.end())
                      : Times.parse(to.getText(), mark.end());
              if (start.isEmpty() || end.isEmpty()) {
                note.setText("A time is like 22:52:10.774.");
                return;
              }
              List<String> rules =
                  Arrays.stream(aim.getText().split(","))
                      .map(String::strip)
                      .filter(rule -> !rule.isEmpty())
                      .toList();
              corpora.change(
                  card,
                  known ? mark : null,
                  new Mark(
                      name.getText().strip(),
                      start.getAsLong(),
                      end.getAsLong(),
                      mark.host(),
                      mark.processes(),
                      technique.getText().strip(),
                      rules,
                      mark.kind()));
            },
            "small",
            "accent");
    save.setId("label-save");
    HBox line = Controls.line(8, name, from, to, technique, aim, save);
    if (known) {
      line.getChildren()
          .add(Controls.button("Delete", () -> corpora.change(card, mark, null), "small"));
    }
    getChildren()
        .addAll(
            Controls.paragraph(
                (known ? "" : "New label. ")
                    + "'normal' and 'normal: …' are ordinary use; a technique or rules that it is"
                    + " meant to trip make an attack step; other names only say what went on."
                    + (mark.processes().isEmpty()
                        ? ""
                        : " About process "
                            + String.join(
                                ", ", mark.processes().stream().map(String::valueOf).toList())
                            + " and its children."),
                "faint"),
            line,
            note);
  }

  private static TextField field(String prompt, String text, double width) {
    TextField field = new TextField(text);
    field.setPromptText(prompt);
    field.setAccessibleText(prompt);
    field.setTooltip(new Tooltip(prompt));
    field.getStyleClass().add("small");
    field.setPrefWidth(width);
    field.setMinWidth(80);
    return field;
  }
}
