package dev.creance.grammar.service;

import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.source.Span;
import java.util.Comparator;
import java.util.List;

/** A replacement of a stretch of a file. */
public record TextEdit(SourceFile file, Span span, String replacement) {
  /** The text of a file with the edits of it applied; they must not overlap. */
  public static String apply(SourceFile file, List<TextEdit> edits) {
    StringBuilder text = new StringBuilder(file.text());
    edits.stream()
        .filter(edit -> edit.file() == file)
        .sorted(Comparator.comparingInt((TextEdit edit) -> edit.span().start()).reversed())
        .forEach(edit -> text.replace(edit.span().start(), edit.span().end(), edit.replacement()));
    return text.toString();
  }
}
