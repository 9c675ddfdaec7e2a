package dev.creance.tuning.regression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A mapping of a YAML file that knows its lines and which keys it may have. */
final class YamlMap {
  private final String file;
  private final MappingNode node;
  private final List<Entry> entries = new ArrayList<>();

  private YamlMap(String file, MappingNode node, Set<String> keys) throws TestFileException {
    this.file = file;
    this.node = node;
    for (NodeTuple tuple : node.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw problem(tuple.getKeyNode(), "expected a key");
      }
      if (!keys.isEmpty() && !keys.contains(key.getValue())) {
        throw problem(
            key,
            "'"
                + key.getValue()
                + "' is none of "
                + String.join(", ", keys.stream().sorted().toList()));
      }
      entries.add(new Entry(key.getValue(), tuple.getValueNode()));
    }
  }

  /** Reads a file that is one mapping. */
  static YamlMap read(String file, String text, Set<String> keys) throws TestFileException {
    try {
      Optional<Node> root =
          new Compose(LoadSettings.builder().setLabel(file).build()).composeString(text);
      if (root.isPresent() && root.get() instanceof MappingNode mapping) {
        return new YamlMap(file, mapping, keys);
      }
      throw new TestFileException(file + ":1: expected a mapping with rules, corpora and tests");
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new TestFileException(file + ":" + line + ": " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new TestFileException(file + ": " + e.getMessage());
    }
  }

  List<Entry> entries() {
    return entries;
  }

  Optional<Entry> optional(String key) {
    return entries.stream().filter(entry -> entry.key.equals(key)).findFirst();
  }

  Entry required(String key) throws TestFileException {
    Optional<Entry> entry = optional(key);
    if (entry.isEmpty()) {
      throw problem("'" + key + "' is missing");
    }
    return entry.get();
  }

  /** From 1. */
  int line() {
    return line(node);
  }

  TestFileException problem(String text) {
    return problem(node, text);
  }

  private TestFileException problem(Node at, String text) {
    return new TestFileException(file + ":" + line(at) + ": " + text);
  }

  private static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }

  /** A key and its value. */
  final class Entry {
    private final String key;
    private final Node value;

    private Entry(String key, Node value) {
      this.key = key;
      this.value = value;
    }

    String key() {
      return key;
    }

    TestFileException problem(String text) {
      return YamlMap.this.problem(value, key + ": " + text);
    }

    String text() throws TestFileException {
      return text(value);
    }

    private String text(Node node) throws TestFileException {
      if (node instanceof ScalarNode scalar && !scalar.getValue().isEmpty()) {
        return scalar.getValue();
      }
      throw YamlMap.this.problem(node, key + ": expected a text");
    }

    /** One text, or a list of them. */
    List<String> texts() throws TestFileException {
      if (!(value instanceof SequenceNode list)) {
        return List.of(text());
      }
      List<String> texts = new ArrayList<>();
      for (Node item : list.getValue()) {
        texts.add(text(item));
      }
      return texts;
    }

    YamlMap map() throws TestFileException {
      if (value instanceof MappingNode mapping) {
        return new YamlMap(file, mapping, Set.of());
      }
      throw problem("expected a mapping");
    }

    List<YamlMap> maps(Set<String> keys) throws TestFileException {
      if (!(value instanceof SequenceNode list)) {
        throw problem("expected a list");
      }
      List<YamlMap> maps = new ArrayList<>();
      for (Node item : list.getValue()) {
        if (!(item instanceof MappingNode mapping)) {
          throw YamlMap.this.problem(item, key + ": expected a mapping");
        }
        maps.add(new YamlMap(file, mapping, keys));
      }
      return maps;
    }

    boolean isTrue() throws TestFileException {
      if (text().equals("true")) {
        return true;
      }
      throw problem("expected true");
    }

    long count() throws TestFileException {
      try {
        long count = Long.parseLong(text());
        if (count >= 0) {
          return count;
        }
      } catch (NumberFormatException e) {
        // Said below.
      }
      throw problem("expected a number of hits, found '" + text() + "'");
    }

    double number() throws TestFileException {
      try {
        double number = Double.parseDouble(text());
        if (number >= 0 && !Double.isInfinite(number)) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Said below.
      }
      throw problem("expected hits per node-day, found '" + text() + "'");
    }
  }
}
