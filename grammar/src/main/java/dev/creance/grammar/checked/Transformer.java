package dev.creance.grammar.checked;

import java.util.Locale;

/** The functions that change a field's value before it is compared. */
public enum Transformer {
  TOLOWER,
  TOUPPER,
  B64,
  BASENAME,
  LEN,
  JOIN,
  CONCAT,
  GETOPT,
  VAL;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
