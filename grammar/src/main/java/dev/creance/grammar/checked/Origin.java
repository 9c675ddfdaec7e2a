package dev.creance.grammar.checked;

import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.source.Span;

/** Where a part of a condition was written: the file and the stretch of it. */
public record Origin(SourceFile file, Span span) {
  /** {@code file:line}. */
  public String place() {
    return file.name() + ":" + file.line(span.start());
  }
}
