package dev.creance.events.field;

import dev.creance.events.state.EventScope;
import dev.creance.grammar.checked.FieldExpression;
import dev.creance.grammar.checked.FieldExpression.Access;
import dev.creance.grammar.vocabulary.ValueType;
import java.util.List;
import java.util.function.Function;

/**
 * A list written out in a condition: it has a value only where every item has one. Lists in it give
 * all their elements, integers their decimal text.
 */
final class ItemsReader implements FieldReader {
  private final List<Item> items;
  private final Cell one = new Cell();

  /** One item. */
  private record Item(FieldReader reader, boolean list, boolean number, boolean signed) {}

  ItemsReader(List<FieldExpression> items, Function<Access, FieldReader> fields) {
    this.items = items.stream().map(item -> item(item, fields)).toList();
  }

  private static Item item(FieldExpression expression, Function<Access, FieldReader> fields) {
    ValueType type = expression.type();
    boolean number = type == ValueType.PID || type == ValueType.INT64 || type == ValueType.UINT64;
    return new Item(FieldReaders.of(expression, fields), expression.list(), number, type.signed());
  }

  @Override
  public boolean read(EventScope scope, Cell into) {
    into.clear();
    for (Item item : items) {
      if (!item.reader.read(scope, one)) {
        return false;
      }
      if (item.list) {
        into.elements.addAll(one.elements);
      } else if (item.number) {
        into.elements.add(
            item.signed ? Long.toString(one.number) : Long.toUnsignedString(one.number));
      } else {
        into.elements.add(one.text);
      }
    }
    return true;
  }
}
