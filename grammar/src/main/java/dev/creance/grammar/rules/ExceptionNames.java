package dev.creance.grammar.rules;

import dev.creance.grammar.checked.CheckedCondition;
import dev.creance.grammar.checked.CheckedCondition.Named;
import dev.creance.grammar.source.Span;
import dev.creance.grammar.syntax.Condition;

/** Finds the parts of a condition that are an exception or one of its tuples. */
final class ExceptionNames {
  private ExceptionNames() {}

  /** Puts the names of exceptions around the part that is exactly theirs. */
  static CheckedCondition name(LinkedText text, Condition part, CheckedCondition checked) {
    CheckedCondition named = checked;
    // A tuple is marked before the exception that it belongs to.
    for (LinkedText.Mark mark : text.marks()) {
      if (covers(text.text(), mark, part.span())) {
        named = new Named(mark.origin(), mark.kind(), mark.name(), named);
      }
    }
    return named;
  }

  /** Whether nothing but parentheses and blanks is in a mark besides a part. */
  private static boolean covers(String text, LinkedText.Mark mark, Span part) {
    if (part.start() < mark.start() || part.end() > mark.end()) {
      return false;
    }
    for (int i = mark.start(); i < part.start(); i++) {
      if (text.charAt(i) != '(' && text.charAt(i) != ' ') {
        return false;
      }
    }
    for (int i = part.end(); i < mark.end(); i++) {
      if (text.charAt(i) != ')' && text.charAt(i) != ' ') {
        return false;
      }
    }
    return true;
  }
}
