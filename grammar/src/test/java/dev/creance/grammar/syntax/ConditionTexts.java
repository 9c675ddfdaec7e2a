package dev.creance.grammar.syntax;

import java.util.List;
import java.util.Random;

/**
 * Random conditions: right ones, slightly broken ones, and rubbish made of the language's pieces.
 */
final class ConditionTexts {
  private static final String[] BLANKS = {
    " ", " ", " ", " ", "", "  ", "\t", "\n", "\r\n", "\b", "\f"
  };
  private static final String[] FIELDS = {
    "proc.name", "fd.name", "evt.type", "a.b", "a.b.c", "in.in", "not.x", "exists.y", "tolower.z"
  };
  private static final String[] TRANSFORMERS = {
    "tolower", "toupper", "b64", "basename", "len", "join", "concat", "getopt"
  };
  private static final String[] NUMBERS = {
    "0", "1", "-17", "+3.5", "0x1F", "1e+9", "1e9", "0x", "07."
  };
  private static final String[] MACROS = {
    "a", "spawned_process", "not", "and", "or", "exists", "in", "oneof", "val", "andx", "tolower"
  };
  private static final String[] VALUES = {
    "x",
    "/usr/bin/*",
    "and",
    "or",
    "not",
    "oneof",
    "val",
    "tolower",
    "a-b:c",
    "[x]",
    "0x1",
    "\\",
    "\\n",
    "\u00e4",
    "\u00c3\u00a4",
    "\u00f0\u0090\u0080\u0080",
    "a\u00c3",
    "in",
    "exists",
    "%",
    "\0",
    "a\bb"
  };
  private static final String[] QUOTED = {
    "\"\"", "''", "\"a b\"", "'it'", "\"it's\"", "\"\\\"\"", "'\\''", "\"\\n\\t\\\\x\"",
        "\"\\x41\"",
    "\"\\x4\"", "\"\\q\"", "\"\\'\"", "\"a\\ b\"", "\"\u00ff\"", "\"open", "'open", "\"(,)=\"",
        "\"\\\\\"",
    "\"a\0b\"", "\"\\x00\""
  };
  private static final String[] PIECES = {
    "and",
    "or",
    "not",
    "not(",
    "and(",
    "or(",
    "(",
    ")",
    "[",
    "]",
    ",",
    "=",
    "==",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "exists",
    "in",
    "intersects",
    "pmatch",
    "contains",
    "glob",
    "startswith",
    "oneof",
    "anyof",
    "allof",
    "val(",
    "tolower(",
    "join(",
    " ",
    " ",
    " ",
    "\t",
    "\n",
    "\b",
    "\u000b",
    "\f",
    "\0",
    "\"",
    "'",
    "\\",
    ".",
    "_",
    "x",
    "1",
    "-",
    "e+1",
    "\u00c3",
    "\u00a4",
    "\u0100"
  };

  private final Random random;
  private final List<String> seeds;

  /** {@code seeds} are right texts to start mutations from; may be empty. */
  ConditionTexts(long seed, List<String> seeds) {
    this.random = new Random(seed);
    this.seeds = seeds;
  }

