package dev.creance.catalogue;

import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.grammar.syntax.Condition;
import dev.creance.grammar.syntax.ConditionPrinter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What rules mean, as digests: of the source and the condition, with lists, macros and exceptions
 * put in. How a condition is written (line breaks, parentheses, the names of its macros) and what a
 * rule prints make no other version; each comparison, and the order of comparisons, does.
 */
public final class RuleVersions {
  private final Map<String, Condition> bodies = new HashMap<>();
  private final Map<String, String> digests = new HashMap<>();
  private final Set<String> open = new HashSet<>();

  public RuleVersions(Ruleset ruleset) {
    ruleset.macros().forEach(macro -> bodies.put(macro.name(), macro.syntax()));
  }

  /** The version of a rule of the ruleset. */
  public String of(Rule rule) {
    return Digests.sha256("rule\n" + rule.source() + "\n" + digest(rule.syntax()));
  }

  /** Of each macro once: nested macros can mean more text than fits into memory. */
  private String digest(Condition condition) {
    return switch (condition) {
      case Condition.And and -> digest("and", and.parts());
      case Condition.Or or -> digest("or", or.parts());
      case Condition.Not not -> digest("not", List.of(not.part()));
      case Condition.MacroName macro -> macro(macro.name());
      case Condition.Check check -> Digests.sha256("check\n" + ConditionPrinter.print(check));
      case Condition.Broken broken -> Digests.sha256("broken");
    };
  }

  private String digest(String kind, List<Condition> parts) {
    StringBuilder all = new StringBuilder(kind);
    parts.forEach(part -> all.append('\n').append(digest(part)));
    return Digests.sha256(all.toString());
  }

  private String macro(String name) {
    String known = digests.get(name);
    if (known != null) {
      return known;
    }
    Condition body = bodies.get(name);
    String digest =
        body == null || !open.add(name) ? Digests.sha256("macro\n" + name) : digest(body);
    open.remove(name);
    digests.put(name, digest);
    return digest;
  }
}
