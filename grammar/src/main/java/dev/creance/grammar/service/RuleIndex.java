package dev.creance.grammar.service;

import dev.creance.grammar.service.Occurrence.Role;
import dev.creance.grammar.source.SourceFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * All names of a set of rule files and where they are written: a snapshot, which does not change
 * and may be used by many threads.
 */
public final class RuleIndex {
  private final List<SourceFile> files;
  private final Map<SourceFile, RuleDocument> documents;
  private final Map<Symbol, List<Occurrence>> bySymbol = new LinkedHashMap<>();
  private final Map<SourceFile, List<Occurrence>> byFile = new HashMap<>();

  /**
   * @param files those that are there
   * @param all what they say; of files that cannot be read just now, what they said before
   */
  RuleIndex(List<SourceFile> files, List<RuleDocument> all) {
    this.files = List.copyOf(files);
    documents = new LinkedHashMap<>();
    all.forEach(document -> documents.put(document.file(), document));
    all.forEach(document -> document.occurrences().forEach(this::add));
    for (String list : names(Symbol.Kind.LIST)) {
      for (RuleDocument document : all) {
        document.words().getOrDefault(list, List.of()).forEach(this::add);
      }
    }
    byFile
        .values()
        .forEach(list -> list.sort(Comparator.comparingInt(place -> place.span().start())));
  }

  private void add(Occurrence occurrence) {
    bySymbol.computeIfAbsent(occurrence.symbol(), key -> new ArrayList<>()).add(occurrence);
    byFile.computeIfAbsent(occurrence.file(), key -> new ArrayList<>()).add(occurrence);
  }

  /** The files, in the order in which they are loaded. */
  public List<SourceFile> files() {
    return files;
  }

  /** The items of a file that have names, in order. */
  public List<RuleItem> outline(SourceFile file) {
    RuleDocument document = documents.get(file);
    return document == null ? List.of() : document.items();
  }

  /** All items of a symbol, in the order in which they are loaded. */
  public List<RuleItem> items(Symbol symbol) {
    List<RuleItem> found = new ArrayList<>();
    for (RuleDocument document : documents.values()) {
      for (RuleItem item : document.items()) {
        if (item.symbol().equals(symbol)) {
          found.add(item);
        }
      }
    }
    return found;
  }

  /** What is written at an offset; also when the caret stands right behind the name. */
  public Optional<Occurrence> at(SourceFile file, int offset) {
    Occurrence behind = null;
    for (Occurrence occurrence : byFile.getOrDefault(file, List.of())) {
      if (occurrence.span().contains(offset)) {
        return Optional.of(occurrence);
      }
      if (occurrence.span().end() == offset && occurrence.span().length() > 0) {
        behind = occurrence;
      }
    }
    return Optional.ofNullable(behind);
  }

  /** The items that define a symbol or change it, in the order in which they are loaded. */
  public List<Occurrence> definitions(Symbol symbol) {
    return places(symbol).stream().filter(place -> place.role() != Role.REFERENCE).toList();
  }

  /** Where others refer to a symbol. */
  public List<Occurrence> usages(Symbol symbol) {
    return places(symbol).stream().filter(place -> place.role() == Role.REFERENCE).toList();
  }

  /** Definitions, changes and usages together. */
  public List<Occurrence> places(Symbol symbol) {
    return Collections.unmodifiableList(bySymbol.getOrDefault(symbol, List.of()));
  }

  /** The names of a kind, sorted. */
  public SortedSet<String> names(Symbol.Kind kind) {
    SortedSet<String> names = new TreeSet<>();
    bySymbol.keySet().stream()
        .filter(symbol -> symbol.kind() == kind)
        .forEach(symbol -> names.add(symbol.name()));
    return names;
  }

  /** Whether a file can be read to its end: else places in it are missing or from before. */
  public boolean whole(SourceFile file) {
    RuleDocument document = documents.get(file);
    return document != null && document.whole();
  }

  /** Whether a name is defined in one of the files. */
  public boolean defined(Symbol symbol) {
    return places(symbol).stream().anyMatch(place -> place.role() == Role.DEFINITION);
  }
}
