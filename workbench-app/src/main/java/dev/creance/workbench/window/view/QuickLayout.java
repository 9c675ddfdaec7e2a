package dev.creance.workbench.window.view;

import javafx.event.Event;
import javafx.scene.input.KeyEvent;
import org.fxmisc.richtext.CodeArea;

/**
 * Lays out what a key has changed in an editor while the key is being handled, not when the next
 * frame is drawn, and without measuring the lines that stay as they are.
 */
final class QuickLayout {
  /** Of the width, what is free in front of somebody who types beyond the edge. */
  private static final double AHEAD = 0.25;

  private static final int PASSES = 3;

  private final CodeArea area;
  private final Gutter gutter;

  private QuickLayout(CodeArea area, Gutter gutter) {
    this.area = area;
    this.gutter = gutter;
  }

  static void install(CodeArea area, Gutter gutter) {
    QuickLayout layout = new QuickLayout(area, gutter);
    var usual = area.getEventDispatcher();
    area.setEventDispatcher((event, tail) -> {
      int caret = area.getCaretPosition();
      int length = area.getLength();
      Event left = usual.dispatchEvent(event, tail);
      if (event instanceof KeyEvent
          && area.getScene() != null
          && (area.getCaretPosition() != caret || area.getLength() != length)) {
        layout.now();
      }
      return left;
    });
  }

  private void now() {
    follow();
    // Scrolled sideways all lines have to be placed anew; whoever does that before the editor does
    // spares it from taking them for changed ones and measuring each.
    gutter.layoutLines();
    // As the scene does: what is laid out may ask for more.
    for (int i = 0; i < PASSES && (i == 0 || area.isNeedsLayout()); i++) {
      area.layout();
    }
  }

  /**
   * Scrolls sideways to the cursor, some way further than needed: the editor itself would go by one
   * letter with each key.
   */
  private void follow() {
    double width = area.getWidth();
    double shown = area.getEstimatedScrollX();
    String line = area.getParagraph(area.getCurrentParagraph()).getText();
    int column = Math.min(area.getCaretColumn(), line.length());
    double caret = gutter.widthOf(line.substring(0, column));
    double space = width - gutter.width();
    if (caret + gutter.widthOf("  ") > shown + space) {
      area.scrollXToPixel(caret - space * (1 - AHEAD));
    } else if (shown > 0 && caret < space * (1 - AHEAD)) {
      area.scrollXToPixel(0);
    } else if (caret < shown) {
      area.scrollXToPixel(caret - space * AHEAD);
    }
  }
}
