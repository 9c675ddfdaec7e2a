package dev.creance.grammar.checked;

import dev.creance.grammar.vocabulary.Field;
import dev.creance.grammar.vocabulary.ValueType;
import java.util.List;
import java.util.Optional;

/** Something with a value at run time: a field, or transformers over fields and literals. */
public sealed interface FieldExpression {
  ValueType type();

  boolean list();

  /**
   * A field with its argument, for example {@code proc.aname} with {@code 2}, {@code evt.arg} with
   * {@code flags} or {@code 0}. For {@code evt.rawarg} the type is the provisional one that Falco
   * takes at compile time.
   */
  record Access(Field field, Optional<String> argument, ValueType type) implements FieldExpression {
    @Override
    public boolean list() {
      return field.list();
    }
  }

  /** A transformer over its arguments. */
  record Transformed(
      Transformer transformer,
      List<FieldExpression> arguments,
      Optional<String> argument,
      ValueType type,
      boolean list)
      implements FieldExpression {
    public Transformed {
      arguments = List.copyOf(arguments);
    }
  }

  /** A literal argument of a transformer, such as the separator of {@code join}. */
  record Literal(String text) implements FieldExpression {
    @Override
    public ValueType type() {
      return ValueType.CHARBUF;
    }

    @Override
    public boolean list() {
      return false;
    }
  }

  /** A parenthesised list argument, as {@code join} and {@code getopt} take. */
  record Items(List<FieldExpression> items) implements FieldExpression {
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public ValueType type() {
      return ValueType.CHARBUF;
    }

    @Override
    public boolean list() {
      return true;
    }
  }
}
