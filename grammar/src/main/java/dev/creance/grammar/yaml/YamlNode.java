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

  /** The same further behind in a text; only for trees without names. */
  YamlNode shifted(int by);

  /** Nothing, or one of {@code ~ null Null NULL}. */
  record Null(Span span) implements YamlNode {
    @Override
    public Null shifted(int by) {
      return new Null(span.shift(by));
    }
  }

  /** How a scalar was written. */
  enum Style {
    PLAIN,
    QUOTED,
    BLOCK
  }

  /** A text; {@code map} says where each of its characters stands. */
  record Scalar(Span span, String text, Style style, OffsetMap map) implements YamlNode {
    @Override
    public Scalar shifted(int by) {
      return new Scalar(span.shift(by), text, style, map.shifted(by));
    }
  }

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

    void removeLast() {
      items.removeLast();
    }

    void close(int end) {
      this.end = Math.max(start, end);
    }

    @Override
    public Span span() {
      return new Span(start, end);
    }

    @Override
    public Sequence shifted(int by) {
      Sequence shifted = new Sequence(start + by, flow);
      shifted.end = end + by;
      items.forEach(item -> shifted.items.add(item.shifted(by)));
      return shifted;
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

    @Override
    public Mapping shifted(int by) {
      Mapping shifted = new Mapping(start + by);
      shifted.end = end + by;
      entries.forEach(entry -> shifted.add(entry.key.shifted(by), entry.value.shifted(by)));
      return shifted;
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
