package dev.creance.workbench.window.view;

import dev.creance.workbench.window.model.Steps;
import org.fxmisc.richtext.CodeArea;
import org.fxmisc.undo.UndoManager;
import org.fxmisc.undo.UndoManager.UndoPosition;
import org.jspecify.annotations.Nullable;

/**
 * What was typed into a file in one go, without anything else in between. The editor knows its
 * parts: each is taken back by itself.
 */
final class TypingStep implements Steps.Step {
  private final CodeArea area;
  private final String file;
  private final Runnable show;
  private final UndoPosition from;
  private @Nullable UndoPosition to;

  /**
   * @param from before the first key
   * @param show brings the editor into view
   */
  TypingStep(CodeArea area, String file, UndoPosition from, Runnable show) {
    this.area = area;
    this.file = file;
    this.from = from;
    this.show = show;
  }

  @Override
  public String label() {
    return "typing in " + file;
  }

  boolean in(CodeArea other) {
    return area == other;
  }

  /** More was typed: what was taken back is gone. */
  void wentOn() {
    to = null;
  }

  @Override
  public boolean partly() {
    return to != null && area.isRedoAvailable();
  }

  @Override
  public boolean undo() {
    show.run();
    UndoManager<?> manager = area.getUndoManager();
    if (to == null) {
      to = manager.getCurrentPosition();
    }
    boolean more = manager.undo();
    return !more || at(from) || !manager.isUndoAvailable();
  }

  @Override
  public boolean redo() {
    show.run();
    UndoManager<?> manager = area.getUndoManager();
    boolean more = manager.redo();
    UndoPosition end = to;
    if (!more || end == null || at(end) || !manager.isRedoAvailable()) {
      to = null;
      return true;
    }
    return false;
  }

  private boolean at(UndoPosition position) {
    // One that the editor has forgotten lies before all that it knows.
    if (!position.isValid()) {
      return false;
    }
    position.mark();
    return area.getUndoManager().isAtMarkedPosition();
  }
}
