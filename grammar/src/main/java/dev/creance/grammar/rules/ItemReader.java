package dev.creance.grammar.rules;

import dev.creance.grammar.checked.Origin;
import dev.creance.grammar.rules.Definitions.ListDefinition;
import dev.creance.grammar.rules.Definitions.MacroDefinition;
import dev.creance.grammar.rules.Definitions.PluginRequirement;
import dev.creance.grammar.rules.ItemContext.Need;
import dev.creance.grammar.source.LoadCode;
import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.source.Span;
import dev.creance.grammar.yaml.YamlException;
import dev.creance.grammar.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the items of rule files into {@link Definitions}. An item with an error contributes
 * nothing; reading goes on with the next one.
 */
final class ItemReader {
  static final String DEPRECATED_APPEND =
      "'append' key is deprecated. Add an 'append' entry (e.g. 'condition: append') under 'override'"
          + " instead.";
  static final String OVERRIDE_AND_APPEND =
      "Keys 'override' and 'append: true' cannot be used together. Add an 'append' entry (e.g."
          + " 'condition: append') under 'override' instead.";

  private static final List<String> LIST_KEYS = List.of("list", "items", "append", "override");
  private static final List<String> MACRO_KEYS =
      List.of("macro", "condition", "append", "override");

  private final LoadOptions options;
  private final Definitions definitions;
  private final Report report;
  private final RuleItemReader rules;

  /** Names whose definition failed: what refers to them is not to blame. */
  private final Set<String> failed = new HashSet<>();

  ItemReader(LoadOptions options, Definitions definitions, Report report, FieldCheck fieldCheck) {
    this.options = options;
    this.definitions = definitions;
    this.report = report;
    this.rules = new RuleItemReader(options, definitions, failed, fieldCheck);
  }

  Set<String> failed() {
    return failed;
  }

  /** Reads a file; false when it has an error. */
  boolean read(RuleFileReader.RuleFile file) {
    int before = report.errors();
    SourceFile source = file.source();
    if (file.failure().isPresent()) {
      YamlException e = file.failure().get();
      int start = Math.min(e.offset(), source.text().length());
      Span span = new Span(start, Math.min(start + 1, source.text().length()));
      report.add(
          LoadCode.LOAD_ERR_YAML_PARSE,
          new Origin(source, span),
          "",
          "yaml-cpp: error at line "
              + source.line(start)
              + ", column "
              + source.column(start)
              + ": "
              + e.problem());
    }
    for (YamlNode document : file.documents()) {
      YamlNode bad = RuleFileReader.badKey(document);
      if (bad != null) {
        report.add(
            LoadCode.LOAD_ERR_YAML_PARSE,
            new Origin(source, bad.span()),
            "",
            "bad conversion: a key must be a plain text");
        return false;
      }
    }
    file.documents().forEach(document -> readDocument(source, document));
    return report.errors() == before;
  }

  private void readDocument(SourceFile file, YamlNode document) {
    switch (document) {
      case YamlNode.Sequence sequence -> {
        for (YamlNode item : sequence.items()) {
          readItem(file, item);
        }
      }
      case YamlNode.Mapping _ ->
          contentError(file, document, "Rules content is not yaml array of objects");
      case YamlNode.Scalar _ -> contentError(file, document, "Rules content is not yaml");
      case YamlNode.Null _ -> {}
    }
  }

  private void contentError(SourceFile file, YamlNode node, String message) {
    report.add(
        LoadCode.LOAD_ERR_YAML_VALIDATE,
        new Origin(file, node.span()),
        "",
        message + "; a rules file is a list of items, each starting with '- '");
  }

  private void readItem(SourceFile file, YamlNode node) {
    if (node instanceof YamlNode.Null) {
      return;
    }
    if (!(node instanceof YamlNode.Mapping mapping)) {
      report.add(
          LoadCode.LOAD_ERR_YAML_VALIDATE,
          new Origin(file, node.span()),
          "",
          "Unexpected element type. Each element should be a yaml associative array.");
      return;
    }
    ItemContext item = new ItemContext(file, mapping, "", report);
    if (item.has("required_engine_version")) {
      readEngineVersion(item.named("required_engine_version"));
    } else if (item.has("required_plugin_versions")) {
      readPluginVersions(item.named("required plugin versions"));
    } else if (item.has("list")) {
      readList(item.named("list"));
    } else if (item.has("macro")) {
      readMacro(item.named("macro"));
    } else if (item.has("rule")) {
      rules.read(item.named("rule"));
    } else {
      item.problem(
          LoadCode.LOAD_UNKNOWN_ITEM,
          item.firstKey(),
          "Unknown top level item; an item has one of the keys rule, macro, list,"
              + " required_engine_version, required_plugin_versions");
    }
  }

