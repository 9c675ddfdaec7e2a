package dev.creance.workbench.window.service;

import dev.creance.grammar.service.Completer;
import dev.creance.grammar.service.Completion;
import dev.creance.grammar.service.Formatter;
import dev.creance.grammar.service.Hover;
import dev.creance.grammar.service.LanguageService;
import dev.creance.grammar.service.Occurrence;
import dev.creance.grammar.service.Renaming;
import dev.creance.grammar.service.RuleIndex;
import dev.creance.grammar.service.RuleItem;
import dev.creance.grammar.service.Symbol;
import dev.creance.grammar.service.TextEdit;
import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.vocabulary.Field;
import dev.creance.grammar.vocabulary.FieldCatalogue;
import dev.creance.tuning.recording.Recording;
import dev.creance.workbench.window.shown.Explanation;
import dev.creance.workbench.window.shown.NamePlace;
import dev.creance.workbench.window.shown.NamePlaces;
import dev.creance.workbench.window.shown.OutlineEntry;
import dev.creance.workbench.window.shown.Rename;
import dev.creance.workbench.window.shown.Suggestion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What the editor asks of the rule language, on a thread of its own: what could be typed, what a
 * name means, where else it is written. Every question brings the texts as they are now.
 */
public final class RuleLanguage implements AutoCloseable {
  private static final int MOST = 200;

  private final Jobs jobs = new Jobs("creance-language-window");
  private final LanguageService language = new LanguageService();
  private final SourceTexts texts = new SourceTexts();
  private final FieldSamples samples = new FieldSamples();
  private RuleIndex index = language.index(List.of());

  /** A place in a file among the texts of all files. */
  public record Spot(Map<Path, String> texts, Path file, int offset) {}

  /** From now on examples come from the corpora of a laboratory. */
  public void corporaOpened(Laboratory laboratory) {
    laboratory
        .recordings()
        .thenAccept((List<Recording> open) ->
            jobs.run(() -> {
              samples.open(open);
              return true;
            }));
  }

  /**
   * Reads what has changed.
   *
   * @param delayMillis to wait before, so that a row of keystrokes causes one reading
   * @return the items of every file
   */
  public CompletableFuture<Map<Path, List<OutlineEntry>>> read(
      Map<Path, String> current, long delayMillis) {
    return jobs.newest(
        "read",
        delayMillis,
        () -> {
          index(current);
          Map<Path, List<OutlineEntry>> outlines = new LinkedHashMap<>();
          for (Path path : current.keySet()) {
            SourceFile file = texts.file(path);
            if (file != null) {
              outlines.put(path, outline(file));
            }
          }
          return outlines;
        });
  }

  private RuleIndex index(Map<Path, String> current) {
    index = language.index(texts.of(current));
    return index;
  }

  private List<OutlineEntry> outline(SourceFile file) {
    List<OutlineEntry> entries = new ArrayList<>();
    for (RuleItem item : index.outline(file)) {
      int end = item.span().end();
      while (end > item.span().start() && Character.isWhitespace(file.text().charAt(end - 1))) {
        end--;
      }
      entries.add(
          new OutlineEntry(
              item.symbol().kind().word(),
              item.symbol().name(),
              item.role() == Occurrence.Role.CHANGE,
              item.span().start(),
              file.line(item.span().start()),
              file.line(end)));
    }
    return entries;
  }

  /**
   * What could be typed, the likeliest first. The names are those that were read last: reading a
   * long file takes longer than somebody who types wants to wait.
   */
  public CompletableFuture<List<Suggestion>> suggest(Path path, String text, int offset) {
    return jobs.newest(
        "suggest",
        0,
        () ->
            new Completer(index, samples::of)
                .at(new SourceFile(path.toString(), text), offset).stream()
                    .limit(MOST)
                    .map(RuleLanguage::suggestion)
                    .toList());
  }

  /** What could be typed in a condition that stands by itself, the likeliest first. */
  public CompletableFuture<List<Suggestion>> suggest(String condition, int offset) {
    return jobs.newest(
        "suggest",
        0,
        () ->
            new Completer(index, samples::of)
                .inCondition(condition, offset).stream()
                    .limit(MOST)
                    .map(RuleLanguage::suggestion)
                    .toList());
  }

  private static Suggestion suggestion(Completion completion) {
    return new Suggestion(
        completion.label(),
        completion.kind().name().toLowerCase(Locale.ROOT),
        completion.insert(),
        completion.detail(),
        completion.replaced().start(),
        completion.replaced().end());
  }

  /** What something that could be typed means. */
  public CompletableFuture<Optional<Explanation>> describe(Suggestion suggestion) {
    return jobs.newest(
        "describe",
        0,
        () ->
            switch (suggestion.kind()) {
              case "field" -> field(suggestion.label());
              case "macro" -> named(Symbol.Kind.MACRO, suggestion.label());
              case "list" -> named(Symbol.Kind.LIST, suggestion.label());
              case "rule" -> named(Symbol.Kind.RULE, suggestion.label());
              default -> Optional.empty();
            });
  }

