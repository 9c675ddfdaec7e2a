package dev.creance.grammar.syntax;

import java.util.List;
import java.util.Locale;

/** The comparison operators of conditions. */
public enum Operator {
  EXISTS("exists"),
  EQ("="),
  EQ_EQ("=="),
  NE("!="),
  LT("<"),
  LE("<="),
  GT(">"),
  GE(">="),
  CONTAINS("contains"),
  ICONTAINS("icontains"),
  BCONTAINS("bcontains"),
  STARTSWITH("startswith"),
  BSTARTSWITH("bstartswith"),
  ENDSWITH("endswith"),
  GLOB("glob"),
  IGLOB("iglob"),
  REGEX("regex"),
  IN("in"),
  INTERSECTS("intersects"),
  PMATCH("pmatch");

  private static final List<Operator> OPERATORS = List.of(values());

  private final String text;

  Operator(String text) {
    this.text = text;
  }

  /** The operator written as {@code text}. */
  public static Operator of(String text) {
    for (Operator operator : OPERATORS) {
      if (operator.text.equals(text)) {
        return operator;
      }
    }
    throw new IllegalArgumentException("no operator " + text);
  }

  /** As written in a condition. */
  public String text() {
    return text;
  }

  /** {@code oneof}, {@code anyof}, {@code allof} after a string operator. */
  public enum Modifier {
    ONEOF,
    ANYOF,
    ALLOF;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
