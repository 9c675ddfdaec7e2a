package dev.creance.tuning.recording;

import dev.creance.events.field.FieldReader;
import dev.creance.events.field.FieldReaders;
import dev.creance.events.format.OutputField;
import dev.creance.grammar.checked.FieldExpression.Access;
import dev.creance.grammar.vocabulary.Field;
import dev.creance.grammar.vocabulary.FieldCatalogue;
import java.util.Objects;
import java.util.Optional;

/** Fields by their names, with arguments in brackets: {@code proc.aname[2]}. */
public final class Fields {
  private Fields() {}

  /** The field as an expression. */
  public static Access access(String name) {
    int bracket = name.indexOf('[');
    String plain = bracket < 0 ? name : name.substring(0, bracket);
    Field field = Objects.requireNonNull(FieldCatalogue.current().find(plain), plain);
    Optional<String> argument =
        bracket < 0
            ? Optional.empty()
            : Optional.of(name.substring(bracket + 1, name.length() - 1));
    return new Access(field, argument, field.type());
  }

  /** A new reader of the field, for one thread. */
  public static FieldReader reader(String name) {
    return FieldReaders.of(access(name));
  }

  /** The field as alerts print it. */
  public static OutputField printed(String name) {
    return new OutputField(name, access(name));
  }
}
