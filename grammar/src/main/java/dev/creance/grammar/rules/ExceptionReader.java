package dev.creance.grammar.rules;

import dev.creance.grammar.checked.Origin;
import dev.creance.grammar.rules.ItemContext.Need;
import dev.creance.grammar.source.LoadCode;
import dev.creance.grammar.source.Span;
import dev.creance.grammar.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads exceptions and checks their shape. */
final class ExceptionReader {
  private static final int DEEPEST = 200;

  /** Aliases can make a few lines stand for more entries than fit the memory. */
  private static final int MOST_ENTRIES = 1_000_000;

  private final FieldCheck fieldCheck;
  private int entries;

  ExceptionReader(FieldCheck fieldCheck) {
    this.fieldCheck = fieldCheck;
  }

  /** An exception as an item gives it, with where its name stands. */
  record Read(RuleException exception, SourceText name) {}

  /** The exceptions of an item; empty when it has none. */
  List<Read> read(ItemContext item, boolean append) {
    entries = 0;
    YamlNode value = item.value("exceptions");
    List<Read> found = new ArrayList<>();
    if (value == null || value instanceof YamlNode.Null) {
      return found;
    }
    if (!(value instanceof YamlNode.Sequence sequence)) {
      item.invalid(item.at(value), "Rule exceptions must be a sequence");
      return found;
    }
    Set<String> names = new HashSet<>();
    for (YamlNode node : sequence.items()) {
      if (!(node instanceof YamlNode.Mapping mapping)) {
        item.invalid(item.at(node), "Rule exception must be a mapping");
        continue;
      }
      ItemContext tmp = item.inside(mapping, item.label);
      SourceText name = tmp.text("name", Need.REQUIRED);
      if (name == null) {
        continue;
      }
      ItemContext context = tmp.named(item.label + ", exception '" + name.text() + "'");
      if (!names.add(name.bytes())) {
        context.problem(
            LoadCode.LOAD_EXCEPTION_NAME_NOT_UNIQUE,
            name.origin(),
            "Multiple definitions of exception '" + name.text() + "' in the same rule");
      }
      found.add(new Read(readOne(context, name, append), name));
    }
    return found;
  }

  private RuleException readOne(ItemContext context, SourceText name, boolean append) {
    ExceptionEntry fields = entry(context, "fields", append);
    ExceptionEntry comps = entry(context, "comps", true);
    List<RuleException.Value> values = new ArrayList<>();
    YamlNode given = context.value("values");
    if (given instanceof YamlNode.Sequence sequence) {
      for (YamlNode value : sequence.items()) {
        values.add(new RuleException.Value(context.at(value), entry(context, value, 0)));
      }
    } else if (given != null) {
      context.invalid(
          given instanceof YamlNode.Null
              ? new Origin(context.file, context.keySpan("values"))
              : context.at(given),
          "Rule exception values must be a sequence");
    } else if (append) {
      context.problem(
          LoadCode.LOAD_APPEND_NO_VALUES,
          name.origin(),
          "Overriding/appending exception with no values");
    }
    return new RuleException(context.origin(), name.text(), fields, comps, values, false);
  }

  private ExceptionEntry entry(ItemContext context, String key, boolean optional) {
    YamlNode value = context.value(key);
    if (value == null) {
      if (!optional) {
        context.invalid(context.firstKey(), "Item has no mapping for key '" + key + "'");
      }
      Span span = context.mapping.span();
      return ExceptionEntry.missing(span);
    }
    return entry(context, value, 0);
  }

  private ExceptionEntry entry(ItemContext context, YamlNode node, int depth) {
    if (depth > DEEPEST || ++entries > MOST_ENTRIES) {
      if (entries <= MOST_ENTRIES + 1) {
        context.invalid(context.at(node), "Value is nested too deeply or too large");
      }
      return ExceptionEntry.missing(node.span());
    }
    return switch (node) {
      case YamlNode.Scalar scalar -> {
        if (scalar.text().isEmpty()) {
          context.invalid(context.at(node), "Value must be non-empty");
        }
        yield new ExceptionEntry(
            node.span(), false, SourceText.of(context.file, scalar), List.of());
      }
      case YamlNode.Sequence sequence -> {
        List<ExceptionEntry> items = new ArrayList<>();
        for (YamlNode item : sequence.items()) {
          if (entries > MOST_ENTRIES) {
            break;
          }
          items.add(entry(context, item, depth + 1));
        }
        yield new ExceptionEntry(node.span(), true, null, items);
      }
      case YamlNode.Mapping _, YamlNode.Null _ -> ExceptionEntry.missing(node.span());
    };
  }

