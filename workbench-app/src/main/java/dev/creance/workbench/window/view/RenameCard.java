package dev.creance.workbench.window.view;

import dev.creance.workbench.window.model.Document;
import dev.creance.workbench.window.model.LanguageModel;
import dev.creance.workbench.window.model.RulesModel;
import dev.creance.workbench.window.shown.NamePlaces;
import dev.creance.workbench.window.shown.Rename;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Asks for another name, and shows every line that it changes before it does. */
final class RenameCard extends VBox {
  private final Document document;
  private final int offset;
  private final NamePlaces places;
  private final LanguageModel language;
  private final RulesModel rules;
  private final Runnable onDone;
  private final TextField name = new TextField();
  private final Label problem = Controls.paragraph("", "danger-text");
  private final VBox lines = new VBox(6);
  private final Button rename;
  private @Nullable Rename found;

  RenameCard(
      Document document,
      int offset,
      NamePlaces places,
      LanguageModel language,
      RulesModel rules,
      Runnable onDone) {
    super(8);
    this.document = document;
    this.offset = offset;
    this.places = places;
    this.language = language;
    this.rules = rules;
    this.onDone = onDone;
    rename = Controls.button("Rename", this::apply, "accent");
    name.setText(places.name());
    name.setId("new-name");
    name.setAccessibleText("New name");
    name.textProperty().addListener((property, before, now) -> look());
    addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    ScrollPane scrolled = new ScrollPane(lines);
    scrolled.setFitToWidth(true);
    scrolled.setPrefHeight(220);
    problem.managedProperty().bind(problem.textProperty().isNotEmpty());
    getChildren()
        .addAll(
            Controls.label("Rename " + places.kind() + " " + places.name(), "heading"),
            name,
            problem,
            scrolled,
            Controls.line(
                8,
                Controls.label("One Ctrl+Z takes it back in all files", "faint"),
                Controls.spring(),
                Controls.button("Cancel", onDone),
                rename));
    getStyleClass().add("card");
    setPrefWidth(560);
    look();
  }

  void focus() {
    name.requestFocus();
    name.selectAll();
  }

  private void key(KeyEvent event) {
    if (event.getCode() == KeyCode.ENTER) {
      apply();
      event.consume();
    } else if (event.getCode() == KeyCode.ESCAPE) {
      onDone.run();
      event.consume();
    }
  }

  private void look() {
    rename.setDisable(true);
    found = null;
    String wanted = name.getText().strip();
    language.rename(
        document,
        offset,
        wanted,
        answer -> {
          if (wanted.equals(name.getText().strip())) {
            show(answer);
          }
        });
  }

  private void show(Rename answer) {
    found = answer;
    problem.setText(answer.problem());
    boolean same = name.getText().strip().equals(places.name());
    rename.setDisable(same || !answer.problem().isEmpty());
    lines.getChildren().clear();
    for (Rename.ChangedLine line : answer.lines()) {
      lines
          .getChildren()
          .add(
              new VBox(
                  Controls.label(rules.shortName(line.file()) + ":" + line.line(), "faint"),
                  Controls.label("− " + line.before(), "code", "fewer-line"),
                  Controls.label("+ " + line.after(), "code", "more-line")));
    }
  }

  private void apply() {
    Rename answer = found;
    if (answer != null && !rename.isDisabled()) {
      rules.change(
          "renamed " + places.kind() + " " + places.name() + " to " + name.getText().strip(),
          answer.texts());
      onDone.run();
    }
  }
}