  private void readEngineVersion(ItemContext item) {
    SourceText text = item.text("required_engine_version", Need.REQUIRED);
    if (text == null) {
      return;
    }
    OptionalInt minor = YamlScalars.unsigned(text.bytes());
    Optional<Version> required =
        minor.isPresent()
            ? Optional.of(
                new Version(
                    options.engineVersion().major(),
                    minor.getAsInt(),
                    options.engineVersion().patch()))
            : Version.parse(text.bytes());
    if (required.isEmpty()) {
      item.invalid(
          text.origin(),
          "Unable to parse engine version '"
              + text.text()
              + "' as a semver string. Expected \"x.y.z\" semver format.");
      return;
    }
    if (!options.engineVersion().compatibleWith(required.get())) {
      item.problem(
          LoadCode.LOAD_ERR_VALIDATE,
          text.origin(),
          "Rules require engine version "
              + required.get()
              + ", but engine version is "
              + options.engineVersion());
    }
    item.unknownKeys(List.of("required_engine_version"));
  }

  private void readPluginVersions(ItemContext item) {
    YamlNode value = item.value("required_plugin_versions");
    if (!(value instanceof YamlNode.Sequence plugins)) {
      item.invalid(item.firstKey(), "Value of required_plugin_versions must be a sequence");
      return;
    }
    for (YamlNode plugin : plugins.items()) {
      int before = item.errors();
      List<PluginRequirement.Alternative> alternatives = new ArrayList<>();
      if (!(plugin instanceof YamlNode.Mapping mapping)) {
        item.invalid(item.at(plugin), "Plugin version must be a mapping");
        continue;
      }
      ItemContext entry = item.inside(mapping, "required plugin versions entry");
      List<SourceText[]> texts = new ArrayList<>();
      readPlugin(entry, texts);
      readAlternatives(entry, texts);
      if (item.errors() > before) {
        continue;
      }
      Set<String> names = new HashSet<>();
      for (SourceText[] text : texts) {
        addAlternative(entry, text[0], text[1], names, alternatives);
      }
      if (item.errors() == before) {
        definitions.pluginRequirements.add(
            new PluginRequirement(entry.origin(), List.copyOf(alternatives), before == 0));
      }
    }
    item.unknownKeys(List.of("required_plugin_versions"));
  }

  private static void readPlugin(ItemContext entry, List<SourceText[]> texts) {
    SourceText name = entry.text("name", Need.REQUIRED);
    SourceText version = entry.text("version", Need.REQUIRED);
    if (name != null && version != null) {
      texts.add(new SourceText[] {name, version});
    }
  }

  private static void readAlternatives(ItemContext entry, List<SourceText[]> texts) {
    YamlNode value = entry.value("alternatives");
    if (value == null) {
      return;
    }
    if (!(value instanceof YamlNode.Sequence sequence)) {
      entry.invalid(entry.at(value), "Value of plugin version alternatives must be a sequence");
      return;
    }
    for (YamlNode alternative : sequence.items()) {
      if (alternative instanceof YamlNode.Mapping mapping) {
        readPlugin(entry.inside(mapping, "required plugin versions alternative"), texts);
      } else {
        entry.invalid(entry.at(alternative), "Plugin version alternative must be a mapping");
      }
    }
  }

  private static void addAlternative(
      ItemContext entry,
      SourceText name,
      SourceText version,
      Set<String> names,
      List<PluginRequirement.Alternative> alternatives) {
    Optional<Version> parsed = Version.parse(version.bytes());
    if (parsed.isEmpty()) {
      entry.problem(
          LoadCode.LOAD_ERR_VALIDATE,
          version.origin(),
          "Invalid required version '"
              + version.text()
              + "' for plugin '"
              + name.text()
              + "'; expected three numbers such as 0.7.0");
    } else if (!names.add(name.text())) {
      entry.problem(
          LoadCode.LOAD_ERR_VALIDATE,
          name.origin(),
          "Defined multiple alternative version requirements for plugin '" + name.text() + "'");
    } else {
      alternatives.add(
          new PluginRequirement.Alternative(name.text(), parsed.get(), version.text()));
    }
  }

