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
    Origin first = exception.values().getFirst().origin();
    out.add("(", first);
    field(out, exception.fields(), first);
    out.add(" ", first);
    comparison(out, exception.comps(), exception.checked() ? "in" : "", first);
    out.add(" (", first);
    Origin last = first;
    boolean more = false;
    for (RuleException.Value value : exception.values()) {
      last = value.origin();
      out.add(more ? ", " : "", last);
      more = true;
      quoted(out, value.entry());
    }
    out.add("))", last);
  }

  private static void tuples(LinkedText.Builder out, RuleException exception) {
    out.add("(", exception.origin());
    int index = 0;
    for (RuleException.Value value : exception.values()) {
      out.add(index > 0 ? " or " : "", value.origin());
      int start = out.length();
      out.add("(", value.origin());
      tuple(out, exception, value);
      out.add(")", value.origin());
      out.mark(Named.Kind.EXCEPTION_TUPLE, Integer.toString(index++), start, value.origin());
    }
    out.add(")", exception.origin());
  }

  /** The comparisons of a tuple; each is due to its value, for the fields are all tuples'. */
  private static void tuple(
      LinkedText.Builder out, RuleException exception, RuleException.Value value) {
    List<ExceptionEntry> fields = exception.fields().items();
    List<ExceptionEntry> comps = exception.comps().items();
    for (int i = 0; i < fields.size(); i++) {
      ExceptionEntry comp = i < comps.size() ? comps.get(i) : exception.comps();
      ExceptionEntry entry = value.entry().items().get(i);
      Origin use = new Origin(value.origin().file(), entry.span());
      out.add(i > 0 ? " and  " : " ", value.origin());
      field(out, fields.get(i), use);
      out.add(" ", use);
      comparison(out, comp, "=", use);
      out.add(" ", use);
      if (entry.list()) {
        list(out, entry, use);
      } else if (takesList(exception, comp)) {
        boolean wrap = !entry.bytes().startsWith("(");
        out.add(wrap ? "(" : "", use);
        if (entry.item() != null) {
          out.add(entry.item());
        }
        out.add(wrap ? ")" : "", use);
      } else {
        quoted(out, entry);
      }
    }
  }

  private static void list(LinkedText.Builder out, ExceptionEntry entry, Origin use) {
    out.add("(", use);
    boolean more = false;
    for (ExceptionEntry item : entry.items()) {
      out.add(more ? ", " : "", use);
      more = true;
      quoted(out, item);
    }
    out.add(")", use);
  }

  private static boolean takesList(RuleException exception, ExceptionEntry comp) {
    String text = comp.bytes();
    return ExceptionComparison.takesList(text)
        && (exception.checked() || ExceptionComparison.normal(text).equals(text));
  }

  private static void comparison(
      LinkedText.Builder out, ExceptionEntry comp, String otherwise, Origin use) {
    SourceText text = comp.item();
    if (text == null || text.bytes().isEmpty()) {
      out.add(otherwise, use);
      return;
    }
    String normal = ExceptionComparison.normal(text.bytes());
    int start = text.bytes().indexOf(normal);
    out.add(
        new SourceText(
            text.file(), normal, text.map().slice(start, start + normal.length()), text.span()),
        use);
  }

  private static void field(LinkedText.Builder out, ExceptionEntry entry, Origin use) {
    if (entry.item() != null) {
      out.add(entry.item(), use);
    }
  }

  private static void quoted(LinkedText.Builder out, ExceptionEntry entry) {
    if (entry.item() != null) {
      out.addQuoted(entry.item());
    }
  }
}
