package dev.creance.match.compare;

/** What C does with strings, on byte strings. ASCII is the only alphabet that has case. */
final class ByteStrings {
  private ByteStrings() {}

  static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
  }

  static String lower(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (lower(text.charAt(i)) != text.charAt(i)) {
        return lowerFrom(text, i);
      }
    }
    return text;
  }

  private static String lowerFrom(String text, int start) {
    StringBuilder lowered = new StringBuilder(text.length()).append(text, 0, start);
    for (int i = start; i < text.length(); i++) {
      lowered.append(lower(text.charAt(i)));
    }
    return lowered.toString();
  }

  /** Whether a text contains a part whatever the case of its letters. */
  static boolean containsIgnoringCase(String text, String loweredPart) {
    int length = loweredPart.length();
    if (length == 0) {
      return true;
    }
    char first = loweredPart.charAt(0);
    for (int at = 0, last = text.length() - length; at <= last; at++) {
      if (lower(text.charAt(at)) == first && matches(text, at, loweredPart)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(String text, int at, String loweredPart) {
    for (int i = 1; i < loweredPart.length(); i++) {
      if (lower(text.charAt(at + i)) != loweredPart.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** What a C function sees of a text: all before the first NUL. */
  static String untilNul(String text) {
    int nul = text.indexOf('\0');
    return nul < 0 ? text : text.substring(0, nul);
  }

  static String withoutFinalNuls(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '\0') {
      end--;
    }
    return text.substring(0, end);
  }
}
