package dev.creance.events.field;

import dev.creance.events.field.FieldFamily.Factory;
import dev.creance.grammar.checked.FieldExpression.Access;
import dev.creance.grammar.vocabulary.Field;
import dev.creance.grammar.vocabulary.FieldCatalogue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The reader of each field of the catalogue. */
final class FieldRegistry {
  private static final FieldRegistry CURRENT = new FieldRegistry();

  private final Factory[] byOrdinal;

  private FieldRegistry() {
    Map<String, Factory> byName = new HashMap<>();
    for (FieldFamily family : families()) {
      family
          .factories()
          .forEach((name, factory) -> {
            if (byName.put(name, factory) != null) {
              throw new IllegalStateException("in two families: " + name);
            }
          });
    }
    List<Field> fields = FieldCatalogue.current().fields();
    byOrdinal = new Factory[fields.size()];
    for (Field field : fields) {
      Factory factory = byName.remove(field.name());
      if (factory == null) {
        throw new IllegalStateException("no reader for " + field.name());
      }
      byOrdinal[field.ordinal()] = factory;
    }
    if (!byName.isEmpty()) {
      throw new IllegalStateException("not in the catalogue: " + byName.keySet());
    }
  }

  private static List<FieldFamily> families() {
    return List.of(
        new GenericFields(),
        new EventFields(),
        new OpenFields(),
        new ParameterFields(),
        new AbsolutePathField(),
        new ProcessFields(),
        new AncestorFields(),
        new UserFields(),
        new DescriptorFields(),
        new SocketFields(),
        new PathFields(),
        new PollFields(),
        new CounterField(),
        new ContainerFields(),
        new MetadataFields(),
        new AuditFields(),
        new JsonFields());
  }

  static FieldRegistry current() {
    return CURRENT;
  }

  FieldReader reader(Access access) {
    return byOrdinal[access.field().ordinal()].of(access);
  }
}
