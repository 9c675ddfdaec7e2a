package dev.creance.corpus.evaluate;

import dev.creance.grammar.checked.CheckedTemplate;
import dev.creance.grammar.checked.FieldExpression;
import dev.creance.grammar.checked.FieldExpression.Access;
import dev.creance.grammar.checked.FieldExpression.Items;
import dev.creance.grammar.checked.FieldExpression.Literal;
import dev.creance.grammar.checked.FieldExpression.Transformed;
import dev.creance.grammar.rules.Rule;
import java.util.Set;

/**
 * The fields of what a corpus does not record: counters and measures of the machine state, which
 * change with nearly every event. They are had by running the state machine over the recording.
 */
public final class Measures {
  private static final Set<String> FIELDS =
      Set.of(
          "proc.fdopencount",
          "proc.fdusage",
          "proc.vmsize",
          "proc.vmrss",
          "proc.vmswap",
          "thread.vmsize",
          "thread.vmrss",
          "thread.vmsize.b",
          "thread.vmrss.b",
          "thread.pfmajor",
          "thread.pfminor",
          "thread.exectime",
          "thread.totexectime",
          "thread.cpu",
          "thread.cpu.user",
          "thread.cpu.system",
          "proc.nthreads",
          "proc.nchilds",
          "proc.ppid.duration",
          "proc.stdin.type",
          "proc.stdout.type",
          "proc.stderr.type",
          "proc.stdin.name",
          "proc.stdout.name",
          "proc.stderr.name",
          "fd.types",
          "util.cnt");

  private Measures() {}

  /** Whether a field is one of them. */
  public static boolean contains(String field) {
    return FIELDS.contains(field);
  }

  /** Whether what a rule prints holds one of them. */
  public static boolean printedBy(Rule rule) {
    return in(rule.output())
        || rule.extraFields().values().stream()
            .anyMatch(extra ->
                switch (extra) {
                  case Rule.ExtraValue.Raw raw -> in(raw.reference().expression());
                  case Rule.ExtraValue.Formatted formatted -> in(formatted.template());
                });
  }

  private static boolean in(CheckedTemplate template) {
    return template.parts().stream()
        .anyMatch(part ->
            part instanceof CheckedTemplate.Part.Reference reference && in(reference.expression()));
  }

  /** Whether an expression holds one of them. */
  public static boolean in(FieldExpression expression) {
    return switch (expression) {
      case Access access -> contains(access.field().name());
      case Transformed transformed -> transformed.arguments().stream().anyMatch(Measures::in);
      case Items items -> items.items().stream().anyMatch(Measures::in);
      case Literal literal -> false;
    };
  }
}
