package dev.creance.corpus.evaluate;

import dev.creance.corpus.evaluate.PlanPool.Plan;
import dev.creance.grammar.vocabulary.Field;
import dev.creance.grammar.vocabulary.FieldCatalogue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The values that fields have anywhere in the corpus, so that a predicate is evaluated once for
 * each of them however many segments have it. Filled while segments are opened, by one thread;
 * then safe for use by several.
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
      known =
          switch (pool.get(plan)) {
            case Plan.Constant constant -> SEVERAL;
            case Plan.Leaf leaf -> FieldAxes.text(pool.values(leaf.predicate()).field());
            case Plan.All all -> common(all.children());
            case Plan.Any any -> common(any.children());
          };
      fields.put(plan, known);
    }
    return known;
  }

  private String common(List<Integer> children) {
    String common = field(children.getFirst());
    for (int child : children) {
      if (!field(child).equals(common)) {
        return SEVERAL;
      }
    }
    return common;
  }

  /** Decodes what most rules look at. */
  void prepare() {
    values.forEach((name, field) -> field.prepare(text(name)));
  }

  private static boolean text(String name) {
    int bracket = name.indexOf('[');
    Field field = FieldCatalogue.current().find(bracket < 0 ? name : name.substring(0, bracket));
    return field == null || field.type().text();
  }
}