  String next() {
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> right();
      case 3 -> seeds.isEmpty() ? right() : mutated(pick(seeds.toArray(String[]::new)));
      case 4, 5, 6 -> mutated(right());
      case 7 -> mutated(mutated(right()));
      case 8 -> soup();
      default -> bytes();
    };
  }

  /** A field or transformer, perhaps with something wrong in it or behind it. */
  String reference() {
    StringBuilder out = new StringBuilder();
    if (oneIn(2)) {
      field(out);
    } else {
      transformer(out, 2);
    }
    out.append(oneIn(2) ? "" : pick(PIECES)).append(oneIn(4) ? pick(FIELDS) : "");
    return oneIn(3) ? mutated(out.toString()) : out.toString();
  }

  String template() {
    StringBuilder out = new StringBuilder();
    for (int times = random.nextInt(4); times >= 0; times--) {
      out.append(pick(VALUES)).append('%').append(oneIn(3) ? pick(NUMBERS) : "");
      out.append(oneIn(8) ? "" : reference());
    }
    return out.toString();
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Mostly right; the tables above have traps. */
  String right() {
    StringBuilder out = new StringBuilder();
    or(out, random.nextInt(3));
    return out.toString();
  }

  String mutated(String text) {
    StringBuilder out = new StringBuilder(text);
    for (int times = 1 + random.nextInt(3); times > 0; times--) {
      int at = random.nextInt(out.length() + 1);
      int to = Math.min(out.length(), at + 1 + random.nextInt(random.nextInt(8) == 0 ? 12 : 2));
      switch (random.nextInt(5)) {
        case 0 -> out.delete(at, to);
        case 1 -> out.replace(at, to, pick(PIECES));
        case 2 -> out.insert(at, out.substring(at, to));
        case 3 -> out.setLength(random.nextInt(4) == 0 ? at : out.length());
        default -> out.insert(at, pick(PIECES));
      }
    }
    return out.toString();
  }

  private String soup() {
    StringBuilder out = new StringBuilder();
    for (int times = random.nextInt(14); times >= 0; times--) {
      switch (random.nextInt(6)) {
        case 0 -> out.append(pick(FIELDS));
        case 1 -> out.append(pick(QUOTED));
        case 2 -> out.append(pick(VALUES));
        default -> out.append(pick(PIECES));
      }
      blank(out);
    }
    return out.toString();
  }

  private String bytes() {
    StringBuilder out = new StringBuilder();
    for (int times = random.nextInt(30); times >= 0; times--) {
      out.append((char) random.nextInt(random.nextBoolean() ? 128 : 256));
    }
    return out.toString();
  }

  private String pick(String[] choices) {
    return choices[random.nextInt(choices.length)];
  }

  private boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  private void blank(StringBuilder out) {
    out.append(oneIn(12) ? pick(BLANKS) : oneIn(3) ? "" : " ");
  }

  private void or(StringBuilder out, int depth) {
    and(out, depth);
    for (int more = random.nextInt(random.nextInt(3) + 1); more > 0; more--) {
      blank(out);
      connective(out, "or", depth);
    }
    blank(out);
  }

  private void connective(StringBuilder out, String word, int depth) {
    out.append(word);
    if (oneIn(4)) {
      group(out, depth);
    } else {
      out.append(oneIn(30) ? "" : " ");
      if (word.equals("or")) {
        and(out, depth);
      } else {
        not(out, depth);
      }
    }
  }

  private void and(StringBuilder out, int depth) {
    not(out, depth);
    for (int more = random.nextInt(random.nextInt(3) + 1); more > 0; more--) {
      blank(out);
      connective(out, "and", depth);
    }
  }

  private void not(StringBuilder out, int depth) {
    blank(out);
    while (oneIn(4)) {
      out.append(oneIn(8) ? "not" : "not ");
      blank(out);
    }
    if (depth > 0 && oneIn(4)) {
      out.append(oneIn(3) ? "not" : "");
      group(out, depth);
    } else if (oneIn(4)) {
      out.append(pick(MACROS));
    } else {
      check(out, depth);
    }
  }

  private void group(StringBuilder out, int depth) {
    out.append('(');
    or(out, Math.max(0, depth - 1));
    out.append(oneIn(60) ? "" : ")");
  }

  private void check(StringBuilder out, int depth) {
    if (oneIn(4)) {
      transformer(out, depth);
    } else {
      field(out);
    }
    out.append(oneIn(20) ? "" : " ");
    blank(out);
    switch (random.nextInt(6)) {
      case 0 -> out.append("exists");
      case 1 -> {
        out.append(pick(new String[] {"<", "<=", ">", ">="}));
        blank(out);
        rightSide(out, depth, NUMBERS);
      }
      case 2, 3 -> {
        out.append(
            pick(new String[] {"=", "==", "!=", "contains ", "glob ", "regex\t", "endswith\n"}));
        blank(out);
        if (oneIn(4)) {
          out.append(pick(new String[] {"oneof", "anyof", "allof"}));
          out.append(pick(BLANKS));
          if (oneIn(5)) {
            out.append(pick(MACROS));
          } else {
            list(out);
          }
        } else {
          rightSide(out, depth, oneIn(2) ? VALUES : QUOTED);
        }
      }
      default -> {
        out.append(pick(new String[] {"in", "intersects", "pmatch"}));
        blank(out);
        if (oneIn(4)) {
          rightSide(out, depth, MACROS);
        } else {
          list(out);
        }
      }
    }
  }

  private void rightSide(StringBuilder out, int depth, String[] values) {
    switch (random.nextInt(8)) {
      case 0 -> transformer(out, depth);
      case 1 -> {
        out.append("val(");
        blank(out);
        field(out);
        blank(out);
        out.append(')');
        index(out, 20);
      }
      default -> out.append(pick(values));
    }
  }

  private void list(StringBuilder out) {
    out.append('(');
    blank(out);
    for (int count = random.nextInt(4); count > 0; count--) {
      out.append(pick(oneIn(3) ? QUOTED : VALUES));
      blank(out);
      out.append(count > 1 ? "," : "");
      blank(out);
    }
    out.append(oneIn(40) ? "" : ")");
  }

  private void field(StringBuilder out) {
    out.append(pick(FIELDS));
    index(out, 6);
  }

  private void index(StringBuilder out, int rarity) {
    if (oneIn(rarity)) {
      out.append('[').append(pick(oneIn(3) ? QUOTED : VALUES)).append(oneIn(20) ? "" : "]");
    }
  }

  private void transformer(StringBuilder out, int depth) {
    out.append(pick(TRANSFORMERS)).append('(');
    blank(out);
    for (int count = 1 + random.nextInt(2); count > 0; count--) {
      argument(out, depth);
      blank(out);
      out.append(count > 1 ? "," : "");
      blank(out);
    }
    out.append(oneIn(40) ? "" : ")");
    index(out, 8);
  }

  private void argument(StringBuilder out, int depth) {
    switch (random.nextInt(depth > 0 ? 7 : 5)) {
      case 0 -> out.append(pick(NUMBERS));
      case 1 -> out.append(pick(QUOTED));
      case 5 -> transformer(out, depth - 1);
      case 6 -> {
        out.append('(');
        blank(out);
        for (int count = random.nextInt(3); count > 0; count--) {
          argument(out, oneIn(5) ? depth : 0);
          blank(out);
          out.append(count > 1 ? "," : "");
          blank(out);
        }
        out.append(')');
      }
      default -> field(out);
    }
  }
}