  private void readList(ItemContext tmp) {
    int before = report.errors();
    SourceText name = tmp.text("list", Need.REQUIRED);
    if (name == null) {
      return;
    }
    ItemContext item = tmp.named("list '" + name.text() + "'");
    if (!RuleNames.ofList(name.bytes())) {
      item.problem(
          LoadCode.LOAD_INVALID_LIST_NAME,
          name.origin(),
          "List has an invalid name. List names should match a regular expression:"
              + " ([^()\"'[:space:]=,]+)");
    }
    ListDefinition list = new ListDefinition(name.bytes(), item.origin(), name.origin());
    item.texts("items", Need.REQUIRED, list.items::add);
    Boolean append = appends(item, "items");
    if (report.errors() > before || append == null) {
      failed.add(name.bytes());
      return;
    }
    if (append) {
      ListDefinition previous = definitions.lists.get(list.name);
      if (previous == null) {
        missing(
            item,
            name,
            "List uses 'append' or 'override.items: append' but no list by that name already"
                + " exists");
        return;
      }
      previous.items.addAll(list.items);
      previous.contributions.add(contribution(Contribution.Kind.APPEND, item, "items"));
      definitions.changed(previous);
    } else {
      list.contributions.add(contribution(Contribution.Kind.DEFINE, item, "items"));
      definitions.define(definitions.lists, list);
    }
    item.unknownKeys(LIST_KEYS);
  }

  private void readMacro(ItemContext tmp) {
    int before = report.errors();
    SourceText name = tmp.text("macro", Need.REQUIRED);
    if (name == null) {
      return;
    }
    ItemContext item = tmp.named("macro '" + name.text() + "'");
    if (!RuleNames.ofMacro(name.bytes())) {
      item.problem(
          LoadCode.LOAD_INVALID_MACRO_NAME,
          name.origin(),
          "Macro has an invalid name. Macro names should match a regular expression:"
              + " ([a-zA-Z]+[a-zA-Z0-9_]*)");
    }
    MacroDefinition macro = new MacroDefinition(name.bytes(), item.origin(), name.origin());
    SourceText condition = item.text("condition", Need.REQUIRED);
    Boolean append = appends(item, "condition");
    if (report.errors() > before || append == null || condition == null) {
      failed.add(name.bytes());
      return;
    }
    if (append) {
      MacroDefinition previous = definitions.macros.get(macro.name);
      if (previous == null) {
        missing(
            item,
            name,
            "Macro uses 'append' or 'override.condition: append' but no macro by that name already"
                + " exists");
        return;
      }
      previous.condition.add(condition);
      previous.contributions.add(contribution(Contribution.Kind.APPEND, item, "condition"));
      definitions.changed(previous);
    } else {
      macro.condition.add(condition);
      macro.contributions.add(contribution(Contribution.Kind.DEFINE, item, "condition"));
      definitions.define(definitions.macros, macro);
    }
    item.unknownKeys(MACRO_KEYS);
  }

  static Contribution contribution(Contribution.Kind kind, ItemContext item, String... keys) {
    return new Contribution(kind, item.origin(), List.of(keys));
  }

  private void missing(ItemContext item, SourceText name, String message) {
    if (!failed.contains(name.bytes())) {
      item.problem(LoadCode.LOAD_ERR_VALIDATE, name.origin(), message);
      failed.add(name.bytes());
    }
  }

  /** Whether an item of a single overridable key appends; null after an error. */
  private static @Nullable Boolean appends(ItemContext item, String key) {
    boolean[] append = {false};
    item.bool("append", Need.OPTIONAL, value -> append[0] = value);
    if (append[0]) {
      item.problem(
          LoadCode.LOAD_DEPRECATED_ITEM,
          new Origin(item.file, item.keySpan("append")),
          DEPRECATED_APPEND,
          Fixes.deprecatedAppend(item, List.of(key)));
    }
    Overrides overrides = Overrides.read(item, List.of(key), List.of(key));
    if (overrides == null) {
      return null;
    }
    if (append[0] && overrides.any()) {
      item.invalid(new Origin(item.file, item.keySpan("append")), OVERRIDE_AND_APPEND);
      return null;
    }
    return append[0] || overrides.appended().contains(key);
  }
}
