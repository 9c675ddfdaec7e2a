package dev.creance.grammar.rules;

import dev.creance.grammar.syntax.ConditionParser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The Falco that rules are loaded for.
 *
 * @param engineVersion what {@code required_engine_version} is held against
 * @param sources the event sources that count as loaded; rules of others are skipped
 * @param plugins the plugins that count as loaded: they give fields and satisfy {@code
 *     required_plugin_versions}
 * @param conditionDepth how deep conditions may nest, in steps of Falco's parser
 * @param appendOutput what the configuration adds to outputs
 * @param minimumPriority rules less grave than this are checked but never enabled
 * @param selections switches applied after loading, in order
 */
public record LoadOptions(
    Version engineVersion,
    Set<String> sources,
    Map<String, Version> plugins,
    int conditionDepth,
    List<AppendOutput> appendOutput,
    Priority minimumPriority,
    List<Selection> selections) {
  public LoadOptions {
    sources = Set.copyOf(sources);
    plugins = Map.copyOf(plugins);
    appendOutput = List.copyOf(appendOutput);
    selections = List.copyOf(selections);
  }

  /** Falco 0.44 with every plugin that Creance knows, suggested output off. */
  public static LoadOptions defaults() {
    Map<String, Version> plugins = new LinkedHashMap<>();
    plugins.put("container", new Version(0, 7, 1));
    plugins.put("k8smeta", new Version(0, 4, 0));
    plugins.put("k8saudit", new Version(0, 18, 0));
    plugins.put("json", new Version(0, 7, 3));
    return new LoadOptions(
        new Version(0, 63, 0),
        Set.of("syscall", "k8s_audit"),
        plugins,
        ConditionParser.RULE_DEPTH,
        List.of(),
        Priority.DEBUG,
        List.of());
  }

  public LoadOptions withEngineVersion(Version version) {
    return new LoadOptions(
        version, sources, plugins, conditionDepth, appendOutput, minimumPriority, selections);
  }

  public LoadOptions withSources(Set<String> loaded) {
    return new LoadOptions(
        engineVersion, loaded, plugins, conditionDepth, appendOutput, minimumPriority, selections);
  }

  public LoadOptions withPlugins(Map<String, Version> loaded) {
    return new LoadOptions(
        engineVersion, sources, loaded, conditionDepth, appendOutput, minimumPriority, selections);
  }

  public LoadOptions withAppendOutput(List<AppendOutput> added) {
    return new LoadOptions(
        engineVersion, sources, plugins, conditionDepth, added, minimumPriority, selections);
  }

  public LoadOptions withMinimumPriority(Priority minimum) {
    return new LoadOptions(
        engineVersion, sources, plugins, conditionDepth, appendOutput, minimum, selections);
  }

  public LoadOptions withSelections(List<Selection> steps) {
    return new LoadOptions(
        engineVersion, sources, plugins, conditionDepth, appendOutput, minimumPriority, steps);
  }
}
