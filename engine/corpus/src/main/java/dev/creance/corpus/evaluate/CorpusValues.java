package dev.creance.corpus.evaluate;

import dev.creance.grammar.vocabulary.Field;
import dev.creance.grammar.vocabulary.FieldCatalogue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The values that fields have anywhere in the corpus, so that a predicate is evaluated once for
 * each of them however many segments have it. Filled while segments are opened, by one thread; then
 * safe for use by several.
 */
final class CorpusValues {
  /** In the place of a field's name, for plans over more than one. */
  static final String SEVERAL = "";

  private final PlanPool pool;
  private final PlanTables.Memory memory;
  private final Map<String, FieldValues> values = new HashMap<>();
  private final ConcurrentMap<Integer, String> fields = new ConcurrentHashMap<>();

  CorpusValues(PlanPool pool, PlanTables.Memory memory) {
    this.pool = pool;
    this.memory = memory;
  }

  /** The values of a field by its text, of a path parameter by any other name. */
  FieldValues of(String field) {
    return values.computeIfAbsent(field, key -> new FieldValues(pool, new PlanTables(memory)));
  }

  /** The field of a plan whose predicates all are of plain fields, {@link #SEVERAL} if many. */
  String field(int plan) {
    String known = fields.get(plan);
    if (known == null) {
      Plan of = pool.get(plan);
      known =
          switch (of.kind()) {
            case CONSTANT -> SEVERAL;
            case LEAF -> FieldAxes.text(pool.values(of.predicate()).field());
            case ALL, ANY -> common(of.children());
          };
      fields.put(plan, known);
    }
    return known;
  }

  private String common(int[] children) {
    String common = field(children[0]);
    for (int child : children) {
      if (!field(child).equals(common)) {
        return SEVERAL;
      }
    }
    return common;
  }

  /** All fields and path parameters that values are known of. */
  List<String> fields() {
    return List.copyOf(values.keySet());
  }

  /** Decodes what predicates on a field will look at. */
  void prepare(String field) {
    of(field).prepare(text(field));
  }

  private static boolean text(String name) {
    int bracket = name.indexOf('[');
    Field field = FieldCatalogue.current().find(bracket < 0 ? name : name.substring(0, bracket));
    return field == null || field.type().text();
  }
}
