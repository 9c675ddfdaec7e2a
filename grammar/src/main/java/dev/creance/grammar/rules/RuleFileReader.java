package dev.creance.grammar.rules;

import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.yaml.YamlException;
import dev.creance.grammar.yaml.YamlNode;
import dev.creance.grammar.yaml.YamlReader;
import dev.creance.grammar.yaml.YamlRereader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads rule files into their YAML items. */
public final class RuleFileReader {
  private RuleFileReader() {}

  /**
   * What a file holds.
   *
   * @param documents the documents before the failure, if there is one
   * @param failure why the text is no YAML for Falco
   */
  public record RuleFile(
      SourceFile source, List<YamlNode> documents, Optional<YamlException> failure) {
    public RuleFile {
      documents = List.copyOf(documents);
    }

    /** All items of all documents that are lists. */
    public List<YamlNode> items() {
      List<YamlNode> items = new ArrayList<>();
      for (YamlNode document : documents) {
        if (document instanceof YamlNode.Sequence sequence) {
          items.addAll(sequence.items());
        }
      }
      return items;
    }
  }

  /** Reads a file. */
  public static RuleFile read(SourceFile source) {
    List<YamlException> failures = new ArrayList<>();
    List<YamlNode> documents = YamlReader.read(source.text(), failures);
    return new RuleFile(source, documents, failures.stream().findFirst());
  }

  /**
   * Reads a file that was read before.
   *
   * @param before has read it, or not yet
   */
  public static RuleFile read(SourceFile source, YamlRereader before) {
    List<YamlException> failures = new ArrayList<>();
    List<YamlNode> documents = before.read(source.text(), failures);
    return new RuleFile(source, documents, failures.stream().findFirst());
  }

  /**
   * The first key that is neither a scalar nor empty in a mapping that Falco's schema check walks
   * through. It gives up there, as if the text were no YAML.
   */
  static @Nullable YamlNode badKey(YamlNode document) {
    if (!(document instanceof YamlNode.Sequence items)) {
      return null;
    }
    for (YamlNode item : items.items()) {
      if (item instanceof YamlNode.Mapping mapping) {
        YamlNode bad = badKeyIn(mapping);
        for (String nested : List.of("exceptions", "required_plugin_versions")) {
          YamlNode.Entry entry = mapping.find(nested);
          if (bad == null && entry != null && entry.value() instanceof YamlNode.Sequence sequence) {
            bad = badKeyIn(sequence);
          }
        }
        YamlNode.Entry override = mapping.find("override");
        if (bad == null && override != null && override.value() instanceof YamlNode.Mapping keys) {
          bad = badKeyIn(keys);
        }
        if (bad != null) {
          return bad;
        }
      }
    }
    return null;
  }

  private static @Nullable YamlNode badKeyIn(YamlNode.Sequence sequence) {
    for (YamlNode item : sequence.items()) {
      if (item instanceof YamlNode.Mapping mapping) {
        YamlNode bad = badKeyIn(mapping);
        if (bad != null) {
          return bad;
        }
      }
    }
    return null;
  }

  private static @Nullable YamlNode badKeyIn(YamlNode.Mapping mapping) {
    for (YamlNode.Entry entry : mapping.entries()) {
      if (entry.key() instanceof YamlNode.Sequence || entry.key() instanceof YamlNode.Mapping) {
        return entry.key();
      }
    }
    return null;
  }
}
