package dev.creance.grammar.service;

import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.yaml.YamlRereader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps the index of a workspace's rule files up to date: files that did not change are not read
 * again, and where a file is no YAML for a moment, because somebody types, what it said before
 * still counts for what could not be read. For one thread; its indexes may be used by many.
 */
public final class LanguageService {
  private Map<SourceFile, RuleDocument> known = new IdentityHashMap<>();
  private Map<String, RuleDocument> lastWhole = new HashMap<>();
  private final Map<String, YamlRereader> rereaders = new HashMap<>();
  private final Parses parses = new Parses();

  /** The index of files, in the order in which they are loaded. */
  public RuleIndex index(List<SourceFile> files) {
    Map<SourceFile, RuleDocument> now = new IdentityHashMap<>();
    Map<String, RuleDocument> whole = new HashMap<>();
    List<RuleDocument> documents = new ArrayList<>();
    for (SourceFile file : files) {
      RuleDocument before = known.get(file);
      RuleDocument document = before == null ? read(file) : before;
      now.put(file, document);
      documents.add(document);
      RuleDocument good = document.whole() ? document : lastWhole.get(file.name());
      if (good != null) {
        whole.put(file.name(), good);
        if (good != document && document.items().isEmpty()) {
          // Its names still complete and resolve elsewhere; its places are the old text's.
          documents.add(good);
        }
      }
    }
    known = now;
    lastWhole = whole;
    rereaders.keySet().retainAll(files.stream().map(SourceFile::name).toList());
    return new RuleIndex(files, documents);
  }

  private RuleDocument read(SourceFile file) {
    return RuleDocument.of(
        file, rereaders.computeIfAbsent(file.name(), name -> new YamlRereader()), parses);
  }
}
