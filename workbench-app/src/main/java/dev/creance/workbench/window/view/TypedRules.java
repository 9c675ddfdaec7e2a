package dev.creance.workbench.window.view;

import dev.creance.workbench.window.model.Document;
import dev.creance.workbench.window.model.LanguageModel;
import dev.creance.workbench.window.shown.Suggestion;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import org.fxmisc.richtext.CodeArea;

/** A rule file in the editor. */
record TypedRules(CodeArea area, Document document, LanguageModel language) implements Typed {
  @Override
  public Node node() {
    return area;
  }

  @Override
  public String text(int start, int end) {
    return area.getText(start, end);
  }

  @Override
  public int length() {
    return area.getLength();
  }

  @Override
  public int caret() {
    return area.getCaretPosition();
  }

  @Override
  public Optional<Bounds> caretBounds() {
    return area.getCaretBounds();
  }

  @Override
  public void onMoved(Runnable listener) {
    area.caretPositionProperty().addListener((property, before, now) -> listener.run());
  }

  @Override
  public void replace(int start, int end, String text) {
    area.getUndoManager().preventMerge();
    area.replaceText(start, end, text);
    area.getUndoManager().preventMerge();
  }

  @Override
  public void suggest(Consumer<List<Suggestion>> answer) {
    language.suggest(document, caret(), answer);
  }
}
