package dev.creance.grammar.yaml;

import dev.creance.grammar.source.Span;
import dev.creance.grammar.yaml.Token.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads all documents of a text. */
public final class YamlReader {
  private static final int DEEPEST = 500;

  private enum Collection {
    BLOCK,
    FLOW_SEQUENCE,
    FLOW_MAPPING,
    COMPACT
  }

  private final YamlScanner scanner;
  private final Map<String, YamlNode> anchors = new HashMap<>();
  private final Deque<Collection> collections = new ArrayDeque<>();
  private int depth;

  /** The end of the last token of content, for the spans of collections. */
  private int lastEnd;

  private YamlReader(String text, int from) {
    scanner = new YamlScanner(text, from);
  }

  /**
   * The documents of a text up to the first empty one, as yaml-cpp's {@code LoadAll}.
   *
   * @param failure takes the error that ends reading; the documents before it are returned
   */
  public static List<YamlNode> read(String text, List<YamlException> failure) {
    return read(text, 0, failure);
  }

  /** The documents of what stands behind an offset, where a line begins. */
  static List<YamlNode> read(String text, int from, List<YamlException> failure) {
    YamlReader reader = new YamlReader(text, from);
    List<YamlNode> documents = new ArrayList<>();
    try {
      while (true) {
        YamlNode document = reader.nextDocument();
        if (document == null || document instanceof YamlNode.Null) {
          return documents;
        }
        documents.add(document);
      }
    } catch (YamlException e) {
      failure.add(e);
      return documents;
    }
  }

  /**
   * The list that a text consists of; nothing when it consists of something else, is no YAML, or
   * has anchors in it.
   */
  static YamlNode.@Nullable Sequence list(String text) {
    YamlReader reader = new YamlReader(text, 0);
    try {
      YamlNode document = reader.nextDocument();
      return document instanceof YamlNode.Sequence list
              && !list.flow()
              && reader.anchors.isEmpty()
              && reader.scanner.peek() == null
          ? list
          : null;
    } catch (YamlException e) {
      return null;
    }
  }

  private @Nullable YamlNode nextDocument() throws YamlException {
    readDirectives();
    Token first = scanner.peek();
    if (first == null) {
      return null;
    }
    anchors.clear();
    collections.clear();
    if (first.type == Type.DOC_START) {
      scanner.pop();
    }
    YamlNode root = node();
    while (at(Type.DOC_END)) {
      scanner.pop();
    }
    return root;
  }

  private boolean at(Type type) throws YamlException {
    Token token = scanner.peek();
    return token != null && token.type == type;
  }

  private void readDirectives() throws YamlException {
    boolean versionSeen = false;
    Set<String> handles = new HashSet<>();
    for (Token token = scanner.peek();
        token != null && token.type == Type.DIRECTIVE;
        token = scanner.peek()) {
      String[] words = token.text.split("[ \t]+", -1);
      int arguments = words.length - 1 - (words[words.length - 1].isEmpty() ? 1 : 0);
      if (words[0].equals("YAML")) {
        checkVersion(token, words, Math.max(0, arguments), versionSeen);
        versionSeen = true;
      } else if (words[0].equals("TAG")) {
        if (arguments != 2) {
          throw new YamlException(token.start, "TAG directives must have exactly two arguments");
        }
        if (!handles.add(words[1])) {
          throw new YamlException(token.start, "repeated TAG directive");
        }
      }
      scanner.pop();
    }
  }

  private static void checkVersion(Token token, String[] words, int arguments, boolean again)
      throws YamlException {
    if (arguments != 1) {
      throw new YamlException(token.start, "YAML directives must have exactly one argument");
    }
    if (again) {
      throw new YamlException(token.start, "repeated YAML directive");
    }
    if (!words[1].matches("[+-]?[0-9]{1,9}.[+-]?[0-9]{1,9}")) {
      throw new YamlException(token.start, "bad YAML version: " + words[1]);
    }
    int digits = 1;
    while (Character.isDigit(words[1].charAt(digits))) {
      digits++;
    }
    if (Integer.parseInt(words[1].substring(0, digits)) > 1) {
      throw new YamlException(token.start, "YAML major version too large");
    }
  }

