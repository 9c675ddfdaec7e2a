package dev.creance.grammar.rules;

import dev.creance.grammar.checked.Finding;
import dev.creance.grammar.checked.Origin;
import dev.creance.grammar.rules.Definitions.ListDefinition;
import dev.creance.grammar.source.Diagnostic.Fix;
import dev.creance.grammar.source.LoadCode;
import dev.creance.grammar.syntax.Parsed;
import dev.creance.grammar.syntax.SyntaxError;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a {@link Ruleset} of what was collected: lists into conditions, macros into rules, every
 * condition and output checked. The order is Falco's: lists, macros, rules.
 */
final class Linker {
  final LoadOptions options;
  final Definitions definitions;
  final LinkMemory memory;
  final Report report;
  private final Map<String, LinkedText> lists = new LinkedHashMap<>();
  private final Map<String, List<SourceText>> listItems = new LinkedHashMap<>();
  private final List<String> listNames = new ArrayList<>();
  private final Map<String, Integer> listIndex = new HashMap<>();

  /** Lists whose name holds delimiters: no words, and yet Falco finds them. */
  private final BitSet oddNames = new BitSet();

  private final Set<String> usedLists = new HashSet<>();

  Linker(LoadOptions options, Definitions definitions, LinkMemory memory, Report report) {
    this.options = options;
    this.definitions = definitions;
    this.memory = memory;
    this.report = report;
  }

  /** A condition after list expansion, with its tree. */
  record Linked(LinkedText text, Parsed parsed) {}

  Ruleset link(Set<String> failedNames) {
    int before = report.errors();
    resolveLists();
    MacroLinker macros = new MacroLinker(this, failedNames);
    macros.link();
    List<Rule> rules = new RuleLinker(this, macros).link();
    if (report.errors() == before) {
      reportUnused(macros);
    }
    List<Ruleset.NamedList> named = new ArrayList<>();
    listItems.forEach((name, items) ->
        named.add(
            new Ruleset.NamedList(
                name, items, usedLists.contains(name), definition(name).contributions)));
    return new Ruleset(rules, named, macros.macros());
  }

  private ListDefinition definition(String name) {
    return Objects.requireNonNull(definitions.lists.get(name));
  }

  /** Items that name a list which is visible give way to that list's own items, one level deep. */
  private void resolveLists() {
    for (ListDefinition list : definitions.lists.values()) {
      List<SourceText> items = new ArrayList<>();
      for (SourceText item : list.items) {
        ListDefinition inner = definitions.lists.get(item.bytes());
        if (inner != null && inner.index < list.visibility) {
          usedLists.add(inner.name);
          items.addAll(inner.items);
        } else {
          items.add(item);
        }
      }
      listItems.put(list.name, items);
      lists.put(list.name, LinkedText.items(items));
      listIndex.put(list.name, listNames.size());
      if (!LinkedText.isWord(list.name)) {
        oddNames.set(listNames.size());
      }
      listNames.add(list.name);
    }
  }

  /** Expands the lists of a condition and parses it. */
  Linked parse(LinkedText condition) {
    LinkedText text = condition;
    BitSet due = mentioned(condition.text());
    due.or(oddNames);
    for (int i = due.nextSetBit(0); i >= 0; i = due.nextSetBit(i + 1)) {
      String name = listNames.get(i);
      LinkedText items = Objects.requireNonNull(lists.get(name));
      LinkedText expanded = text.expand(name, items);
      if (expanded != text) {
        usedLists.add(name);
        text = expanded;
        // Lists that are defined later are expanded in the items too, earlier ones are not.
        due.or(mentioned(items.text()));
      }
    }
    return new Linked(text, memory.parse(text.text(), options.conditionDepth()));
  }

  /** The lists whose names are words of a text. */
  private BitSet mentioned(String text) {
    BitSet found = new BitSet(listNames.size());
    for (String word : memory.words(text)) {
      Integer index = listIndex.get(word);
      if (index != null) {
        found.set(index);
      }
    }
    return found;
  }

  /** Reports what the parser found. */
  void reportSyntax(Linked linked, String item) {
    for (SyntaxError error : linked.parsed().errors()) {
      report.add(
          LoadCode.LOAD_ERR_COMPILE_CONDITION,
          linked.text().origin(error.span()),
          item,
          error.message());
    }
  }

  void report(LoadCode code, Finding finding, String item) {
    Optional<Fix> fix = finding.replacement().flatMap(word -> fix(finding.origin(), word));
    report.add(
        code,
        finding.origin(),
        item,
        finding.message() + fix.map(f -> "; did you mean '" + f.replacement() + "'?").orElse(""),
        fix);
  }

  /** A replacement, when the place holds just the word in question. */
  private static Optional<Fix> fix(Origin at, String word) {
    String text = at.file().text().substring(at.span().start(), at.span().end());
    boolean oneWord = !text.isEmpty() && text.chars().noneMatch(Character::isWhitespace);
    return oneWord
        ? Optional.of(
            new Fix(
                "Change to '" + SourceText.decode(word) + "'", at.span(), SourceText.decode(word)))
        : Optional.empty();
  }

  private void reportUnused(MacroLinker macros) {
    for (Definitions.MacroDefinition macro : definitions.macros.values()) {
      if (!macros.used(macro.name)) {
        report.add(
            LoadCode.LOAD_UNUSED_MACRO,
            macro.nameOrigin,
            "macro '" + SourceText.decode(macro.name) + "'",
            "Macro not referred to by any other rule/macro");
      }
    }
    for (ListDefinition list : definitions.lists.values()) {
      if (!usedLists.contains(list.name)) {
        report.add(
            LoadCode.LOAD_UNUSED_LIST,
            list.nameOrigin,
            "list '" + SourceText.decode(list.name) + "'",
            "List not referred to by any other rule/macro");
      }
    }
  }
}
