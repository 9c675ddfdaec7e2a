package dev.creance.grammar.rules;

import dev.creance.grammar.checked.CheckResult;
import dev.creance.grammar.checked.CheckedCondition;
import dev.creance.grammar.checked.CheckedTemplate;
import dev.creance.grammar.checked.ConditionChecker;
import dev.creance.grammar.checked.EventCodes;
import dev.creance.grammar.checked.Finding;
import dev.creance.grammar.checked.Origin;
import dev.creance.grammar.checked.TemplateChecker;
import dev.creance.grammar.rules.Definitions.RuleDefinition;
import dev.creance.grammar.source.LoadCode;
import dev.creance.grammar.source.Span;
import dev.creance.grammar.syntax.Condition;
import dev.creance.grammar.vocabulary.EventTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Puts rules together and checks them. */
final class RuleLinker {
  /** A condition that fits more event codes than this is slow. */
  private static final int MANY_CODES = 100;

  private final Linker linker;
  private final MacroLinker macros;
  private final OutputAdditions additions;

  RuleLinker(Linker linker, MacroLinker macros) {
    this.linker = linker;
    this.macros = macros;
    this.additions = new OutputAdditions(linker.options, linker.memory.fields());
  }

  List<Rule> link() {
    List<Rule> rules = new ArrayList<>();
    for (RuleDefinition rule : linker.definitions.rules.values()) {
      if (!rule.unknownSource) {
        Rule linked = link(rule, rules.size());
        if (linked != null) {
          rules.add(linked);
        }
      }
    }
    return rules;
  }

  private @Nullable Rule link(RuleDefinition rule, int index) {
    String item = "rule '" + SourceText.decode(rule.name) + "'";
    int before = linker.report.errors();
    LinkedText condition =
        ExceptionText.append(
            rule.condition,
            rule.exceptions,
            (exception, origin, message) ->
                linker.report.add(
                    LoadCode.LOAD_ERR_VALIDATE,
                    origin,
                    item + ", exception '" + exception.name() + "'",
                    message));
    Output output = output(rule, item);
    if (output != null && output.dropped) {
      return null;
    }
    Linker.Linked linked = linker.parse(condition);
    linker.reportSyntax(linked, item);
    if (!macros.resolve(linked, item) && linked.parsed().ok()) {
      return null;
    }
    CheckResult result = check(linked, rule.source);
    if (linked.parsed().ok() && !result.excessive()) {
      FilterWarnings.report(linked, macros, linker, item);
    }
    if (dropped(result, rule, item)) {
      return null;
    }
    result
        .errors()
        .forEach(finding -> linker.report(LoadCode.LOAD_ERR_COMPILE_CONDITION, finding, item));
    if (result.condition() == null
        || output == null
        || output.template == null
        || linker.report.errors() > before) {
      return null;
    }
    result
        .warnings()
        .forEach(finding -> linker.report(LoadCode.LOAD_COMPILE_CONDITION, finding, item));
    BitSet codes = codes(rule, linked, item);
    return codes == null ? null : rule(rule, index, result.condition(), linked, output, codes);
  }

  private Rule rule(
      RuleDefinition rule,
      int index,
      CheckedCondition condition,
      Linker.Linked linked,
      Output output,
      BitSet codes) {
    boolean enabled =
        rule.enabled && rule.priority.compareTo(linker.options.minimumPriority()) <= 0;
    return new Rule(
        SourceText.decode(rule.name),
        index,
        rule.source,
        rule.priority,
        rule.description,
        condition,
        linked.text().text(),
        linked.parsed().tree(),
        Objects.requireNonNull(output.template),
        output.text,
        Collections.unmodifiableMap(output.extraFields),
        Collections.unmodifiableSortedSet(new TreeSet<>(rule.tags)),
        enabled,
        codes,
        rule.capture,
        Duration.ofMillis(Integer.toUnsignedLong(rule.captureMillis)),
        new Rule.Place(
            rule.origin,
            rule.nameOrigin,
            rule.condition.getFirst().origin(),
            rule.output.getFirst().origin()),
        List.copyOf(rule.contributions));
  }

  private CheckResult check(Linker.Linked linked, String source) {
    return ConditionChecker.check(
        linked.parsed().tree(),
        linker.memory.tests(source),
        new ConditionChecker.Surroundings() {
          @Override
          public Origin origin(Span span) {
            return linked.text().origin(span);
          }

          @Override
          public @Nullable CheckResult macro(String name, Span span) {
            return macros.checked(name, source);
          }

          @Override
          public CheckedCondition name(Condition part, CheckedCondition checked) {
            return ExceptionNames.name(linked.text(), part, checked);
          }
        });
  }

