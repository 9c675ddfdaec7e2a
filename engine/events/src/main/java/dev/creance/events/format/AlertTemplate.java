package dev.creance.events.format;

import dev.creance.grammar.checked.FieldExpression;
import dev.creance.grammar.rules.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an alert of one rule is made of. Texts are byte strings.
 *
 * <p>Holds readers with caches: for one thread.
 */
public final class AlertTemplate {
  final String rule;
  final String priority;
  final String source;
  final List<String> tags;
  final Template message;

  /** The message's values and the extra ones by name. */
  final SortedMap<String, Entry> fields = new TreeMap<>();

  /** A value of {@code output_fields}: typed, or a text of its own. */
  record Entry(@Nullable OutputField value, @Nullable Template text) {}

  /**
   * @param priority as Falco writes it: {@code Warning}
   * @param message the parts of the output text
   * @param values the fields in the output text, inside functions too, by the names they have there
   */
  public AlertTemplate(
      String rule,
      String priority,
      String source,
      List<String> tags,
      List<Template.Part> message,
      SortedMap<String, FieldExpression> values) {
    this.rule = rule;
    this.priority = priority;
    this.source = source;
    this.tags = List.copyOf(new ArrayList<>(new TreeSet<>(tags)));
    this.message = new Template(message);
    values.forEach(this::extraField);
  }

  /** What alerts of a rule of a ruleset are made of. */
  public static AlertTemplate of(Rule rule) {
    AlertTemplate alert =
        new AlertTemplate(
            rule.name(),
            rule.priority().text(),
            rule.source(),
            List.copyOf(rule.tags()),
            Template.parts(rule.output()),
            PlainFields.of(rule.output()));
    rule.extraFields()
        .forEach((key, value) -> {
          switch (value) {
            case Rule.ExtraValue.Raw raw -> alert.extraField(key, raw.reference().expression());
            case Rule.ExtraValue.Formatted formatted ->
                alert.extraText(key, Template.parts(formatted.template()));
          }
        });
    return alert;
  }

  /** Adds a typed value to the output fields. */
  public void extraField(String name, FieldExpression expression) {
    fields.put(name, new Entry(new OutputField(name, expression), null));
  }

  /** Adds a text with values in it to the output fields. */
  public void extraText(String name, List<Template.Part> text) {
    fields.put(name, new Entry(null, new Template(text)));
  }
}
