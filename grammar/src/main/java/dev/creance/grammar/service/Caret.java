package dev.creance.grammar.service;

import dev.creance.grammar.source.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in a rule file somebody types, read off lines and indentation: while one types, the text
 * often is no YAML.
 *
 * @param path the keys around the caret, outermost first: {@code [rule item's key …, condition]}
 * @param keys the keys that the item has
 * @param inKey whether a key is being typed, and not a value
 * @param valueStart where the value that the caret is in begins
 * @param kind the item's kind by its first key, empty when that is not written yet
 */
record Caret(List<String> path, List<String> keys, boolean inKey, int valueStart, String kind) {
  private static final Pattern KEY = Pattern.compile("^(\\s*(?:- +)*)([\\w.]+)\\s*:(?=\\s|$)");
  private static final Pattern ITEM = Pattern.compile("^(\\s*)- +");
  private static final Pattern BLOCK = Pattern.compile("\\s*[|>][+-]?\\d?[+-]?\\s*");

  /** Keys whose values are lists of plain texts. */
  private static final Set<String> LISTS = Set.of("items", "tags", "fields", "comps", "values");

  Caret {
    path = List.copyOf(path);
    keys = List.copyOf(keys);
  }

  /** The last key of the path; empty when there is none. */
  String key() {
    return path.isEmpty() ? "" : path.getLast();
  }

  static Caret at(SourceFile file, int offset) {
    int line = file.line(offset);
    String text = file.lineText(line);
    int column = offset - file.lineStart(line);
    List<String> path = new ArrayList<>();
    int valueStart = file.lineStart(line);
    boolean inKey = false;
    int limit = Integer.MAX_VALUE;
    Matcher here = KEY.matcher(text);
    if (here.find() && column > here.end()) {
      path.add(here.group(2));
      valueStart += here.end();
      limit = here.group(1).length();
    } else if (text.substring(0, Math.min(column, text.length())).matches("\\s*(- +)*[\\w]*")) {
      inKey = true;
      limit = indent(text);
    } else {
      limit = indent(text);
    }
    int first = line;
    for (int above = line - 1; above >= 1 && limit > 0 && !(starts(file, first)); above--) {
      String other = file.lineText(above);
      if (other.isBlank() || other.strip().startsWith("#")) {
        continue;
      }
      Matcher key = KEY.matcher(other);
      if (key.find() && key.group(1).length() < limit) {
        boolean block = !other.substring(key.end()).isBlank();
        boolean valueHere = path.isEmpty() && block;
        path.addFirst(key.group(2));
        limit = key.group(1).length();
        if (valueHere) {
          inKey = false;
          valueStart = valueStart(file, above, key.end(), other);
        }
      }
      first = above;
      if (key.reset().find() && ITEM.matcher(other).find() && indent(other) == 0) {
        break;
      }
    }
    if (!path.isEmpty() && LISTS.contains(path.getLast())) {
      inKey = false;
    }
    List<String> keys = keys(file, line);
    return new Caret(path, keys, inKey, valueStart, kind(keys));
  }

  private static boolean starts(SourceFile file, int line) {
    return file.lineText(line).startsWith("- ");
  }

  /** Behind the sign of a block scalar, else behind the key. */
  private static int valueStart(SourceFile file, int line, int behindKey, String text) {
    return BLOCK.matcher(text.substring(behindKey)).matches() && line < file.lineCount()
        ? file.lineStart(line + 1)
        : file.lineStart(line) + behindKey;
  }

  private static int indent(String line) {
    int i = 0;
    while (i < line.length() && line.charAt(i) == ' ') {
      i++;
    }
    return i;
  }

  /** The keys of the item around a line, at its own level. */
  private static List<String> keys(SourceFile file, int line) {
    int start = line;
    while (start > 1 && !starts(file, start)) {
      start--;
    }
    List<String> keys = new ArrayList<>();
    int level = -1;
    for (int at = start; at <= file.lineCount(); at++) {
      if (at > start && starts(file, at)) {
        break;
      }
      Matcher key = KEY.matcher(file.lineText(at));
      if (key.find() && (level < 0 || key.group(1).length() == level)) {
        level = key.group(1).length();
        keys.add(key.group(2));
      }
    }
    return keys;
  }

  private static String kind(List<String> keys) {
    for (String kind : List.of("rule", "macro", "list")) {
      if (keys.contains(kind)) {
        return kind;
      }
    }
    return "";
  }
}
