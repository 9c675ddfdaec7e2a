package dev.creance.workbench.window.model;

import dev.creance.workbench.window.service.Laboratory;
import dev.creance.workbench.window.service.RuleLanguage;
import dev.creance.workbench.window.service.RuleLanguage.Spot;
import dev.creance.workbench.window.shown.Explanation;
import dev.creance.workbench.window.shown.NamePlaces;
import dev.creance.workbench.window.shown.OutlineEntry;
import dev.creance.workbench.window.shown.Rename;
import dev.creance.workbench.window.shown.Suggestion;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/** The names in the rule files: what they mean, where they are, what could be typed. */
public final class LanguageModel implements AutoCloseable {
  private static final long READING_MILLIS = 150;

  private final RuleLanguage language = new RuleLanguage();
  private final RulesModel rules;
  private final Status status;
  private final ObjectProperty<Map<Path, List<OutlineEntry>>> outlines =
      new SimpleObjectProperty<>(Map.of());

  LanguageModel(RulesModel rules, Status status) {
    this.rules = rules;
    this.status = status;
    rules.onTexts(this::read);
  }

  void corporaOpened(Laboratory laboratory) {
    language.corporaOpened(laboratory);
  }

  private void read() {
    status.quietly(language.read(texts(), READING_MILLIS), outlines::set);
  }

  private Map<Path, String> texts() {
    Map<Path, String> texts = new LinkedHashMap<>();
    for (Document document : rules.documents()) {
      texts.put(document.path(), document.text().get());
    }
    return texts;
  }

  private Spot spot(Document document, int offset) {
    return new Spot(texts(), document.path(), offset);
  }

  /** The items of every file, as of the last pause in typing. */
  public ReadOnlyObjectProperty<Map<Path, List<OutlineEntry>>> outlines() {
    return outlines;
  }

  /** Gives what could be typed at an offset, unless the text changes meanwhile. */
  public void suggest(Document document, int offset, Consumer<List<Suggestion>> answer) {
    String text = document.text().get();
    status.quietly(
        language.suggest(document.path(), text, offset),
        found -> {
          if (text.equals(document.text().get())) {
            answer.accept(found);
          }
        });
  }

  /** Gives what could be typed at an offset of a condition that stands by itself. */
  public void suggest(String condition, int offset, Consumer<List<Suggestion>> answer) {
    status.quietly(language.suggest(condition, offset), answer);
  }

  /** Gives what a suggestion means; nothing when there is nothing to say. */
  public void describe(Suggestion suggestion, Consumer<Optional<Explanation>> answer) {
    status.quietly(language.describe(suggestion), answer);
  }

  /** Gives what the name at an offset means; nothing when there is none. */
  public void explain(Document document, int offset, Consumer<Optional<Explanation>> answer) {
    status.quietly(language.explain(spot(document, offset)), answer);
  }

  /** Gives everywhere that the name at an offset is written. */
  public void places(Document document, int offset, Consumer<NamePlaces> answer) {
    status.follow("looking for the name", language.places(spot(document, offset)), answer);
  }

  /** Gives what another name for the thing at an offset would change. */
  public void rename(Document document, int offset, String name, Consumer<Rename> answer) {
    status.follow("renaming", language.rename(spot(document, offset), name), answer);
  }

  /** Tidies a document in one step. */
  public void format(Document document) {
    String text = document.text().get();
    status.follow(
        "tidying " + rules.shortName(document.path()),
        language.format(document.path(), text),
        tidy -> {
          if (!text.equals(document.text().get())) {
            return;
          }
          if (tidy.equals(text)) {
            status.say(rules.shortName(document.path()) + " is tidy");
          } else {
            rules.change("tidying", Map.of(document.path(), tidy));
          }
        });
  }

  @Override
  public void close() {
    language.close();
  }
}