  private Optional<Explanation> field(String name) {
    Field field = FieldCatalogue.current().find(name);
    return field == null
        ? Optional.empty()
        : Optional.of(
            new Explanation(
                "field " + name,
                (field.list() ? "list of " : "") + field.type().name().toLowerCase(Locale.ROOT),
                "",
                field.description(),
                samples.of(name, "")));
  }

  private Optional<Explanation> named(Symbol.Kind kind, String name) {
    return index.definitions(new Symbol(kind, name)).stream()
        .findFirst()
        .flatMap(place -> Hover.at(index, place.file(), place.span().start()))
        .map(this::explanation);
  }

  /** What the name at a place means. */
  public CompletableFuture<Optional<Explanation>> explain(Spot spot) {
    return jobs.newest(
        "explain",
        0,
        () -> {
          RuleIndex now = index(spot.texts);
          SourceFile file = texts.file(spot.file);
          return file == null
              ? Optional.empty()
              : Hover.at(now, file, spot.offset).map(this::explanation);
        });
  }

  private Explanation explanation(Hover hover) {
    String field = hover.title().startsWith("field ") ? hover.title().substring(6) : "";
    int bracket = field.indexOf('[');
    return new Explanation(
        hover.title(),
        hover.detail(),
        hover.code(),
        hover.prose(),
        field.isEmpty()
            ? List.of()
            : samples.of(bracket < 0 ? field : field.substring(0, bracket), ""));
  }

  /** Where the name at a place is written, everywhere. */
  public CompletableFuture<NamePlaces> places(Spot spot) {
    return jobs.newest(
        "places",
        0,
        () -> {
          RuleIndex now = index(spot.texts);
          return symbol(now, spot)
              .map(symbol ->
                  new NamePlaces(
                      symbol.kind().word(),
                      symbol.name(),
                      now.places(symbol).stream()
                          .sorted(
                              Comparator.comparing(
                                  place -> place.role() == Occurrence.Role.REFERENCE))
                          .map(RuleLanguage::place)
                          .toList()))
              .orElse(NamePlaces.NONE);
        });
  }

  private Optional<Symbol> symbol(RuleIndex now, Spot spot) {
    SourceFile file = texts.file(spot.file);
    return file == null ? Optional.empty() : now.at(file, spot.offset).map(Occurrence::symbol);
  }

  private static NamePlace place(Occurrence occurrence) {
    SourceFile file = occurrence.file();
    int start = occurrence.span().start();
    return new NamePlace(
        Path.of(file.name()),
        start,
        occurrence.span().end(),
        file.line(start),
        file.lineText(file.line(start)).strip(),
        switch (occurrence.role()) {
          case DEFINITION -> "defined";
          case CHANGE -> "changed";
          case REFERENCE -> "used";
        });
  }

  /** What another name for what is called at a place would change. */
  public CompletableFuture<Rename> rename(Spot spot, String newName) {
    return jobs.newest(
        "rename",
        0,
        () -> {
          RuleIndex now = index(spot.texts);
          Optional<Symbol> symbol = symbol(now, spot);
          if (symbol.isEmpty()) {
            return new Rename("put the cursor on a rule, macro or list first", List.of(), Map.of());
          }
          Renaming renaming = Renaming.of(now, symbol.get(), newName);
          return renamed(renaming);
        });
  }

  private static Rename renamed(Renaming renaming) {
    List<Rename.ChangedLine> lines = new ArrayList<>();
    Map<Path, String> changed = new LinkedHashMap<>();
    List<SourceFile> files = renaming.edits().stream().map(TextEdit::file).distinct().toList();
    for (SourceFile file : files) {
      SourceFile after = new SourceFile(file.name(), TextEdit.apply(file, renaming.edits()));
      changed.put(Path.of(file.name()), after.text());
      renaming.edits().stream()
          .filter(edit -> edit.file() == file)
          .map(edit -> file.line(edit.span().start()))
          .distinct()
          .sorted()
          .forEach(line ->
              lines.add(
                  new Rename.ChangedLine(
                      Path.of(file.name()),
                      line,
                      file.lineText(line).strip(),
                      after.lineText(line).strip())));
    }
    return new Rename(renaming.problem(), lines, changed);
  }

  /** A file's text, tidied. */
  public CompletableFuture<String> format(Path path, String text) {
    return jobs.newest(
        "format",
        0,
        () -> {
          SourceFile file = new SourceFile(path.toString(), text);
          return TextEdit.apply(file, Formatter.format(file));
        });
  }

  @Override
  public void close() {
    jobs.close();
  }
}