  private YamlNode node() throws YamlException {
    if (++depth >= DEEPEST) {
      throw new YamlException(scanner.position(), "bad file");
    }
    try {
      return readNode();
    } finally {
      depth--;
    }
  }

  private YamlNode readNode() throws YamlException {
    Token token = scanner.peek();
    if (token == null) {
      return new YamlNode.Null(new Span(scanner.position(), scanner.position()));
    }
    int start = token.start;
    if (token.type == Type.VALUE) {
      return mapping(start, token, null);
    }
    if (token.type == Type.ALIAS) {
      YamlNode target = anchors.get(token.text);
      if (target == null) {
        throw new YamlException(start, "the referenced anchor is not defined: " + token.text);
      }
      lastEnd = token.end;
      scanner.pop();
      return target;
    }
    String anchor = null;
    boolean tagged = false;
    while (token != null && (token.type == Type.TAG || token.type == Type.ANCHOR)) {
      if (token.type == Type.TAG) {
        if (tagged) {
          throw new YamlException(token.start, "cannot assign multiple tags to the same node");
        }
        tagged = true;
      } else {
        if (anchor != null) {
          throw new YamlException(token.start, "cannot assign multiple anchors to the same node");
        }
        anchor = token.text;
      }
      lastEnd = token.end;
      scanner.pop();
      token = scanner.peek();
    }
    return content(start, token, tagged, anchor);
  }

  private YamlNode content(
      int start, @Nullable Token token, boolean tagged, @Nullable String anchor)
      throws YamlException {
    if (token == null) {
      return named(anchor, new YamlNode.Null(new Span(start, start)));
    }
    if (token.scalar()) {
      scanner.pop();
      lastEnd = token.end;
      Span span = new Span(start, Math.max(start, token.end));
      if (token.type == Type.PLAIN_SCALAR && !tagged && nullText(token.text)) {
        return named(anchor, new YamlNode.Null(span));
      }
      YamlNode.Style style =
          switch (token.type) {
            case QUOTED_SCALAR -> YamlNode.Style.QUOTED;
            case BLOCK_SCALAR -> YamlNode.Style.BLOCK;
            default -> YamlNode.Style.PLAIN;
          };
      return named(
          anchor, new YamlNode.Scalar(span, token.text, style, Objects.requireNonNull(token.map)));
    }
    switch (token.type) {
      case BLOCK_SEQ_START, FLOW_SEQ_START -> {
        return sequence(start, token, anchor);
      }
      case BLOCK_MAP_START, FLOW_MAP_START -> {
        return mapping(start, token, anchor);
      }
      case KEY -> {
        if (collections.peek() == Collection.FLOW_SEQUENCE) {
          return mapping(start, token, anchor);
        }
      }
      default -> {}
    }
    if (tagged) {
      return named(
          anchor,
          new YamlNode.Scalar(
              new Span(start, start), "", YamlNode.Style.PLAIN, OffsetMap.straight(start, 0)));
    }
    return named(anchor, new YamlNode.Null(new Span(start, start)));
  }

  private YamlNode named(@Nullable String anchor, YamlNode node) {
    if (anchor != null) {
      anchors.put(anchor, node);
    }
    return node;
  }

