package dev.creance.grammar.rules;

import java.util.regex.Pattern;

/** What the names of rules, macros and lists may be, and rules' names in other clothes. */
public final class RuleNames {
  /** Falco's; a list's name may have any characters but those that end it in a condition. */
  private static final Pattern LIST = Pattern.compile("[^()\"'\\s\\x0B=,]+");

  private static final Pattern MACRO = Pattern.compile("[a-zA-Z]+[a-zA-Z0-9_]*");

  private RuleNames() {}

  /** Whether a list may have a name. */
  public static boolean ofList(String name) {
    return LIST.matcher(name).matches();
  }

  /** Whether a macro may have a name. */
  public static boolean ofMacro(String name) {
    return MACRO.matcher(name).matches();
  }

  /**
   * Whether a word of a condition's text ends or begins at an offset: between such places the name
   * of a list stands for its items. So it is before the text and behind it.
   */
  public static boolean delimiter(String text, int at) {
    return at < 0 || at >= text.length() || " \t\n\r(),=".indexOf(text.charAt(at)) >= 0;
  }

  /**
   * A name as Falco puts it into metrics: letters, digits, {@code _} and {@code :} only, every run
   * of other characters one {@code _}, none at the end. For example {@code Read_sensitive_file}.
   */
  public static String sanitized(String name) {
    String clean = name.replaceAll("[^a-zA-Z0-9_:]", "_").replaceAll("_+", "_");
    return clean.endsWith("_") ? clean.substring(0, clean.length() - 1) : clean;
  }
}
