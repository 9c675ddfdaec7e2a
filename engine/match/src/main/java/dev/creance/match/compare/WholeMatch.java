package dev.creance.match.compare;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** A regular expression that has to match a whole text. Both are UTF-8 in byte strings. */
public final class WholeMatch {
  private final Pattern pattern;

  private WholeMatch(Pattern pattern) {
    this.pattern = pattern;
  }

  public static WholeMatch of(String pattern) {
    String java = decode(pattern);
    for (CharacterClass named : CharacterClass.values()) {
      String name = named.name();
      java =
          java.replace(
              "[:" + name.toLowerCase(Locale.ROOT) + ":]",
              "\\p{" + name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT) + "}");
    }
    return new WholeMatch(Pattern.compile(java, Pattern.UNIX_LINES));
  }

  /** Whether the whole text matches; what is no UTF-8 in it counts as U+FFFD. */
  public boolean matches(String text) {
    return pattern.matcher(decode(ByteStrings.withoutFinalNuls(text))).matches();
  }

  private static String decode(String bytes) {
    for (int i = 0; i < bytes.length(); i++) {
      if (bytes.charAt(i) >= 128) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
      }
    }
    return bytes;
  }
}
