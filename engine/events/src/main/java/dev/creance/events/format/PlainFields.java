package dev.creance.events.format;

import dev.creance.grammar.checked.CheckedTemplate;
import dev.creance.grammar.checked.CheckedTemplate.Part.Reference;
import dev.creance.grammar.checked.FieldExpression;
import dev.creance.grammar.checked.FieldExpression.Access;
import dev.creance.grammar.checked.FieldExpression.Items;
import dev.creance.grammar.checked.FieldExpression.Literal;
import dev.creance.grammar.checked.FieldExpression.Transformed;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The fields that a template prints, by the names that they have among an alert's {@code
 * output_fields}. A transformer is no field: those inside of it are.
 */
public final class PlainFields {
  /** Fields whose argument follows a dot: {@code evt.rawarg.res}. */
  private static final Set<String> DOTTED =
      Set.of("evt.arg", "evt.rawarg", "evt.type.is", "evt.abspath", "thread.cgroup");

  private PlainFields() {}

  /** By name, in the order in which alerts print them. */
  public static SortedMap<String, FieldExpression> of(CheckedTemplate template) {
    SortedMap<String, FieldExpression> fields = new TreeMap<>();
    for (CheckedTemplate.Part part : template.parts()) {
      if (part instanceof Reference reference) {
        if (reference.expression() instanceof Access) {
          fields.put(reference.source(), reference.expression());
        } else {
          collect(reference.expression(), fields);
        }
      }
    }
    return fields;
  }

  private static void collect(
      FieldExpression expression, SortedMap<String, FieldExpression> fields) {
    switch (expression) {
      case Access access -> fields.put(name(access), access);
      case Transformed transformed ->
          transformed.arguments().forEach(argument -> collect(argument, fields));
      case Items items -> items.items().forEach(item -> collect(item, fields));
      case Literal _ -> {}
    }
  }

  private static String name(Access access) {
    String name = access.field().name();
    if (access.argument().isEmpty()) {
      return name;
    }
    String argument = access.argument().get();
    boolean index = name.equals("evt.arg") && Character.isDigit(argument.charAt(0));
    return DOTTED.contains(name) && !index ? name + "." + argument : name + "[" + argument + "]";
  }
}
