package dev.creance.corpus.segment;

import dev.creance.corpus.format.ByteDictionary;
import dev.creance.corpus.format.IntColumn;
import dev.creance.grammar.vocabulary.EventType;
import dev.creance.grammar.vocabulary.Parameter;
import dev.creance.grammar.vocabulary.ValueType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The growing columns of all events of one type. */
final class PartitionBuilder {
  final EventType type;
  final IntColumn numbers = new IntColumn();
  final IntColumn processes = new IntColumn();
  final IntColumn descriptors = new IntColumn();

  /** 1 where the descriptor is the one of the last number and not the event's own. */
  final IntColumn indirect = new IntColumn();

  final boolean usesDescriptor;

  /** Which parameter of {@code openat} and {@code openat2} is the path. */
  static final int OPENED_PATH = 2;

  final Guess guess;
  private int[] guesses = new int[1];
  final IntColumn lastFds = new IntColumn();
  final LongDictionary lastFdValues = new LongDictionary();
  final IntColumn tids = new IntColumn();
  final LongDictionary tidValues = new LongDictionary();
  final IntColumn processors = new IntColumn();
  final ParameterBuilder[] parameters;

  /**
   * @param shown whether rules see the events
   */
  PartitionBuilder(EventType type, boolean shown) {
    this.type = type;
    this.guess = Guess.of(type);
    usesDescriptor =
        type.has(EventType.Flag.USES_FD)
            || type.has(EventType.Flag.CREATES_FD)
            || type.has(EventType.Flag.DESTROYS_FD);
    parameters = new ParameterBuilder[type.parameters().size()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = new ParameterBuilder(type.parameters().get(i), i, shown);
    }
  }

  /** Forgets the events and keeps the memory for what comes next. */
  void clear() {
    for (IntColumn column :
        List.of(numbers, processes, descriptors, indirect, lastFds, tids, processors)) {
      column.clear();
    }
    Arrays.fill(guesses, 0);
    lastFdValues.clear();
    tidValues.clear();
    for (ParameterBuilder parameter : parameters) {
      parameter.clear();
    }
  }

  /** What a descriptor that is not open is taken to be depends on. */
  enum Guess {
    /** On the event's type alone. */
    TYPE,
    /** On the path in parameter {@link #OPENED_PATH}, when that is absolute. */
    PATH,
    EVENT;

    private static Guess of(EventType type) {
      if (type.enumName().equals("PPME_SYSCALL_OPENAT_2_X")
          || type.enumName().equals("PPME_SYSCALL_OPENAT2_X")) {
        return PATH;
      }
      boolean named = type.has(EventType.Flag.CREATES_FD) || type.enumName().contains("CONNECT");
      return named ? EVENT : TYPE;
    }
  }

  /** The code of a guess that depends on a number; 0 when it is not known yet. */
  int guess(int number) {
    return number < guesses.length ? guesses[number] : 0;
  }

  void keepGuess(int number, int code) {
    if (number >= guesses.length) {
      guesses = Arrays.copyOf(guesses, Math.max(number + 1, 2 * guesses.length));
    }
    guesses[number] = code;
  }

  /** The growing column of one parameter. */
  static final class ParameterBuilder {
    final IntColumn codes = new IntColumn();
    final ByteDictionary values = new ByteDictionary();
    final ParameterReference reference;
    final @Nullable IntColumn references;

    /** The text of a path, which may be relative to a directory: null for other parameters. */
    final @Nullable PathTextBuilder paths;

    ParameterBuilder(Parameter parameter, int index, boolean shown) {
      this.reference = ParameterReference.of(parameter);
      this.references = reference == ParameterReference.NONE ? null : new IntColumn();
      boolean path =
          parameter.type() == ValueType.FSPATH || parameter.type() == ValueType.FSRELPATH;
      this.paths = path && shown ? new PathTextBuilder(index) : null;
    }

    private void clear() {
      codes.clear();
      values.clear();
      if (references != null) {
        references.clear();
      }
      if (paths != null) {
        paths.clear();
      }
    }
  }
}
