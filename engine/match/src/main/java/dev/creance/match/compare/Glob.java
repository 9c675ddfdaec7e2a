package dev.creance.match.compare;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A shell pattern as {@code fnmatch(3)} of the GNU C library reads it in the C locale without
 * flags: {@code *} and {@code ?} match slashes and leading dots too, {@code [...]} has ranges,
 * {@code [:classes:]} and {@code !} or {@code ^} for all others, a backslash takes the next byte
 * literally; no braces. A bracket that is never closed is an ordinary character.
 *
 * <p>Example: {@code Glob.of("/etc/*.conf", false).matches("/etc/.d/x.conf")} is true.
 */
public final class Glob {
  /** The step of a {@code *}; all others are the set of bytes of which one has to come. */
  private static final BitSet ANY_RUN = new BitSet();

  private final BitSet[] steps;

  private Glob(BitSet[] steps) {
    this.steps = steps;
  }

  /** Reads a pattern; every text is one, though some match nothing. */
  public static Glob of(String pattern, boolean ignoreCase) {
    List<BitSet> steps = new ArrayList<>();
    int at = 0;
    while (at < pattern.length()) {
      char c = pattern.charAt(at++);
      if (c == '*') {
        if (steps.isEmpty() || steps.getLast() != ANY_RUN) {
          steps.add(ANY_RUN);
        }
      } else if (c == '?') {
        BitSet all = new BitSet(256);
        all.set(0, 256);
        steps.add(all);
      } else if (c == '[') {
        GlobBracket bracket = GlobBracket.read(pattern, at, ignoreCase);
        steps.add(bracket.bytes());
        at = bracket.end();
      } else if (c == '\\') {
        boolean dangling = at == pattern.length();
        steps.add(dangling ? new BitSet() : literal(pattern.charAt(at++), ignoreCase));
      } else {
        steps.add(literal(c, ignoreCase));
      }
    }
    return new Glob(steps.toArray(BitSet[]::new));
  }

  private static BitSet literal(char c, boolean ignoreCase) {
    BitSet set = new BitSet(256);
    set.set(c);
    if (ignoreCase && CharacterClass.ALPHA.contains(c)) {
      set.set(c ^ 0x20);
    }
    return set;
  }

  /** Whether the pattern matches the whole text. */
  public boolean matches(String text) {
    int step = 0;
    int at = 0;
    int retryStep = -1;
    int retryAt = 0;
    while (true) {
      if (step < steps.length && steps[step] == ANY_RUN) {
        retryStep = ++step;
        retryAt = at;
      } else if (step < steps.length && at < text.length() && steps[step].get(text.charAt(at))) {
        step++;
        at++;
      } else if (step == steps.length && at == text.length()) {
        return true;
      } else if (retryStep >= 0 && retryAt < text.length()) {
        step = retryStep;
        at = ++retryAt;
      } else {
        return false;
      }
    }
  }
}
