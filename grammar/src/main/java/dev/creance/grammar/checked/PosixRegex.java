package dev.creance.grammar.checked;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression in RE2's POSIX syntax that has to match a whole text. Matching takes time in
 * proportion to the text's length, whatever the pattern: an automaton is built as it is walked. A
 * backtracking matcher could be made to run forever by a rule.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class PosixRegex {
  /** As many steps as RE2 allows a program, about. */
  private static final int MOST_STEPS = 87_000;

  private static final int MOST_STATES = 2_000;

  private enum Kind {
    CHARS,
    SPLIT,
    LINE_START,
    LINE_END,
    DONE
  }

  /** A step of the program: {@code next} and, for a split, {@code other} are where it leads. */
  private static final class Step {
    final Kind kind;
    final int[] ranges;
    int next = -1;
    int other = -1;

    Step(Kind kind, int[] ranges) {
      this.kind = kind;
      this.ranges = ranges;
    }
  }

  /** A set of steps that may be next, with where it leads for each class of characters. */
  private static final class State {
    final BitSet steps;
    final boolean lineStart;
    final State[] next;
    @Nullable Boolean accepting;

    State(BitSet steps, boolean lineStart, int classes) {
      this.steps = steps;
      this.lineStart = lineStart;
      this.next = new State[classes];
    }
  }

  private record Key(BitSet steps, boolean lineStart) {}

  private final List<Step> program = new ArrayList<>();

  /** The first code point of every class of characters that the pattern tells apart. */
  private final int[] classStarts;

  private final byte[] asciiClass = new byte[128];
  private final int newlineClass;
  private final Map<Key, State> states = new HashMap<>();
  private @Nullable State start;
  private final int entry;

  private PosixRegex(RegexTree tree) throws RegexParser.Refused {
    int done = add(Kind.DONE, new int[0]);
    entry = compile(tree, done);
    classStarts = classes();
    if (classStarts.length > Byte.MAX_VALUE) {
      Arrays.fill(asciiClass, (byte) -1);
    } else {
      for (int c = 0; c < 128; c++) {
        asciiClass[c] = (byte) find(c);
      }
    }
    newlineClass = find('\n');
  }

  /** RE2's error for a pattern (a byte string), or empty when it compiles. */
  public static Optional<String> problem(String pattern) {
    try {
      new PosixRegex(RegexParser.parse(pattern));
      return Optional.empty();
    } catch (RegexParser.Refused e) {
      return Optional.of(e.problem());
    }
  }

  /**
   * The automaton of a pattern (a byte string) that {@link #problem} has no objection to.
   *
   * @throws IllegalArgumentException when it has
   */
  public static PosixRegex of(String pattern) {
    try {
      return new PosixRegex(RegexParser.parse(pattern));
    } catch (RegexParser.Refused e) {
      throw new IllegalArgumentException(e.problem(), e);
    }
  }

  // Compiling.

  private int add(Kind kind, int[] ranges) throws RegexParser.Refused {
    if (program.size() >= MOST_STEPS) {
      throw new RegexParser.Refused("pattern too large - compile failed", "");
    }
    program.add(new Step(kind, ranges));
    return program.size() - 1;
  }

  /** Adds the steps of a tree that go on at {@code next}; gives the first one. */
  private int compile(RegexTree tree, int next) throws RegexParser.Refused {
    return switch (tree) {
      case RegexTree.Chars chars -> single(Kind.CHARS, chars.ranges(), next);
      case RegexTree.LineStart _ -> single(Kind.LINE_START, new int[0], next);
      case RegexTree.LineEnd _ -> single(Kind.LINE_END, new int[0], next);
      case RegexTree.Sequence sequence -> {
        int at = next;
        for (RegexTree part : sequence.parts().reversed()) {
          at = compile(part, at);
        }
        yield at;
      }
      case RegexTree.Choice choice -> {
        int at = compile(choice.parts().getLast(), next);
        for (int i = choice.parts().size() - 2; i >= 0; i--) {
          at = split(compile(choice.parts().get(i), next), at);
        }
        yield at;
      }
      case RegexTree.Repeat repeat -> repeat(repeat, next);
    };
  }

  private int single(Kind kind, int[] ranges, int next) throws RegexParser.Refused {
    int index = add(kind, ranges);
    program.get(index).next = next;
    return index;
  }

  private int split(int first, int second) throws RegexParser.Refused {
    int index = add(Kind.SPLIT, new int[0]);
    program.get(index).next = first;
    program.get(index).other = second;
    return index;
  }

  private int repeat(RegexTree.Repeat repeat, int next) throws RegexParser.Refused {
    int at = next;
    if (repeat.most() < 0) {
      int loop = split(-1, next);
      program.get(loop).next = compile(repeat.part(), loop);
      at = loop;
    } else {
      for (int i = repeat.least(); i < repeat.most(); i++) {
        at = split(compile(repeat.part(), at), next);
      }
    }
    for (int i = 0; i < repeat.least(); i++) {
      at = compile(repeat.part(), at);
    }
    return at;
  }

  /** Where classes of characters begin: the line feed is one of its own. */
  private int[] classes() {
    int[] bounds = {0, '\n', '\n' + 1};
    for (Step step : program) {
      for (int i = 0; i < step.ranges.length; i += 2) {
        bounds = with(bounds, step.ranges[i]);
        if (step.ranges[i + 1] < RegexClasses.LAST) {
          bounds = with(bounds, step.ranges[i + 1] + 1);
        }
      }
    }
    return bounds;
  }

  private static int[] with(int[] sorted, int bound) {
    int found = Arrays.binarySearch(sorted, bound);
    if (found >= 0) {
      return sorted;
    }
    int at = -found - 1;
    int[] more = new int[sorted.length + 1];
    System.arraycopy(sorted, 0, more, 0, at);
    more[at] = bound;
    System.arraycopy(sorted, at, more, at + 1, sorted.length - at);
    return more;
  }

  private int find(int c) {
    int found = Arrays.binarySearch(classStarts, c);
    return found >= 0 ? found : -found - 2;
  }

  // Matching.

  /** Whether the whole text, Unicode, matches. */
  public boolean matches(CharSequence text) {
    State state = start();
    int length = text.length();
    for (int i = 0; i < length; i++) {
      int c = text.charAt(i);
      if (Character.isHighSurrogate((char) c)
          && i + 1 < length
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        c = Character.toCodePoint((char) c, text.charAt(++i));
      }
      int characterClass = c < 128 && asciiClass[c] >= 0 ? asciiClass[c] : find(c);
      State next = state.next[characterClass];
      state = next != null ? next : step(state, characterClass);
      if (state.steps.isEmpty()) {
        return false;
      }
    }
    return accepting(state);
  }

  private State start() {
    State first = start;
    if (first == null) {
      BitSet steps = new BitSet(program.size());
      reach(steps, entry, true, false);
      first = state(steps, true);
      start = first;
    }
    return first;
  }

  private State state(BitSet steps, boolean lineStart) {
    if (states.size() >= MOST_STATES) {
      states.clear();
      start = null;
    }
    return states.computeIfAbsent(
        new Key(steps, lineStart), key -> new State(steps, lineStart, classStarts.length));
  }

  private State step(State state, int characterClass) {
    boolean newline = characterClass == newlineClass;
    BitSet from = newline ? atLineEnd(state) : state.steps;
    BitSet steps = new BitSet(program.size());
    int c = classStarts[characterClass];
    for (int i = from.nextSetBit(0); i >= 0; i = from.nextSetBit(i + 1)) {
      Step step = program.get(i);
      if (step.kind == Kind.CHARS && RegexClasses.contains(step.ranges, c)) {
        reach(steps, step.next, newline, false);
      }
    }
    State next = state(steps, newline);
    state.next[characterClass] = next;
    return next;
  }

  private boolean accepting(State state) {
    if (state.accepting == null) {
      BitSet steps = atLineEnd(state);
      state.accepting = steps.get(0);
    }
    return state.accepting;
  }

  /** The steps of a state when the line ends there. */
  private BitSet atLineEnd(State state) {
    BitSet steps = new BitSet(program.size());
    for (int i = state.steps.nextSetBit(0); i >= 0; i = state.steps.nextSetBit(i + 1)) {
      steps.set(i);
      if (program.get(i).kind == Kind.LINE_END) {
        reach(steps, program.get(i).next, state.lineStart, true);
      }
    }
    return steps;
  }

  /** Adds a step and those that can be reached from it without a character. */
  private void reach(BitSet steps, int first, boolean lineStart, boolean lineEnd) {
    int[] stack = new int[16];
    int size = 0;
    stack[size++] = first;
    while (size > 0) {
      int index = stack[--size];
      Step step = program.get(index);
      boolean known = steps.get(index);
      steps.set(index);
      boolean passes =
          switch (step.kind) {
            case SPLIT -> true;
            case LINE_START -> lineStart;
            case LINE_END -> lineEnd;
            case CHARS, DONE -> false;
          };
      if (known || !passes) {
        continue;
      }
      if (size + 2 > stack.length) {
        stack = Arrays.copyOf(stack, stack.length * 2);
      }
      stack[size++] = step.next;
      if (step.kind == Kind.SPLIT) {
        stack[size++] = step.other;
      }
    }
  }
}
