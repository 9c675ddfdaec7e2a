package dev.creance.workbench.window.view;

import dev.creance.workbench.window.shown.Suggestion;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Bounds;
import javafx.scene.Node;

/** A text that somebody types, as {@link Completing} needs to know it. */
interface Typed {
  /** The control. */
  Node node();

  /** A stretch of the text: all of it can be thousands of lines, which an editor puts together. */
  String text(int start, int end);

  int length();

  /** The cursor's offset in the text. */
  int caret();

  /** Where the cursor is on the screen; nothing when it is not seen. */
  Optional<Bounds> caretBounds();

  /** Is told when the cursor has moved. */
  void onMoved(Runnable listener);

  /** Puts a text in the place of a stretch, in a step of its own. */
  void replace(int start, int end, String text);

  /** Asks what could be typed at the cursor. */
  void suggest(Consumer<List<Suggestion>> answer);
}
