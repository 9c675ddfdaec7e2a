package dev.creance.grammar.rules;

import dev.creance.grammar.checked.Origin;
import dev.creance.grammar.source.LoadCode;
import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.source.Span;
import dev.creance.grammar.syntax.Condition;
import dev.creance.grammar.syntax.Operand;
import dev.creance.grammar.syntax.Parsed;
import dev.creance.grammar.yaml.OffsetMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What Falco warns of in conditions and outputs apart from constants. */
public final class FilterWarnings {
  private static final List<String> DEPRECATED =
      List.of(
          "evt.dir",
          "evt.latency",
          "evt.latency.s",
          "evt.latency.ns",
          "evt.latency.human",
          "evt.wait_latency");
  private static final String LATENCY = "field is not available due to the drop of enter events.";
  private static final String DIRECTION =
      "due to the drop of enter events, 'evt.dir = <' always evaluates to true, and 'evt.dir = >'"
          + " always evaluates to false. The rule expression can be simplified by removing the"
          + " condition on 'evt.dir'";

  private final Set<String> visited = new LinkedHashSet<>();
  private final Map<Integer, Origin> deprecated = new TreeMap<>();
  private @Nullable Origin unsafe;
  private boolean unsafeFieldLast;
  private boolean comparing;
  private Linker.Linked linked;
  private final @Nullable MacroLinker macros;

  private FilterWarnings(Linker.Linked linked, @Nullable MacroLinker macros) {
    this.linked = linked;
    this.macros = macros;
  }

  /** Reports the warnings of a rule's condition, its macros included. */
  static void report(Linker.Linked linked, MacroLinker macros, Linker linker, String item) {
    FilterWarnings warnings = new FilterWarnings(linked, macros);
    warnings.visit(linked.parsed().tree());
    if (warnings.unsafe != null) {
      linker.report.add(
          LoadCode.LOAD_UNSAFE_NA_CHECK,
          warnings.unsafe,
          item,
          "Comparing a field value with <NA> is unsafe; use 'exists' instead");
    }
    warnings.deprecated.forEach((field, origin) ->
        linker.report.add(
            LoadCode.LOAD_DEPRECATED_ITEM,
            origin,
            item,
            field == 0 ? DIRECTION : "'" + DEPRECATED.get(field) + "': " + LATENCY));
  }

  /** Reports deprecated fields in an output, wherever their name stands. */
  static void reportInOutput(String text, Origin place, Linker linker, String item) {
    for (String field : DEPRECATED) {
      if (text.contains(field)) {
        linker.report.add(
            LoadCode.LOAD_DEPRECATED_ITEM,
            place,
            item,
            "usage of deprecated field '" + field + "' has been detected in the rule output");
      }
    }
  }

  private void visit(Condition condition) {
    switch (condition) {
      case Condition.And and -> and.parts().forEach(this::visit);
      case Condition.Or or -> or.parts().forEach(this::visit);
      case Condition.Not not -> visit(not.part());
      case Condition.MacroName name -> visitMacro(name.name());
      case Condition.Check check -> visitCheck(check);
      case Condition.Broken _ -> {}
    }
  }

  private void visitMacro(String name) {
    Linker.Linked body = macros == null ? null : macros.linked(name);
    if (body != null && visited.add(name)) {
      Linker.Linked outer = linked;
      linked = body;
      visit(body.parsed().tree());
      linked = outer;
    }
  }

  private void visitCheck(Condition.Check check) {
    unsafeFieldLast = false;
    visit(check.left());
    if (check.right().isPresent() && unsafeFieldLast && equality(check)) {
      comparing = true;
      visit(check.right().get());
      comparing = false;
    }
  }

  private static boolean equality(Condition.Check check) {
    return check.modifier().isEmpty()
        && switch (check.operator()) {
          case EQ, EQ_EQ, NE, IN, INTERSECTS, PMATCH -> true;
          default -> false;
        };
  }

  private void visit(Operand operand) {
    switch (operand) {
      case Operand.FieldName field -> {
        unsafeFieldLast = field.name().startsWith("ka.") || field.name().startsWith("jevt.");
        int index = DEPRECATED.indexOf(field.name());
        if (index >= 0) {
          deprecated.putIfAbsent(index, linked.text().origin(field.span()));
        }
      }
      case Operand.Transform transform -> transform.arguments().forEach(this::visit);
      case Operand.OperandList list -> list.items().forEach(this::visit);
      case Operand.ValueList list -> list.values().forEach(this::visit);
      case Operand.Literal literal -> {
        if (comparing && literal.text().equals("<NA>") && unsafe == null) {
          unsafe = linked.text().origin(literal.span());
        }
      }
      case Operand.Broken _ -> {}
    }
  }

  /** Whether a condition without macros compares an audit field with {@code <NA>}. */
  public static boolean comparesUnsafely(Condition condition) {
    SourceText text =
        new SourceText(new SourceFile("", ""), " ", OffsetMap.straight(0, 0), new Span(0, 0));
    FilterWarnings warnings =
        new FilterWarnings(
            new Linker.Linked(
                LinkedText.joined(List.of(text)), new Parsed(condition, List.of(), 0)),
            null);
    warnings.visit(condition);
    return warnings.unsafe != null;
  }
}
