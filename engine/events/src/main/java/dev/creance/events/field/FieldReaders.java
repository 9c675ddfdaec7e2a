package dev.creance.events.field;

import dev.creance.grammar.checked.FieldExpression;
import dev.creance.grammar.checked.FieldExpression.Access;
import dev.creance.grammar.checked.FieldExpression.Items;
import dev.creance.grammar.checked.FieldExpression.Literal;
import dev.creance.grammar.checked.FieldExpression.Transformed;
import dev.creance.grammar.vocabulary.ValueType;
import java.util.function.Function;

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
    return of(expression, FieldRegistry.current()::reader);
  }

  /**
   * The reader of an expression for printing: bytes of the fields' texts that don't print are
   * replaced by U+FFFD before anything is made of them. Fields of plugins and raw parameters stay
   * as they are.
   */
  public static FieldReader printed(FieldExpression expression) {
    return of(expression, FieldReaders::printedField);
  }

  static FieldReader of(FieldExpression expression, Function<Access, FieldReader> fields) {
    if (expression instanceof Access access) {
      // Nearly always; and then a new process need not link the switch.
      return fields.apply(access);
    }
    return switch (expression) {
      case Access access -> fields.apply(access);
      case Transformed transformed -> new TransformerReaders(fields).of(transformed);
      case Literal literal -> new LiteralReader(literal.text());
      case Items items -> new ItemsReader(items.items(), fields);
    };
  }

  private static FieldReader printedField(Access access) {
    if (access.field().name().equals("evt.buffer")) {
      return ParameterFields.printedBuffer();
    }
    FieldReader reader = FieldRegistry.current().reader(access);
    boolean raw =
        access.type() != ValueType.CHARBUF
            || access.field().list()
            || access.field().fieldClass().startsWith("plugin:")
            || access.field().name().equals("evt.rawarg");
    return raw ? reader : new PrintedReader(reader);
  }
}
