package dev.creance.workbench.window.view;

import dev.creance.workbench.window.model.Document;
import dev.creance.workbench.window.model.LanguageModel;
import dev.creance.workbench.window.shown.OutlineEntry;
import java.util.List;
import java.util.Optional;
import org.fxmisc.richtext.CodeArea;

/** Folds the items of a rule file to their first lines. */
final class Folding {
  private final CodeArea area;
  private final Document document;
  private final LanguageModel language;

  Folding(CodeArea area, Document document, LanguageModel language) {
    this.area = area;
    this.document = document;
    this.language = language;
  }

  private List<OutlineEntry> items() {
    return language.outlines().get().getOrDefault(document.path(), List.of());
  }

  private Optional<OutlineEntry> around(int line) {
    return items().stream()
        .filter(item -> item.firstLine() - 1 <= line && line <= item.lastLine() - 1)
        .findFirst();
  }

  /** Whether an item that can be folded begins on a line, from 0. */
  boolean begins(int line) {
    return items().stream()
        .anyMatch(item -> item.firstLine() - 1 == line && item.lastLine() > item.firstLine());
  }

  /** The lines, from 0, on which items that can be folded begin. */
  List<Integer> beginnings() {
    return items().stream()
        .filter(item -> item.lastLine() > item.firstLine())
        .map(item -> item.firstLine() - 1)
        .toList();
  }

  boolean folded(int line) {
    return line + 1 < area.getParagraphs().size()
        && area.getParagraph(line + 1).getParagraphStyle().contains("collapse");
  }

  /** Folds or unfolds the item around a line. */
  void toggle(int line) {
    around(line)
        .filter(item -> item.lastLine() > item.firstLine())
        .ifPresent(item -> {
          int first = item.firstLine() - 1;
          if (folded(first)) {
            area.unfoldParagraphs(first);
          } else {
            fold(item);
          }
          area.recreateParagraphGraphic(first);
        });
  }

  private void fold(OutlineEntry item) {
    area.foldParagraphs(item.firstLine() - 1, item.lastLine() - 1);
  }

  void foldAll() {
    for (OutlineEntry item : items()) {
      if (item.lastLine() > item.firstLine()
          && item.lastLine() <= area.getParagraphs().size()
          && !folded(item.firstLine() - 1)) {
        fold(item);
        area.recreateParagraphGraphic(item.firstLine() - 1);
      }
    }
  }

  void unfoldAll() {
    for (OutlineEntry item : items()) {
      if (item.firstLine() <= area.getParagraphs().size() && folded(item.firstLine() - 1)) {
        area.unfoldParagraphs(item.firstLine() - 1);
        area.recreateParagraphGraphic(item.firstLine() - 1);
      }
    }
  }

  /** Makes a line visible. */
  void reveal(int line) {
    if (area.getParagraph(line).getParagraphStyle().contains("collapse")) {
      around(line)
          .ifPresent(item -> {
            area.unfoldParagraphs(item.firstLine() - 1);
            area.recreateParagraphGraphic(item.firstLine() - 1);
          });
    }
  }
}
