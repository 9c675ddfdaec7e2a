package dev.creance.grammar.rules;

import dev.creance.grammar.checked.TemplateChecker;
import dev.creance.grammar.checked.TestChecker;
import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.syntax.ConditionParser;
import dev.creance.grammar.syntax.Parsed;
import dev.creance.grammar.vocabulary.FieldResolver;
import dev.creance.grammar.yaml.YamlRereader;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a loader remembers from one linking to the next: files that have not changed, trees of
 * conditions by their text, checked comparisons by their tree, templates by their text. But for the
 * files, none of it depends on where a text stands, so an edit costs what it changes.
 */
final class LinkMemory {
  private static final int REMEMBERED = 8_192;

  /** Loads over which a file is remembered that none of them had: what undo comes back to. */
  private static final int LOADS = 4;

  private record TemplateKey(String source, String text) {}

  private final FieldResolver fields;
  private final Map<String, TestChecker> tests = new HashMap<>();
  private final Map<String, Parsed> parses = new HashMap<>();
  private final Map<String, Set<String>> words = new HashMap<>();
  private final Map<TemplateKey, TemplateChecker.Outcome> templates = new HashMap<>();

  /** The files that were loaded lately; one that has not changed is the same object. */
  private final Map<SourceFile, RememberedFile> files = new HashMap<>();

  /** For files that were read in several versions: what an edit left alone is not read again. */
  private final Map<String, YamlRereader> rereaders = new HashMap<>();

  private int load;

  private static final class RememberedFile {
    final RuleFileReader.RuleFile read;
    int lastLoad;

    RememberedFile(RuleFileReader.RuleFile read) {
      this.read = read;
    }
  }

  LinkMemory(Set<String> plugins) {
    fields = new FieldResolver(plugins);
  }

  FieldResolver fields() {
    return fields;
  }

  TestChecker tests(String source) {
    return tests.computeIfAbsent(source, key -> new TestChecker(fields, key));
  }

  /**
   * A load begins. Each keystroke in a long file leaves a tree of it that takes ten times its text,
   * so those are forgotten that were not asked for lately.
   */
  void begin() {
    load++;
    files.values().removeIf(file -> file.lastLoad < load - LOADS);
    rereaders.keySet().removeIf(name -> !known(name));
  }

  RuleFileReader.RuleFile read(SourceFile file) {
    RememberedFile known = files.get(file);
    if (known == null) {
      known =
          new RememberedFile(
              known(file.name())
                  ? RuleFileReader.read(
                      file, rereaders.computeIfAbsent(file.name(), name -> new YamlRereader()))
                  : RuleFileReader.read(file));
      files.put(file, known);
    }
    known.lastLoad = load;
    return known.read;
  }

  /** Whether a file of that name was read lately. */
  private boolean known(String name) {
    return files.keySet().stream().anyMatch(file -> file.name().equals(name));
  }

  Parsed parse(String text, int depth) {
    Parsed parsed = parses.get(text);
    if (parsed == null) {
      if (parses.size() >= REMEMBERED) {
        parses.clear();
      }
      parsed = ConditionParser.parse(text, depth);
      parses.put(text, parsed);
    }
    return parsed;
  }

  /** The stretches of a text between delimiters. */
  Set<String> words(String text) {
    if (words.size() >= REMEMBERED) {
      words.clear();
    }
    return words.computeIfAbsent(text, LinkedText::words);
  }

  TemplateChecker.Outcome template(String text, String source) {
    TemplateKey key = new TemplateKey(source, text);
    TemplateChecker.Outcome outcome = templates.get(key);
    if (outcome == null) {
      if (templates.size() >= REMEMBERED) {
        templates.clear();
      }
      outcome = TemplateChecker.check(text, tests(source).expressions());
      templates.put(key, outcome);
    }
    return outcome;
  }
}
