package dev.creance.grammar.service;

import dev.creance.grammar.rules.SourceText;
import dev.creance.grammar.source.Span;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An item of a rule file that has a name.
 *
 * @param role definition or change
 * @param span the whole item
 * @param name where its name stands
 * @param texts its scalar values by key: {@code condition}, {@code output}, {@code desc}, …
 * @param entries the items of a list, the tags of a rule
 */
public record RuleItem(
    Symbol symbol,
    Occurrence.Role role,
    Span span,
    Span name,
    Map<String, SourceText> texts,
    List<SourceText> entries) {
  public RuleItem {
    texts = Map.copyOf(texts);
    entries = List.copyOf(entries);
  }

  /** A scalar value; null when the item has none of that key. */
  public @Nullable SourceText text(String key) {
    return texts.get(key);
  }
}