  private static boolean nullText(String text) {
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> true;
      default -> false;
    };
  }

  private YamlNode.Sequence sequence(int start, Token opening, @Nullable String anchor)
      throws YamlException {
    boolean flow = opening.type == Type.FLOW_SEQ_START;
    YamlNode.Sequence sequence = new YamlNode.Sequence(start, flow);
    named(anchor, sequence);
    scanner.pop();
    if (flow) {
      readFlowSequence(sequence);
    } else {
      readBlockSequence(sequence);
    }
    sequence.close(lastEnd);
    return sequence;
  }

  private void readBlockSequence(YamlNode.Sequence sequence) throws YamlException {
    collections.push(Collection.BLOCK);
    while (true) {
      Token token = scanner.peek();
      if (token == null || (token.type != Type.BLOCK_ENTRY && token.type != Type.BLOCK_SEQ_END)) {
        throw new YamlException(
            token == null ? scanner.position() : token.start, "end of sequence not found");
      }
      scanner.pop();
      if (token.type == Type.BLOCK_SEQ_END) {
        break;
      }
      lastEnd = token.end;
      Token next = scanner.peek();
      if (next != null && (next.type == Type.BLOCK_ENTRY || next.type == Type.BLOCK_SEQ_END)) {
        sequence.add(new YamlNode.Null(new Span(token.end, token.end)));
        continue;
      }
      sequence.add(node());
    }
    collections.pop();
  }

  private void readFlowSequence(YamlNode.Sequence sequence) throws YamlException {
    collections.push(Collection.FLOW_SEQUENCE);
    while (true) {
      Token token = flowToken("end of sequence flow not found");
      if (token.type == Type.FLOW_SEQ_END) {
        lastEnd = token.end;
        scanner.pop();
        break;
      }
      sequence.add(node());
      token = flowToken("end of sequence flow not found");
      if (token.type == Type.FLOW_ENTRY) {
        scanner.pop();
      } else if (token.type != Type.FLOW_SEQ_END) {
        throw new YamlException(token.start, "end of sequence flow not found");
      }
    }
    collections.pop();
  }

  private Token flowToken(String missing) throws YamlException {
    Token token = scanner.peek();
    if (token == null) {
      throw new YamlException(scanner.position(), missing);
    }
    return token;
  }

  private YamlNode.Mapping mapping(int start, Token opening, @Nullable String anchor)
      throws YamlException {
    YamlNode.Mapping mapping = new YamlNode.Mapping(start);
    named(anchor, mapping);
    switch (opening.type) {
      case BLOCK_MAP_START -> readBlockMapping(mapping);
      case FLOW_MAP_START -> readFlowMapping(mapping);
      default -> readCompactMapping(mapping, opening);
    }
    mapping.close(lastEnd);
    return mapping;
  }

  private void readBlockMapping(YamlNode.Mapping mapping) throws YamlException {
    scanner.pop();
    collections.push(Collection.BLOCK);
    while (true) {
      Token token = scanner.peek();
      if (token == null
          || (token.type != Type.KEY
              && token.type != Type.VALUE
              && token.type != Type.BLOCK_MAP_END)) {
        throw new YamlException(
            token == null ? scanner.position() : token.start, "end of map not found");
      }
      if (token.type == Type.BLOCK_MAP_END) {
        scanner.pop();
        break;
      }
      readPair(mapping, token);
    }
    collections.pop();
  }

  private void readFlowMapping(YamlNode.Mapping mapping) throws YamlException {
    scanner.pop();
    collections.push(Collection.FLOW_MAPPING);
    while (true) {
      Token token = flowToken("end of map flow not found");
      if (token.type == Type.FLOW_MAP_END) {
        lastEnd = token.end;
        scanner.pop();
        break;
      }
      readPair(mapping, token);
      token = flowToken("end of map flow not found");
      if (token.type == Type.FLOW_ENTRY) {
        scanner.pop();
      } else if (token.type != Type.FLOW_MAP_END) {
        throw new YamlException(token.start, "end of map flow not found");
      }
    }
    collections.pop();
  }

  /** A single pair in a flow sequence, or a value without a key. */
  private void readCompactMapping(YamlNode.Mapping mapping, Token opening) throws YamlException {
    collections.push(Collection.COMPACT);
    readPair(mapping, opening);
    collections.pop();
  }

  private void readPair(YamlNode.Mapping mapping, Token token) throws YamlException {
    YamlNode key;
    if (token.type == Type.KEY) {
      scanner.pop();
      key = node();
    } else {
      key = new YamlNode.Null(new Span(token.start, token.start));
    }
    YamlNode value;
    Token next = scanner.peek();
    if (next != null && next.type == Type.VALUE) {
      lastEnd = Math.max(lastEnd, next.end);
      int valueEnd = next.end;
      scanner.pop();
      value = node();
      if (value instanceof YamlNode.Null empty && empty.span().length() == 0) {
        value = new YamlNode.Null(new Span(valueEnd, valueEnd));
      }
    } else {
      value = new YamlNode.Null(new Span(token.start, token.start));
    }
    mapping.add(key, value);
  }
}
