package dev.creance.grammar.vocabulary;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All fields of Falco 0.44 and of the container, k8saudit and json plugins. */
public final class FieldCatalogue {
  private static final FieldCatalogue CURRENT = new FieldCatalogue();

  private final List<Field> fields = new ArrayList<>();
  private final Map<String, Field> byName = new LinkedHashMap<>();

  private FieldCatalogue() {
    Map<String, String> descriptions = new HashMap<>();
    for (String[] row : EventTable.rows("field-descriptions.tsv")) {
      descriptions.put(row[0], row[1]);
    }
    for (String[] row : EventTable.rows("fields.tsv")) {
      Field field =
          new Field(
              fields.size(),
              row[0],
              ValueType.valueOf(row[1]),
              row[2].equals("list"),
              Field.ArgumentUse.valueOf(row[3].toUpperCase(Locale.ROOT)),
              set(Field.ArgumentKind.class, row[4], "\\+"),
              set(Field.Flag.class, row[5], ","),
              Field.PrintFormat.valueOf(row[6].equals("10_PADDED_DEC") ? "PADDED_DEC" : row[6]),
              row[7],
              row[8],
              descriptions.getOrDefault(row[0], ""));
      fields.add(field);
      byName.put(field.name(), field);
    }
  }

  /** The fields that the engine knows. */
  public static FieldCatalogue current() {
    return CURRENT;
  }

  /** All fields; the index is {@link Field#ordinal()}. */
  public List<Field> fields() {
    return Collections.unmodifiableList(fields);
  }

  /** The field with exactly this name, without an argument. */
  public @Nullable Field find(String name) {
    return byName.get(name);
  }

  private static <E extends Enum<E>> EnumSet<E> set(Class<E> type, String text, String separator) {
    EnumSet<E> found = EnumSet.noneOf(type);
    if (!text.equals("-")) {
      for (String name : text.split(separator)) {
        found.add(Enum.valueOf(type, name.toUpperCase(Locale.ROOT)));
      }
    }
    return found;
  }
}