  /** Whether {@code skip-if-unknown-filter} drops the rule instead of failing the load. */
  private boolean dropped(CheckResult result, RuleDefinition rule, String item) {
    if (!rule.skipIfUnknownFilter || result.errors().isEmpty()) {
      return false;
    }
    Finding first = result.errors().getFirst();
    if (!first.unknownWord()) {
      return false;
    }
    linker.report(LoadCode.LOAD_UNKNOWN_FILTER, first, item);
    return true;
  }

  private @Nullable BitSet codes(RuleDefinition rule, Linker.Linked linked, String item) {
    EventTable table = EventTable.current();
    BitSet codes;
    if (rule.source.equals("syscall")) {
      switch (EventCodes.of(linked.parsed().tree(), macros::tree)) {
        case EventCodes.Outcome.Codes found -> codes = found.codes();
        case EventCodes.Outcome.Problem problem -> {
          linker.report.add(
              LoadCode.LOAD_ERR_COMPILE_CONDITION,
              rule.condition.getFirst().origin(),
              item,
              problem.message());
          return null;
        }
      }
      if (codes.cardinality() > MANY_CODES && rule.warnEventTypes) {
        linker.report.add(
            LoadCode.LOAD_NO_EVTTYPE,
            rule.condition.getFirst().origin(),
            item,
            "Rule matches too many evt.type values. This has a significant performance penalty."
                + " Compare evt.type with the events in question, or set warn_evttypes: false.");
      }
    } else {
      codes = new BitSet();
      codes.set(table.byEnumName("PPME_PLUGINEVENT_E").code());
    }
    codes.set(table.byEnumName("PPME_ASYNCEVENT_E").code());
    return codes;
  }

  // Outputs.

  /** A rule's output, read; {@code template} is null after an error. */
  private static final class Output {
    final String text;
    final Map<String, Rule.ExtraValue> extraFields = new TreeMap<>();
    @Nullable CheckedTemplate template;
    boolean dropped;

    Output(String text) {
      this.text = text;
    }
  }

  private Output output(RuleDefinition rule, String item) {
    Origin place = rule.output.getFirst().origin();
    LinkedText text = additions.output(rule);
    if (text.text().contains("%container.info")) {
      linker.report.add(
          LoadCode.LOAD_DEPRECATED_ITEM,
          place,
          item,
          "%container.info is deprecated and no more useful, and will be dropped by Falco 1.0.0."
              + " The container plugin will automatically add required fields to the output"
              + " message.");
      text = text.without("%container.info");
    }
    Output output = new Output(text.text());
    switch (linker.memory.template(text.text(), rule.source)) {
      case TemplateChecker.Outcome.Good good -> output.template = good.template();
      case TemplateChecker.Outcome.Bad bad -> {
        Finding finding = new Finding(text.origin(bad.span(), place), bad.message());
        boolean skip = rule.skipIfUnknownFilter && finding.unknownWord();
        linker.report(
            skip ? LoadCode.LOAD_UNKNOWN_FILTER : LoadCode.LOAD_ERR_COMPILE_OUTPUT, finding, item);
        output.dropped = skip;
        return output;
      }
    }
    FilterWarnings.reportInOutput(output.text, place, linker, item);
    for (Map.Entry<String, AppendOutput.ExtraField> extra : additions.fields(rule).entrySet()) {
      extra(rule, output, extra.getValue(), item);
    }
    return output;
  }

  private void extra(
      RuleDefinition rule, Output output, AppendOutput.ExtraField field, String item) {
    Origin place = rule.output.getFirst().origin();
    String format =
        switch (field) {
          case AppendOutput.ExtraField.Raw raw -> "%" + raw.key();
          case AppendOutput.ExtraField.Formatted formatted -> formatted.format();
        };
    switch (linker.memory.template(SourceText.bytes(format), rule.source)) {
      case TemplateChecker.Outcome.Good good -> {
        Rule.ExtraValue value =
            field instanceof AppendOutput.ExtraField.Raw
                    && good.template().parts().getFirst()
                        instanceof CheckedTemplate.Part.Reference reference
                ? new Rule.ExtraValue.Raw(reference)
                : new Rule.ExtraValue.Formatted(good.template());
        output.extraFields.put(field.key(), value);
        FilterWarnings.reportInOutput(format, place, linker, item);
      }
      case TemplateChecker.Outcome.Bad bad -> {
        linker.report.add(
            LoadCode.LOAD_ERR_COMPILE_OUTPUT,
            place,
            item,
            bad.message() + " (in the extra field '" + field.key() + "')");
        output.template = null;
      }
    }
  }
}
