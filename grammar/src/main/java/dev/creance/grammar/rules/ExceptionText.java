package dev.creance.grammar.rules;

import dev.creance.grammar.checked.CheckedCondition.Named;
import dev.creance.grammar.checked.Origin;
import java.util.List;

/** Writes a rule's exceptions behind its condition: {@code (COND) and not (…) and not (…)}. */
final class ExceptionText {
  private ExceptionText() {}

  /** Takes the place and Falco's message of values that don't fit an exception's fields. */
  interface Problem {
    void report(RuleException exception, Origin origin, String message);
  }

  /**
   * The condition with the exceptions.
   *
   * @param problem is told of values that don't fit; such an exception is left out
   */
  static LinkedText append(
      List<SourceText> condition, List<RuleException> exceptions, Problem problem) {
    if (exceptions.isEmpty()) {
      return LinkedText.joined(condition);
    }
    LinkedText.Builder out = new LinkedText.Builder();
    Origin start = condition.getFirst().origin();
    out.add("(", start);
    for (int i = 0; i < condition.size(); i++) {
      if (i > 0) {
        out.add(" ", condition.get(i).origin());
      }
      out.add(condition.get(i));
    }
    out.add(")", start);
    for (RuleException exception : exceptions) {
      if (exception.values().isEmpty() || misfits(exception, problem)) {
        continue;
      }
      out.add(" and not ", exception.origin());
      int at = out.length();
      if (exception.fields().list()) {
        tuples(out, exception);
      } else {
        scalars(out, exception);
      }
      out.mark(Named.Kind.EXCEPTION, exception.name(), at, exception.origin());
    }
    return out.build();
  }

  private static boolean misfits(RuleException exception, Problem problem) {
    boolean bad = false;
    for (RuleException.Value value : exception.values()) {
      ExceptionEntry entry = value.entry();
      if (!exception.fields().list()) {
        if (entry.list()) {
          problem.report(
              exception,
              value.origin(),
              "Expected values array to contain a list of strings; '"
                  + exception.name()
                  + "' has a single field");
          bad = true;
        }
      } else if (entry.items().size() != exception.fields().items().size()) {
        problem.report(
            exception,
            value.origin(),
            "Fields and values lists must have equal length; '"
                + exception.name()
                + "' has "
                + exception.fields().items().size()
                + " fields");
        bad = true;
      }
    }
    return bad;
  }

  private static void scalars(LinkedText.Builder out, RuleException exception) {
    out.add("(", exception.origin());
    add(out, exception, exception.fields());
    out.add(" ", exception.origin());
    comparison(out, exception, exception.comps(), "in");
    out.add(" (", exception.origin());
    boolean first = true;
    for (RuleException.Value value : exception.values()) {
      if (!first) {
        out.add(", ", value.origin());
      }
      first = false;
      quoted(out, value, value.entry());
    }
    out.add("))", exception.origin());
  }

  private static void tuples(LinkedText.Builder out, RuleException exception) {
    out.add("(", exception.origin());
    int index = 0;
    for (RuleException.Value value : exception.values()) {
      if (index > 0) {
        out.add(" or ", value.origin());
      }
      int start = out.length();
      out.add("(", value.origin());
      tuple(out, exception, value);
      out.add(")", value.origin());
      out.mark(Named.Kind.EXCEPTION_TUPLE, Integer.toString(index++), start, value.origin());
    }
    out.add(")", exception.origin());
  }

  private static void tuple(
      LinkedText.Builder out, RuleException exception, RuleException.Value value) {
    List<ExceptionEntry> fields = exception.fields().items();
    List<ExceptionEntry> comps = exception.comps().items();
    for (int i = 0; i < fields.size(); i++) {
      ExceptionEntry comp = i < comps.size() ? comps.get(i) : exception.comps();
      ExceptionEntry entry = value.entry().items().get(i);
      out.add(i > 0 ? " and  " : " ", value.origin());
      add(out, exception, fields.get(i));
      out.add(" ", value.origin());
      comparison(out, exception, comp, "=");
      out.add(" ", value.origin());
      if (entry.list()) {
        out.add("(", value.origin());
        boolean first = true;
        for (ExceptionEntry item : entry.items()) {
          if (!first) {
            out.add(", ", value.origin());
          }
          first = false;
          quoted(out, value, item);
        }
        out.add(")", value.origin());
      } else if (ExceptionComparison.takesList(comp.given() ? comp.bytes() : "=")
          && !entry.bytes().startsWith("(")) {
        out.add("(", value.origin());
        add(out, value, entry);
        out.add(")", value.origin());
      } else if (ExceptionComparison.takesList(comp.given() ? comp.bytes() : "=")) {
        add(out, value, entry);
      } else {
        quoted(out, value, entry);
      }
    }
  }

  private static void comparison(
      LinkedText.Builder out, RuleException exception, ExceptionEntry comp, String otherwise) {
    SourceText text = comp.item();
    if (text == null || comp.bytes().isEmpty()) {
      out.add(otherwise, exception.origin());
      return;
    }
    String normal = ExceptionComparison.normal(text.bytes());
    int start = text.bytes().indexOf(normal);
    out.add(
        new SourceText(
            text.file(), normal, text.map().slice(start, start + normal.length()), text.span()));
  }

  private static void add(LinkedText.Builder out, RuleException exception, ExceptionEntry entry) {
    if (entry.item() != null) {
      out.add(entry.item());
    } else {
      out.add("", exception.origin());
    }
  }

  private static void add(LinkedText.Builder out, RuleException.Value value, ExceptionEntry entry) {
    if (entry.item() != null) {
      out.add(entry.item());
    } else {
      out.add("", value.origin());
    }
  }

  private static void quoted(
      LinkedText.Builder out, RuleException.Value value, ExceptionEntry entry) {
    if (entry.item() != null) {
      out.addQuoted(entry.item());
    } else {
      out.add("", value.origin());
    }
  }
}
