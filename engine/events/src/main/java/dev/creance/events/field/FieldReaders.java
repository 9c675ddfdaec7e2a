package dev.creance.events.field;

import dev.creance.grammar.checked.FieldExpression;
import dev.creance.grammar.checked.FieldExpression.Access;
import dev.creance.grammar.checked.FieldExpression.Items;
import dev.creance.grammar.checked.FieldExpression.Literal;
import dev.creance.grammar.checked.FieldExpression.Transformed;

/**
 * Makes the readers of field expressions.
 *
 * <p>Worth knowing of some fields: {@code evt.around[T]} gives the distance of the event to T in
 * ns, to be compared with the milliseconds on its right side; {@code evt.rawarg} tells the type of
 * its value in {@link Cell#type}; {@code fd.cip.name} and its kin never have a value of their own
 * and give the address through {@link FieldReader#readAll}. A new reader is made on every call: it
 * has caches of its own and is to be used by one thread.
 */
public final class FieldReaders {
  private FieldReaders() {}

  /** The reader of any expression. */
  public static FieldReader of(FieldExpression expression) {
    return switch (expression) {
      case Access access -> FieldRegistry.current().reader(access);
      case Transformed transformed -> TransformerReaders.of(transformed);
      case Literal literal -> new LiteralReader(literal.text());
      case Items items -> new ItemsReader(items.items());
    };
  }
}
