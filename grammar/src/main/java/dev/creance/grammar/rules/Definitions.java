package dev.creance.grammar.rules;

import dev.creance.grammar.checked.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What was collected so far, over all files: lists, macros and rules in the order of their first
 * definition. A counter goes up with every definition, append and replacement: an item's {@code
 * index} is its value at the first definition, its {@code visibility} at the latest change.
 */
final class Definitions {
  /** What lists, macros and rules have in common. */
  abstract static class Definition {
    /** A byte string. */
    final String name;

    int index;
    int visibility;
    Origin origin;
    Origin nameOrigin;
    final List<Contribution> contributions = new ArrayList<>();

    Definition(String name, Origin origin, Origin nameOrigin) {
      this.name = name;
      this.origin = origin;
      this.nameOrigin = nameOrigin;
    }
  }

  static final class ListDefinition extends Definition {
    List<SourceText> items = new ArrayList<>();

    ListDefinition(String name, Origin origin, Origin nameOrigin) {
      super(name, origin, nameOrigin);
    }
  }

  static final class MacroDefinition extends Definition {
    List<SourceText> condition = new ArrayList<>();

    MacroDefinition(String name, Origin origin, Origin nameOrigin) {
      super(name, origin, nameOrigin);
    }
  }

  static final class RuleDefinition extends Definition {
    List<SourceText> condition = new ArrayList<>();
    List<SourceText> output = new ArrayList<>();
    String description = "";
    Priority priority = Priority.DEBUG;
    String source = "syscall";
    boolean unknownSource;
    boolean enabled = true;
    boolean capture;
    int captureMillis;
    boolean warnEventTypes = true;
    boolean skipIfUnknownFilter;
    SortedSet<String> tags = new TreeSet<>();
    List<RuleException> exceptions = new ArrayList<>();

    RuleDefinition(String name, Origin origin, Origin nameOrigin) {
      super(name, origin, nameOrigin);
    }
  }

  final Map<String, ListDefinition> lists = new LinkedHashMap<>();
  final Map<String, MacroDefinition> macros = new LinkedHashMap<>();
  final Map<String, RuleDefinition> rules = new LinkedHashMap<>();
  final List<PluginRequirement> pluginRequirements = new ArrayList<>();
  private int counter;

  /**
   * A required plugin with its alternatives, of which the first loaded one counts.
   *
   * @param known whether Falco gets to know of it: it stops reading at the first error
   */
  record PluginRequirement(Origin origin, List<Alternative> alternatives, boolean known) {
    record Alternative(String name, Version version, String text) {}
  }

  /** Puts in a definition, in the place of an earlier one of the same name. */
  <D extends Definition> void define(Map<String, D> kind, D definition) {
    @Nullable D previous = kind.get(definition.name);
    definition.visibility = counter;
    definition.index = previous == null ? counter : previous.index;
    counter++;
    kind.put(definition.name, definition);
  }

  void changed(Definition definition) {
    definition.visibility = counter++;
  }
}
