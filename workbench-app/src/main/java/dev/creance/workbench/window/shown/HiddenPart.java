package dev.creance.workbench.window.shown;

import java.util.List;

/**
 * An exception, negated macro or list of a rule, and what it hides.
 *
 * @param kind what it is, as a word
 * @param hits that would come without it
 * @param normalHits those of them that are labelled normal
 * @param attacks labelled attack steps that the rule would catch without it
 * @param owner who answers for it and until when, as text; empty when nobody signed
 */
public record HiddenPart(
    String kind, String name, long hits, long normalHits, List<String> attacks, String owner) {
  public HiddenPart {
    attacks = List.copyOf(attacks);
  }
}
