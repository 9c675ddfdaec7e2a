package dev.creance.grammar.syntax;

import java.util.List;

/**
 * The outcome of reading a condition: a tree in any case, and what is wrong with the text.
 *
 * @param errors in the order of the text; the first one is Falco's, to the letter. Falco accepts
 *     the text exactly if there is none
 * @param end the offset up to which Falco reads: the text's length, or the place of the first error
 */
public record Parsed(Condition tree, List<SyntaxError> errors, int end) {
  public Parsed {
    errors = List.copyOf(errors);
  }

  public boolean ok() {
    return errors.isEmpty();
  }
}
