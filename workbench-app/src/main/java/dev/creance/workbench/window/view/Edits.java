package dev.creance.workbench.window.view;

import org.fxmisc.richtext.CodeArea;

/** Changes of a whole text that leave alone what stays the same, and are undone in one step. */
final class Edits {
  private Edits() {}

  /** Gives an editor another text: only the stretch that differs is replaced. */
  static void replace(CodeArea area, String text) {
    String before = area.getText();
    int start = 0;
    int shorter = Math.min(before.length(), text.length());
    while (start < shorter && before.charAt(start) == text.charAt(start)) {
      start++;
    }
    int end = 0;
    while (end < shorter - start
        && before.charAt(before.length() - 1 - end) == text.charAt(text.length() - 1 - end)) {
      end++;
    }
    if (start == before.length() && start == text.length()) {
      return;
    }
    int caret = area.getCaretPosition();
    area.getUndoManager().preventMerge();
    area.replaceText(start, before.length() - end, text.substring(start, text.length() - end));
    area.getUndoManager().preventMerge();
    area.moveTo(Math.min(caret, area.getLength()));
  }
}
