package dev.creance.release.bundle;

import dev.creance.grammar.rules.RuleFileReader;
import dev.creance.grammar.rules.Version;
import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.yaml.RawBytes;
import dev.creance.grammar.yaml.YamlNode;
import dev.creance.release.bundle.ReleaseManifest.PluginRequirement;
import dev.creance.release.bundle.ReleaseManifest.PluginVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What rule files say they require, over all files of a release the highest.
 *
 * @param engineVersion three numbers; empty when none says
 * @param plugins by name, each once
 */
public record RuleRequirements(String engineVersion, List<PluginRequirement> plugins) {
  private static final Pattern VERSION = Pattern.compile("\\d{1,9}\\.\\d{1,9}\\.\\d{1,9}");
  private static final Version LOWEST = new Version(0, 0, 0);
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  public RuleRequirements {
    plugins = List.copyOf(plugins);
  }

  /** The requirements of files that load. */
  public static RuleRequirements of(List<RuleFile> files) {
    String engine = "";
    Map<String, PluginRequirement> plugins = new LinkedHashMap<>();
    for (RuleFile file : files) {
      SourceFile source = new SourceFile(file.name(), RawBytes.decode(file.content()));
      for (YamlNode item : RuleFileReader.read(source).items()) {
        if (item instanceof YamlNode.Mapping mapping) {
          engine = higher(engine, engineVersion(text(mapping, "required_engine_version")));
          addPlugins(mapping, plugins);
        }
      }
    }
    return new RuleRequirements(engine, List.copyOf(plugins.values()));
  }

  /** A lone number N is 0.N.0. */
  private static String engineVersion(String written) {
    return NUMBER.matcher(written).matches()
        ? "0." + Integer.parseInt(written) + ".0"
        : VERSION.matcher(written).matches() ? written : "";
  }

  private static void addPlugins(YamlNode.Mapping mapping, Map<String, PluginRequirement> plugins) {
    if (!(value(mapping, "required_plugin_versions") instanceof YamlNode.Sequence all)) {
      return;
    }
    for (YamlNode one : all.items()) {
      if (!(one instanceof YamlNode.Mapping plugin)) {
        continue;
      }
      List<PluginVersion> alternatives = new ArrayList<>();
      if (value(plugin, "alternatives") instanceof YamlNode.Sequence others) {
        for (YamlNode other : others.items()) {
          if (other instanceof YamlNode.Mapping alternative) {
            alternatives.add(
                new PluginVersion(text(alternative, "name"), text(alternative, "version")));
          }
        }
      }
      PluginRequirement requirement =
          new PluginRequirement(text(plugin, "name"), text(plugin, "version"), alternatives);
      plugins.merge(
          requirement.name(),
          requirement,
          (before, now) ->
              higher(before.version(), now.version()).equals(before.version()) ? before : now);
    }
  }

  private static @Nullable YamlNode value(YamlNode.Mapping mapping, String key) {
    YamlNode.Entry entry = mapping.find(key);
    return entry == null ? null : entry.value();
  }

  private static String text(YamlNode.Mapping mapping, String key) {
    return value(mapping, key) instanceof YamlNode.Scalar scalar ? scalar.text().strip() : "";
  }

  private static String higher(String one, String other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one + other;
    }
    return version(one).compareTo(version(other)) >= 0 ? one : other;
  }

  private static Version version(String text) {
    return Version.parse(text).orElse(LOWEST);
  }
}
