package dev.creance.grammar.service;

import dev.creance.grammar.rules.SourceText;
import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.source.Span;
import dev.creance.grammar.vocabulary.Field;
import dev.creance.grammar.vocabulary.FieldCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the thing under the pointer means.
 *
 * @param span what it is about
 * @param title for example {@code macro spawned_process}
 * @param detail one line beside the title, for example a field's type; may be empty
 * @param code rule text, for example a macro's condition; may be empty
 * @param prose an explanation; may be empty
 * @param places the items that define and change it
 */
public record Hover(
    Span span, String title, String detail, String code, String prose, List<Occurrence> places) {
  private static final int ITEMS = 40;

  public Hover {
    places = List.copyOf(places);
  }

  /** What stands at an offset of a file. */
  public static Optional<Hover> at(RuleIndex index, SourceFile file, int offset) {
    return index.at(file, offset).flatMap(place -> of(index, place));
  }

  private static Optional<Hover> of(RuleIndex index, Occurrence place) {
    Symbol symbol = place.symbol();
    List<RuleItem> items = index.items(symbol);
    List<Occurrence> definitions = index.definitions(symbol);
    String title = symbol.kind().word() + " " + symbol.name();
    return switch (symbol.kind()) {
      case FIELD -> field(place);
      case MACRO ->
          items.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  new Hover(place.span(), title, "", texts(items, "condition"), "", definitions));
      case RULE ->
          items.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  new Hover(
                      place.span(),
                      title,
                      last(items, "priority").toUpperCase(Locale.ROOT),
                      texts(items, "condition"),
                      last(items, "desc"),
                      definitions));
      case LIST -> Optional.of(list(place, title, items, definitions));
      case TAG -> {
        long rules = index.usages(symbol).stream().map(Occurrence::item).distinct().count();
        yield Optional.of(
            new Hover(
                place.span(), title, rules == 1 ? "1 rule" : rules + " rules", "", "", List.of()));
      }
    };
  }

  private static Hover list(
      Occurrence place, String title, List<RuleItem> items, List<Occurrence> definitions) {
    List<String> entries =
        items.stream().flatMap(item -> item.entries().stream()).map(SourceText::text).toList();
    String shown =
        entries.stream().limit(ITEMS).collect(Collectors.joining(", "))
            + (entries.size() > ITEMS ? ", …" : "");
    String count = entries.size() == 1 ? "1 item" : entries.size() + " items";
    return new Hover(place.span(), title, count, shown, "", definitions);
  }

  private static Optional<Hover> field(Occurrence place) {
    Field field = FieldCatalogue.current().find(place.symbol().name());
    return field == null
        ? Optional.empty()
        : Optional.of(
            new Hover(
                place.span(),
                "field " + field.name() + argument(field),
                detail(field),
                "",
                field.description(),
                List.of()));
  }

  private static String argument(Field field) {
    return switch (field.argumentUse()) {
      case NONE -> "";
      case OPTIONAL -> "[…] or without argument";
      case REQUIRED -> "[…]";
    };
  }

  /** A field's type and traits in a line. */
  static String detail(Field field) {
    List<String> parts = new ArrayList<>();
    parts.add(
        (field.list() ? "list of " : "")
            + field.type().name().toLowerCase(Locale.ROOT)
            + (field.source().equals("syscall") || field.source().equals("any")
                ? ""
                : " of " + field.source()));
    if (field.has(Field.Flag.DEPRECATED)) {
      parts.add("deprecated");
    }
    if (field.has(Field.Flag.FILTER_ONLY)) {
      parts.add("in conditions only");
    }
    if (field.has(Field.Flag.PRINT_ONLY)) {
      parts.add("in outputs only");
    }
    return String.join(", ", parts);
  }

  private static String texts(List<RuleItem> items, String key) {
    List<String> found = new ArrayList<>();
    for (RuleItem item : items) {
      SourceText text = item.text(key);
      if (text != null) {
        if (item.role() == Occurrence.Role.DEFINITION) {
          found.clear();
        }
        found.add(text.text().strip());
      }
    }
    return String.join("\n", found);
  }

  private static String last(List<RuleItem> items, String key) {
    String found = "";
    for (RuleItem item : items) {
      SourceText text = item.text(key);
      if (text != null) {
        found = text.text().strip();
      }
    }
    return found;
  }
}
