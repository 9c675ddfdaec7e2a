package dev.creance.match.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The set of paths of a {@code pmatch}: a path passes when one of them is it or a directory above
 * it. Paths are compared component by component, empty components don't count, and a component with
 * {@code ?}, {@code *} or {@code [} is a {@link Glob}.
 *
 * <p>Example: of {@code /var/run} and {@code /etc}, {@code /var/run/docker} passes, {@code /var}
 * does not. The prefix {@code /} lets everything pass.
 */
public final class PathPrefixes {
  /** The way on below a component; null where a prefix ends. */
  private static final class Node {
    final Map<String, @Nullable Node> literal = new HashMap<>();
    final Map<String, @Nullable Node> patterns = new HashMap<>();
    final Map<String, Glob> globs = new HashMap<>();
  }

  /** Null when a prefix without components makes everything pass. */
  private @Nullable Node root;

  private boolean any;

  public PathPrefixes(List<String> prefixes) {
    for (String prefix : prefixes) {
      add(components(prefix));
    }
  }

  private void add(List<String> path) {
    Node node = root;
    if (any && node == null) {
      return;
    }
    any = true;
    if (path.isEmpty()) {
      root = null;
      return;
    }
    if (node == null) {
      node = new Node();
      root = node;
    }
    for (int i = 0; i < path.size(); i++) {
      String component = path.get(i);
      Map<String, @Nullable Node> ways = node.literal;
      if (isPattern(component)) {
        ways = node.patterns;
        node.globs.computeIfAbsent(component, text -> Glob.of(text, false));
      }
      boolean last = i == path.size() - 1;
      if (last || !ways.containsKey(component)) {
        ways.put(component, last ? null : new Node());
      }
      node = ways.get(component);
      if (node == null) {
        return;
      }
    }
  }

  private static boolean isPattern(String component) {
    return component.indexOf('?') >= 0
        || component.indexOf('*') >= 0
        || component.indexOf('[') >= 0;
  }

  /** Whether one of the prefixes covers the path. */
  public boolean covers(String path) {
    if (!any) {
      return false;
    }
    return root == null || covers(root, path, 0);
  }

  private static boolean covers(Node node, String path, int from) {
    int start = from;
    while (start < path.length() && path.charAt(start) == '/') {
      start++;
    }
    if (start == path.length()) {
      return false;
    }
    int slash = path.indexOf('/', start);
    int end = slash < 0 ? path.length() : slash;
    String component = path.substring(start, end);
    if (node.literal.containsKey(component)) {
      Node next = node.literal.get(component);
      if (next == null || covers(next, path, end)) {
        return true;
      }
    }
    for (Map.Entry<String, Glob> pattern : node.globs.entrySet()) {
      if (pattern.getValue().matches(component)) {
        Node next = node.patterns.get(pattern.getKey());
        if (next == null || covers(next, path, end)) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<String> components(String path) {
    List<String> components = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= path.length(); i++) {
      if (i == path.length() || path.charAt(i) == '/') {
        if (i > start) {
          components.add(path.substring(start, i));
        }
        start = i + 1;
      }
    }
    return components;
  }
}
