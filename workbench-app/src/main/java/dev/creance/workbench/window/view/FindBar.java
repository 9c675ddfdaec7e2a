package dev.creance.workbench.window.view;

import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.fxmisc.richtext.CodeArea;
import org.kordamp.ikonli.feather.Feather;

/** Finds and replaces in an editor's text; letters match whatever their case. */
final class FindBar extends VBox {
  private final CodeArea area;
  private final TextField find = new TextField();
  private final TextField replacement = new TextField();
  private final Label found = Controls.label("", "faint");
  private final HBox replacing;

  FindBar(CodeArea area) {
    super(4);
    this.area = area;
    find.setPromptText("Find in this file");
    find.setAccessibleText("Find in this file");
    find.setId("find");
    find.textProperty()
        .addListener((property, before, now) -> findFrom(area.getSelection().getStart()));
    find.addEventFilter(KeyEvent.KEY_PRESSED, event -> key(event, false));
    replacement.setPromptText("Replace with");
    replacement.setAccessibleText("Replace with");
    replacement.setId("replace");
    replacement.addEventFilter(KeyEvent.KEY_PRESSED, event -> key(event, true));
    HBox.setHgrow(find, Priority.SOMETIMES);
    HBox.setHgrow(replacement, Priority.SOMETIMES);
    HBox finding =
        Controls.line(
            8,
            find,
            found,
            Controls.spring(),
            Controls.iconButton(Feather.CHEVRON_UP, "Previous (Shift+Enter)", () -> next(false)),
            Controls.iconButton(Feather.CHEVRON_DOWN, "Next (Enter)", () -> next(true)),
            Controls.iconButton(Feather.X, "Close (Esc)", this::hide));
    replacing =
        Controls.line(
            8,
            replacement,
            Controls.spring(),
            Controls.button("Replace", this::replace, "small"),
            Controls.button("Replace all", this::replaceAll, "small"));
    getChildren().setAll(finding, replacing);
    getStyleClass().add("find-bar");
    addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ESCAPE) {
            hide();
            event.consume();
          }
        });
    setVisible(false);
    setManaged(false);
  }

  private void key(KeyEvent event, boolean replaces) {
    if (event.getCode() == KeyCode.ENTER) {
      if (replaces) {
        replace();
      } else {
        next(!event.isShiftDown());
      }
      event.consume();
    } else if (event.getCode() == KeyCode.ESCAPE) {
      hide();
      event.consume();
    }
  }

  private void hide() {
    setVisible(false);
    setManaged(false);
    area.requestFocus();
  }

  /** Shows itself, with what is selected as what is looked for. */
  void show(boolean replaces) {
    setVisible(true);
    setManaged(true);
    replacing.setVisible(replaces);
    replacing.setManaged(replaces);
    if (!area.getSelectedText().isEmpty() && !area.getSelectedText().contains("\n")) {
      find.setText(area.getSelectedText());
    }
    find.requestFocus();
    find.selectAll();
  }

  void next(boolean forward) {
    String text = lower(area.getText());
    String wanted = lower(find.getText());
    if (wanted.isEmpty()) {
      return;
    }
    int at =
        forward
            ? text.indexOf(wanted, area.getSelection().getEnd())
            : text.lastIndexOf(wanted, area.getSelection().getStart() - 1);
    if (at < 0) {
      at = forward ? text.indexOf(wanted) : text.lastIndexOf(wanted);
    }
    select(at, wanted);
  }

  private void findFrom(int start) {
    String wanted = lower(find.getText());
    if (wanted.isEmpty()) {
      found.setText("");
      return;
    }
    String text = lower(area.getText());
    int at = text.indexOf(wanted, start);
    select(at < 0 ? text.indexOf(wanted) : at, wanted);
  }

  private void select(int at, String wanted) {
    found.setText(at < 0 ? "nothing like it in this file" : "");
    if (at >= 0) {
      area.selectRange(at, at + wanted.length());
      area.requestFollowCaret();
    }
  }

  private void replace() {
    if (!find.getText().isEmpty() && lower(area.getSelectedText()).equals(lower(find.getText()))) {
      area.replaceSelection(replacement.getText());
    }
    next(true);
  }

  private void replaceAll() {
    String wanted = lower(find.getText());
    if (wanted.isEmpty()) {
      return;
    }
    String text = area.getText();
    String lower = lower(text);
    StringBuilder changed = new StringBuilder();
    int count = 0;
    int from = 0;
    for (int at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, from)) {
      changed.append(text, from, at).append(replacement.getText());
      from = at + wanted.length();
      count++;
    }
    if (count > 0) {
      Edits.replace(area, changed.append(text, from, text.length()).toString());
    }
    found.setText(
        count == 0
            ? "nothing like it in this file"
            : count + (count == 1 ? " replaced" : " replaced; Ctrl+Z undoes all of them"));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
