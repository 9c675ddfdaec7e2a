package dev.creance.grammar.service;

import dev.creance.grammar.rules.RuleFileReader;
import dev.creance.grammar.rules.RuleFileReader.RuleFile;
import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.yaml.YamlRereader;
import java.util.List;
import java.util.Map;

/**
 * What a single file says, without the others: its items, and every place where a name is written.
 *
 * @param items those with a name, in order
 * @param occurrences of rules, macros, fields and tags; definitions of lists
 * @param words places where a text stands that is a list's name if there is a list of that name:
 *     Falco puts a list's items wherever its name stands in a condition
 * @param whole whether the file is YAML to its end
 */
record RuleDocument(
    SourceFile file,
    List<RuleItem> items,
    List<Occurrence> occurrences,
    Map<String, List<Occurrence>> words,
    boolean whole) {
  /**
   * What a file says.
   *
   * @param reread has read earlier versions of the file, or none
   * @param parses of earlier versions and other files; those of the file are added
   */
  static RuleDocument of(SourceFile file, YamlRereader reread, Parses parses) {
    RuleFile read = RuleFileReader.read(file, reread);
    ItemWalker walker = new ItemWalker(file, parses);
    read.items().forEach(walker::item);
    return new RuleDocument(
        file,
        List.copyOf(walker.items),
        List.copyOf(walker.occurrences),
        walker.words,
        read.failure().isEmpty());
  }
}
