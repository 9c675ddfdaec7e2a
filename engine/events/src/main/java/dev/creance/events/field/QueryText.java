package dev.creance.events.field;

import org.jspecify.annotations.Nullable;

/** Queries of request URIs. */
final class QueryText {
  private QueryText() {}

  /**
   * The first value of a key, decoded; null when there is none, or the URI's query or path is
   * broken.
   */
  static @Nullable String first(String uri, String key) {
    String withoutFragment = before(uri, '#');
    String path = before(withoutFragment, '?');
    if (control(uri) || decode(path) == null) {
      return null;
    }
    String found = null;
    String query =
        path.length() < withoutFragment.length()
            ? withoutFragment.substring(path.length() + 1)
            : "";
    for (String pair : query.split("&")) {
      String name = decode(before(pair, '=').replace('+', ' '));
      String value =
          decode(
              pair.substring(Math.min(pair.length(), before(pair, '=').length() + 1))
                  .replace('+', ' '));
      if (name == null || value == null || pair.indexOf(';') >= 0) {
        return null;
      }
      if (found == null && !pair.isEmpty() && name.equals(key)) {
        found = value;
      }
    }
    return found;
  }

  private static String before(String text, char end) {
    int at = text.indexOf(end);
    return at < 0 ? text : text.substring(0, at);
  }

  private static boolean control(String text) {
    return text.chars().anyMatch(c -> c < 0x20 || c == 0x7f);
  }

  /** Without percent escapes; null when one is broken. */
  private static @Nullable String decode(String text) {
    int at = text.indexOf('%');
    if (at < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '%') {
        out.append(c);
        continue;
      }
      int high = i + 2 <= text.length() - 1 ? Character.digit(text.charAt(i + 1), 16) : -1;
      int low = i + 2 <= text.length() - 1 ? Character.digit(text.charAt(i + 2), 16) : -1;
      if (high < 0 || low < 0) {
        return null;
      }
      out.append((char) (high << 4 | low));
      i += 2;
    }
    return out.toString();
  }
}
