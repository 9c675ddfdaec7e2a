package dev.creance.grammar.rules;

import dev.creance.grammar.checked.Origin;
import dev.creance.grammar.syntax.Condition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What comes of a set of rule files.
 *
 * @param rules in evaluation order, disabled ones included; rules of sources that are not loaded
 *     are missing
 * @param lists in the order of definition
 * @param macros in the order of definition
 */
public record Ruleset(List<Rule> rules, List<NamedList> lists, List<Macro> macros) {
  public static final Ruleset EMPTY = new Ruleset(List.of(), List.of(), List.of());

  public Ruleset {
    rules = List.copyOf(rules);
    lists = List.copyOf(lists);
    macros = List.copyOf(macros);
  }

  /**
   * A list.
   *
   * @param items as they are put into conditions: items that name an earlier list are replaced by
   *     its items
   * @param used whether a condition or another list refers to it
   */
  public record NamedList(
      String name, List<SourceText> items, boolean used, List<Contribution> contributions) {
    public NamedList {
      items = List.copyOf(items);
      contributions = List.copyOf(contributions);
    }
  }

  /**
   * A macro.
   *
   * @param text its condition with lists expanded, a byte string
   * @param syntax the tree of it, other macros by name
   * @param used whether a rule or another macro refers to it
   */
  public record Macro(
      String name,
      Origin place,
      String text,
      Condition syntax,
      boolean used,
      List<Contribution> contributions) {
    public Macro {
      contributions = List.copyOf(contributions);
    }
  }

  /** The rule of a name. */
  public Optional<Rule> rule(String name) {
    return rules.stream().filter(rule -> rule.name().equals(name)).findFirst();
  }

  /** The enabled rules of a source, in evaluation order. */
  public List<Rule> enabled(String source) {
    return rules.stream().filter(rule -> rule.enabled() && rule.source().equals(source)).toList();
  }

  /** A rule's condition with its macros put in. */
  public Condition expanded(Rule rule) {
    Map<String, Condition> bodies = new HashMap<>();
    macros.forEach(macro -> bodies.put(macro.name(), macro.syntax()));
    return expand(rule.syntax(), bodies, new HashSet<>());
  }

  private static Condition expand(
      Condition condition, Map<String, Condition> bodies, Set<String> expandedMacros) {
    return switch (condition) {
      case Condition.And and ->
          new Condition.And(and.span(), expand(and.parts(), bodies, expandedMacros));
      case Condition.Or or ->
          new Condition.Or(or.span(), expand(or.parts(), bodies, expandedMacros));
      case Condition.Not not ->
          new Condition.Not(not.span(), expand(not.part(), bodies, expandedMacros));
      case Condition.MacroName macro -> {
        Condition body = bodies.get(macro.name());
        if (body != null && expandedMacros.add(macro.name())) {
          body = expand(body, bodies, expandedMacros);
          bodies.put(macro.name(), body);
        }
        yield body == null ? macro : body;
      }
      case Condition.Check _, Condition.Broken _ -> condition;
    };
  }

  private static List<Condition> expand(
      List<Condition> parts, Map<String, Condition> bodies, Set<String> expandedMacros) {
    List<Condition> expanded = new ArrayList<>(parts.size());
    parts.forEach(part -> expanded.add(expand(part, bodies, expandedMacros)));
    return expanded;
  }
}
