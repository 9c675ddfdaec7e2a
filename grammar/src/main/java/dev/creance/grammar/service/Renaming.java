package dev.creance.grammar.service;

import dev.creance.grammar.rules.RuleNames;
import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.yaml.YamlNode;
import dev.creance.grammar.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives a rule, macro or list another name wherever it is written.
 *
 * @param edits of all files; empty when there is a problem
 * @param problem why it cannot be done, and what to do; empty when it can
 */
public record Renaming(List<TextEdit> edits, String problem) {
  private static final List<String> WORDS =
      List.of("and", "or", "not", "in", "exists", "pmatch", "intersects");

  public Renaming {
    edits = List.copyOf(edits);
  }

  /** Renames a symbol of an index. */
  public static Renaming of(RuleIndex index, Symbol symbol, String newName) {
    String problem = problem(index, symbol, newName);
    if (!problem.isEmpty()) {
      return new Renaming(List.of(), problem);
    }
    List<TextEdit> edits = new ArrayList<>();
    for (Occurrence place : index.places(symbol)) {
      edits.add(new TextEdit(place.file(), place.span(), written(place, newName)));
    }
    return new Renaming(edits, "");
  }

  private static String problem(RuleIndex index, Symbol symbol, String newName) {
    switch (symbol.kind()) {
      case FIELD, TAG -> {
        return "a " + symbol.kind().word() + " has its name from elsewhere";
      }
      case MACRO -> {
        if (!RuleNames.ofMacro(newName) || WORDS.contains(newName)) {
          return "a macro's name is letters, digits and underscores, and begins with a letter";
        }
      }
      case LIST -> {
        if (!RuleNames.ofList(newName) || WORDS.contains(newName)) {
          return "a list's name has no blanks, parentheses, quotes, commas or equals signs";
        }
      }
      case RULE -> {
        if (newName.isBlank()) {
          return "a rule needs a name";
        }
      }
    }
    if (!index.defined(symbol)) {
      return symbol + " is not defined in this workspace";
    }
    Symbol renamed = new Symbol(symbol.kind(), newName);
    if (!newName.equals(symbol.name()) && !index.items(renamed).isEmpty()) {
      return renamed + " is there already";
    }
    for (SourceFile file : index.files()) {
      if (!index.whole(file)) {
        return file.name() + " cannot be read to its end: mend it first";
      }
    }
    return "";
  }

  /** The new name as it must be written: a plain scalar cannot hold every text. */
  private static String written(Occurrence place, String name) {
    if (place.role() == Occurrence.Role.REFERENCE || plain(name) || quoted(place)) {
      return name;
    }
    return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static boolean quoted(Occurrence place) {
    int before = place.span().start() - 1;
    char c = before < 0 ? ' ' : place.file().text().charAt(before);
    return c == '"' || c == '\'';
  }

  private static boolean plain(String name) {
    List<YamlNode> read = YamlReader.read("- k: " + name + "\n", new ArrayList<>());
    return read.size() == 1
        && read.getFirst() instanceof YamlNode.Sequence items
        && items.items().size() == 1
        && items.items().getFirst() instanceof YamlNode.Mapping item
        && item.entries().size() == 1
        && item.entries().getFirst().value() instanceof YamlNode.Scalar scalar
        && scalar.text().equals(name);
  }
}
