package dev.creance.workbench.window.view;

import dev.creance.workbench.window.model.LanguageModel;
import dev.creance.workbench.window.shown.Suggestion;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.control.skin.TextFieldSkin;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** A condition in a field of one line. */
record TypedCondition(TextField field, LanguageModel language) implements Typed {
  /** Lets a field offer what the editor of rules offers in a condition. */
  static void complete(TextField field, LanguageModel language) {
    Completing completing = new Completing(new TypedCondition(field, language), language);
    field.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.SPACE && event.isShortcutDown()) {
            completing.ask();
            event.consume();
          } else if (event.getCode() == KeyCode.ENTER && completing.complete()) {
            // What was typed is whole: Enter means the field, not the list.
            completing.hide();
          } else if (completing.key(event)) {
            event.consume();
          } else if (event.getCode() == KeyCode.ENTER) {
            completing.hide();
          }
        });
  }

  @Override
  public Node node() {
    return field;
  }

  @Override
  public String text(int start, int end) {
    return field.getText(start, end);
  }

  @Override
  public int length() {
    return field.getLength();
  }

  @Override
  public int caret() {
    return field.getCaretPosition();
  }

  @Override
  public Optional<Bounds> caretBounds() {
    if (!(field.getSkin() instanceof TextFieldSkin skin) || field.getScene() == null) {
      return Optional.empty();
    }
    Rectangle2D at = skin.getCharacterBounds(caret());
    return Optional.ofNullable(
        at == null
            ? null
            : field.localToScreen(new BoundingBox(at.getMinX(), 0, 1, field.getHeight())));
  }

  @Override
  public void onMoved(Runnable listener) {
    field.caretPositionProperty().addListener((property, before, now) -> listener.run());
  }

  @Override
  public void replace(int start, int end, String text) {
    field.replaceText(start, end, text);
    field.positionCaret(start + text.length());
  }

  @Override
  public void suggest(Consumer<List<Suggestion>> answer) {
    String asked = field.getText();
    language.suggest(
        asked,
        caret(),
        found -> {
          if (asked.equals(field.getText())) {
            answer.accept(found);
          }
        });
  }
}
