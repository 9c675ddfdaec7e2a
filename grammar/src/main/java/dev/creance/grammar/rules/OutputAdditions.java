package dev.creance.grammar.rules;

import dev.creance.grammar.checked.Origin;
import dev.creance.grammar.rules.Definitions.RuleDefinition;
import dev.creance.grammar.vocabulary.Field;
import dev.creance.grammar.vocabulary.FieldResolver;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What the configuration adds to the outputs of rules. */
final class OutputAdditions {
  private final LoadOptions options;
  private final FieldResolver fields;
  private final Map<String, String> suggested = new HashMap<>();

  OutputAdditions(LoadOptions options, FieldResolver fields) {
    this.options = options;
    this.fields = fields;
  }

  /** A rule's output text with everything that is added to it. */
  LinkedText output(RuleDefinition rule) {
    LinkedText.Builder text = new LinkedText.Builder();
    Origin place = rule.output.getFirst().origin();
    for (int i = 0; i < rule.output.size(); i++) {
      if (i > 0) {
        text.add(" ", rule.output.get(i).origin());
      }
      text.add(rule.output.get(i));
    }
    for (AppendOutput addition : options.appendOutput()) {
      if (!concerns(addition, rule)) {
        continue;
      }
      addition
          .format()
          .filter(format -> !format.isEmpty())
          .ifPresent(format -> text.add(" " + SourceText.bytes(format), place));
      if (addition.suggestedOutput()) {
        text.add(suggested(rule.source), place);
      }
    }
    return text.build();
  }

  private String suggested(String source) {
    return suggested.computeIfAbsent(
        source,
        key -> {
          StringBuilder text = new StringBuilder();
          for (Field field : fields.fields(key)) {
            if (field.has(Field.Flag.FORMAT_SUGGESTED)) {
              text.append(' ').append(field.name().replace('.', '_'));
              text.append("=%").append(field.name());
            }
          }
          return text.toString();
        });
  }

  /** The extra fields of a rule's alerts by key; a later one of the same key counts. */
  Map<String, AppendOutput.ExtraField> fields(RuleDefinition rule) {
    Map<String, AppendOutput.ExtraField> found = new TreeMap<>();
    for (AppendOutput addition : options.appendOutput()) {
      if (concerns(addition, rule)) {
        addition.fields().forEach(field -> found.put(field.key(), field));
      }
    }
    return found;
  }

  private static boolean concerns(AppendOutput addition, RuleDefinition rule) {
    return addition.source().filter(s -> !s.isEmpty()).map(rule.source::equals).orElse(true)
        && rule.tags.containsAll(addition.tags())
        && addition
            .rule()
            .filter(name -> !name.isEmpty())
            .map(name -> SourceText.decode(rule.name).equals(name))
            .orElse(true);
  }
}