  /** An exception of a definition, checked, its comparisons filled in; empty after an error. */
  Optional<RuleException> defined(ItemContext item, Read read, @Nullable String source) {
    ItemContext context = context(item, read);
    if (!read.exception.fields().given()) {
      context.problem(
          LoadCode.LOAD_ERR_VALIDATE,
          read.name.origin(),
          "Rule exception item must have fields property with a list of fields");
      return Optional.empty();
    }
    return checked(context, read, source);
  }

  /** Merges an appended exception into those that a rule has. */
  void append(ItemContext item, Read read, List<RuleException> existing, @Nullable String source) {
    ItemContext context = context(item, read);
    RuleException exception = read.exception;
    for (int i = 0; i < existing.size(); i++) {
      if (existing.get(i).name().equals(exception.name())) {
        if (refusedHere(context, exception.fields(), "fields")
            || refusedHere(context, exception.comps(), "comps")) {
          return;
        }
        existing.set(i, existing.get(i).withMore(exception.values()));
        return;
      }
    }
    if (!exception.fields().given()) {
      context.problem(
          LoadCode.LOAD_ERR_VALIDATE,
          read.name.origin(),
          "Rule exception must have fields property with a list of fields");
    } else if (exception.values().isEmpty()) {
      context.problem(
          LoadCode.LOAD_ERR_VALIDATE,
          read.name.origin(),
          "Rule exception must have values property with a list of values");
    } else {
      checked(context, read, source).ifPresent(existing::add);
    }
  }

  private static boolean refusedHere(ItemContext context, ExceptionEntry entry, String key) {
    if (!entry.given()) {
      return false;
    }
    context.problem(
        LoadCode.LOAD_ERR_VALIDATE,
        new Origin(context.file, entry.span()),
        "Can not append exception " + key + " to existing exception, only values");
    return true;
  }

  private static ItemContext context(ItemContext item, Read read) {
    return item.named(item.label + ", exception '" + read.exception.name() + "'");
  }

  private Optional<RuleException> checked(ItemContext context, Read read, @Nullable String source) {
    RuleException exception = read.exception;
    int before = context.errors();
    ExceptionEntry comps = exception.comps();
    if (exception.fields().list()) {
      checkComps(context, read);
      for (ExceptionEntry field : exception.fields().items()) {
        checkField(context, field, source);
      }
    } else {
      if (comps.given() && comps.list()) {
        context.problem(
            LoadCode.LOAD_ERR_VALIDATE,
            new Origin(context.file, comps.span()),
            "Fields and comps must both be strings");
      } else if (comps.given() && !ExceptionComparison.scalarAllowed(comps.bytes())) {
        context.problem(
            LoadCode.LOAD_ERR_VALIDATE,
            new Origin(context.file, comps.span()),
            "When fields is a single value, comps must be one of (in, pmatch, intersects) or a"
                + " modifier operator (e.g. startswith oneof)");
      }
      checkField(context, exception.fields(), source);
    }
    return context.errors() > before ? Optional.empty() : Optional.of(exception.passed());
  }

  private static void checkComps(ItemContext context, Read read) {
    ExceptionEntry comps = read.exception.comps();
    if (!comps.given()) {
      return;
    }
    if (comps.items().size() != read.exception.fields().items().size()) {
      context.problem(
          LoadCode.LOAD_ERR_VALIDATE,
          new Origin(context.file, comps.span()),
          "Fields and comps lists must have equal length");
      return;
    }
    for (ExceptionEntry comp : comps.items()) {
      if (!ExceptionComparison.allowed(comp.bytes())) {
        context.problem(
            LoadCode.LOAD_ERR_VALIDATE,
            new Origin(context.file, comp.span()),
            "'"
                + ExceptionComparison.normal(SourceText.decode(comp.bytes()))
                + "' is not a supported comparison operator",
            Fixes.operator(comp));
      }
    }
  }

  private void checkField(ItemContext context, ExceptionEntry field, @Nullable String source) {
    if (source == null) {
      return;
    }
    String problem =
        field.item() == null
            ? "'' is not a supported filter field"
            : fieldCheck.problem(field.item(), source);
    if (problem != null) {
      context.problem(
          LoadCode.LOAD_ERR_VALIDATE,
          new Origin(context.file, field.span()),
          problem,
          fieldCheck.fix(field, source));
    }
  }
}
