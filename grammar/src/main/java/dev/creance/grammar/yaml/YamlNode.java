package dev.creance.grammar.yaml;

import dev.creance.grammar.source.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node of a document. An alias is the very node that its anchor names, so a tree may share nodes
 * and even contain itself: who descends must bound the depth.
 */
public sealed interface YamlNode {
  /** From the node's first token, its tag and anchor included, to the end of its last one. */
  Span span();

  /** Nothing, or one of {@code ~ null Null NULL}. */
  record Null(Span span) implements YamlNode {}

  /** How a scalar was written. */
  enum Style {
    PLAIN,
    QUOTED,
    BLOCK
  }

  /** A text; {@code map} says where each of its characters stands. */
  record Scalar(Span span, String text, Style style, OffsetMap map) implements YamlNode {}

  /** A list of nodes. */
  final class Sequence implements YamlNode {
    private final List<YamlNode> items = new ArrayList<>();
    private final int start;
    private int end;
    private final boolean flow;

    Sequence(int start, boolean flow) {
      this.start = start;
      this.end = start;
      this.flow = flow;
    }

    void add(YamlNode item) {
      items.add(item);
    }

    void close(int end) {
      this.end = Math.max(start, end);
    }

    @Override
    public Span span() {
      return new Span(start, end);
    }

    /** Whether it was written in brackets. */
    public boolean flow() {
      return flow;
    }

    public List<YamlNode> items() {
      return Collections.unmodifiableList(items);
    }
  }

  /** Pairs in the order of the file; keys may repeat. */
  final class Mapping implements YamlNode {
    private final List<Entry> entries = new ArrayList<>();
    private final int start;
    private int end;

    Mapping(int start) {
      this.start = start;
      this.end = start;
    }

    void add(YamlNode key, YamlNode value) {
      entries.add(new Entry(key, value));
    }

    void close(int end) {
      this.end = Math.max(start, end);
    }

    @Override
    public Span span() {
      return new Span(start, end);
    }

    public List<Entry> entries() {
      return Collections.unmodifiableList(entries);
    }

    /** The first pair with this key. */
    public @Nullable Entry find(String key) {
      for (Entry entry : entries) {
        if (entry.key() instanceof Scalar scalar && scalar.text().equals(key)) {
          return entry;
        }
      }
      return null;
    }
  }

  /** A pair of a mapping. */
  record Entry(YamlNode key, YamlNode value) {}
}
