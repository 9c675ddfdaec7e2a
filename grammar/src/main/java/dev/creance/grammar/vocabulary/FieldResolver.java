package dev.creance.grammar.vocabulary;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the field that a text such as {@code proc.aname[2]} names, by Falco's rules: the field
 * classes of the event source are asked in a fixed order; the first one that has a field whose name
 * the text begins with decides, and it must account for the whole text.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class FieldResolver {
  private static final int REMEMBERED = 20_000;

  /** What a text turned out to be. */
  public sealed interface Resolution {
    /**
     * A field with its argument.
     *
     * @param type the type of its values; for {@code evt.rawarg} the one that Falco assumes before
     *     it has seen an event
     */
    record Found(Field field, Optional<String> argument, ValueType type) implements Resolution {}

    /** No field; {@code message} is Falco's wording. */
    record Missing(String message) implements Resolution {}
  }

  private final Set<String> plugins;
  private final Map<String, List<FieldClass>> classesOfSource = new HashMap<>();
  private final Map<String, Map<String, Resolution>> known = new HashMap<>();

  /** A group of fields that parse their names together. */
  private record FieldClass(String name, List<Field> fields) {}

  /**
   * @param plugins the plugins whose fields exist, for example {@code container}
   */
  public FieldResolver(Set<String> plugins) {
    this.plugins = Set.copyOf(plugins);
  }

  /** The field that {@code text} names for events of {@code source}. */
  public Resolution resolve(String text, String source) {
    Map<String, Resolution> ofSource = known.computeIfAbsent(source, key -> new HashMap<>());
    Resolution resolution = ofSource.get(text);
    if (resolution == null) {
      resolution = find(text, source);
      if (ofSource.size() >= REMEMBERED) {
        ofSource.clear();
      }
      ofSource.put(text, resolution);
    }
    return resolution;
  }

  /** Whether {@code text} names a field; quick for texts that look like none. */
  public boolean isField(String text, String source) {
    return text.indexOf('.') > 0 && resolve(text, source) instanceof Resolution.Found;
  }

  /** All fields that events of a source have, in catalogue order. */
  public List<Field> fields(String source) {
    List<Field> fields = new ArrayList<>();
    for (FieldClass fieldClass : classes(source)) {
      fields.addAll(fieldClass.fields);
    }
    return fields;
  }

  private List<FieldClass> classes(String source) {
    return classesOfSource.computeIfAbsent(source, this::classesFor);
  }

  private List<FieldClass> classesFor(String source) {
    boolean syscall = source.equals("syscall");
    Map<String, List<Field>> groups = new LinkedHashMap<>();
    for (String first :
        syscall
            ? List.of(
                "evt any", "evt", "process", "user", "group", "fd", "fs.path", "util", "fdlist")
            : List.of("evt any")) {
      groups.put(first, new ArrayList<>());
    }
    for (Field field : FieldCatalogue.current().fields()) {
      boolean fits =
          switch (field.source()) {
            case "any" -> true;
            case "any-json-plugin" -> !syscall;
            default -> field.source().equals(source);
          };
      String name = field.fieldClass();
      if (name.startsWith("plugin:")) {
        fits &= plugins.contains(name.substring("plugin:".length()));
      }
      if (fits) {
        String group = field.source().equals("any") ? name + " any" : name;
        groups.computeIfAbsent(group, key -> new ArrayList<>()).add(field);
      }
    }
    return groups.entrySet().stream().map(e -> new FieldClass(e.getKey(), e.getValue())).toList();
  }

  private Resolution find(String text, String source) {
    for (FieldClass fieldClass : classes(source)) {
      FieldMatch match = FieldMatch.of(fieldClass.name, fieldClass.fields, text);
      if (match.problem() != null) {
        return new Resolution.Missing(match.problem());
      }
      if (match.field() != null) {
        if (match.length() == text.length()) {
          return new Resolution.Found(match.field(), match.argument(), match.type());
        }
        break;
      }
    }
    return new Resolution.Missing("filter_check called with nonexistent field " + text);
  }
}
