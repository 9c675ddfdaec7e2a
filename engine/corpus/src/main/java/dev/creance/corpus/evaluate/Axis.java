package dev.creance.corpus.evaluate;

import dev.creance.corpus.segment.RecordedScope;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * What the truth of a predicate depends on, for the events of one type: one column of the
 * partition, nothing, several columns together, or more than columns hold.
 *
 * @param parameter the parameter's index for {@link Kind#PARAMETER} and {@link Kind#REFERENCE},
 *     else 0
 * @param field the field for {@link Kind#PROCESS_CLASS} and {@link Kind#DESCRIPTOR_CLASS} where it
 *     is a single one, else empty
 * @param parts the axes that {@link Kind#TUPLE} is made of, each single; else empty
 */
record Axis(Kind kind, int parameter, String field, List<Axis> parts) {
  static final Axis CONSTANT = of(Kind.CONSTANT);
  static final Axis PROCESS_CLASS = of(Kind.PROCESS_CLASS);
  static final Axis PROCESS = of(Kind.PROCESS);
  static final Axis DESCRIPTOR_CLASS = of(Kind.DESCRIPTOR_CLASS);
  static final Axis DESCRIPTOR = of(Kind.DESCRIPTOR);
  static final Axis INDIRECT = of(Kind.INDIRECT);

  /** Whether there is a thread at all. */
  static final Axis THREADLESS = of(Kind.THREADLESS);

  static final Axis LAST_FD = of(Kind.LAST_FD);
  static final Axis THREAD_ID = of(Kind.THREAD_ID);
  static final Axis PROCESSOR = of(Kind.PROCESSOR);
  static final Axis ROW = of(Kind.ROW);
  static final Axis REPLAY = of(Kind.REPLAY);

  /** The axis of a plan whose parts lie on several. */
  static final Axis MIXED = of(Kind.MIXED);

  Axis {
    parts = List.copyOf(parts);
  }

  private static Axis of(Kind kind) {
    return new Axis(kind, 0, "", List.of());
  }

  static Axis parameter(int index) {
    return new Axis(Kind.PARAMETER, index, "", List.of());
  }

  static Axis reference(int index) {
    return new Axis(Kind.REFERENCE, index, "", List.of());
  }

  static Axis path(int index) {
    return new Axis(Kind.PATH, index, "", List.of());
  }

  static Axis tuple(List<Axis> parts) {
    return new Axis(Kind.TUPLE, 0, "", parts);
  }

  /** One field of the classes of {@code kind}. */
  static Axis field(Kind kind, String field) {
    return new Axis(kind, 0, field, List.of());
  }

  /** Whether it is, or is part of, the classes of processes or descriptors. */
  boolean ofClasses() {
    return kind == Kind.PROCESS_CLASS || kind == Kind.DESCRIPTOR_CLASS;
  }

  /** The axis of the column that it is read from. */
  Axis column() {
    return field.isEmpty() ? this : of(kind);
  }

  /** Kinds of axes, cheapest first. */
  enum Kind {
    /** The same for all events of the type. */
    CONSTANT,
    /** The values, worked out at import, of fields of the process. */
    PROCESS_CLASS,
    /** The values, worked out at import, of fields of the descriptor. */
    DESCRIPTOR_CLASS,
    INDIRECT,
    THREADLESS,
    PROCESSOR,
    LAST_FD,
    /** The bytes of one parameter. */
    PARAMETER,
    /** The text of a path parameter, joined to its directory. */
    PATH,
    /** What one parameter refers to. */
    REFERENCE,
    PROCESS,
    DESCRIPTOR,
    THREAD_ID,
    /** Several of the above: evaluated once for each distinct tuple. */
    TUPLE,
    /** Evaluated row by row, for the rows that are left. */
    ROW,
    /** State that is not recorded: evaluated by running the state machine over the segment. */
    REPLAY,
    MIXED
  }

  /**
   * What has to be loaded of a row, beside its process, to evaluate a predicate on it; nothing for
   * all of it.
   */
  Optional<RecordedScope.Needs> needs() {
    BitSet parameters = new BitSet();
    // Whether the call failed is worked out for all.
    parameters.set(0);
    boolean lastFd = false;
    boolean threadId = false;
    boolean processor = false;
    for (Axis part : kind == Kind.TUPLE ? parts : List.of(this)) {
      switch (part.kind) {
        case PARAMETER -> parameters.set(part.parameter);
        case THREADLESS -> {}
        case LAST_FD -> lastFd = true;
        case PROCESS, PROCESS_CLASS, THREAD_ID -> threadId = true;
        case PROCESSOR -> processor = true;
        case CONSTANT,
            DESCRIPTOR_CLASS,
            DESCRIPTOR,
            INDIRECT,
            PATH,
            REFERENCE,
            TUPLE,
            ROW,
            REPLAY,
            MIXED -> {
          return Optional.empty();
        }
      }
    }
    return Optional.of(new RecordedScope.Needs(parameters, lastFd, threadId, processor));
  }

  /** Whether one column decides. */
  boolean single() {
    return switch (kind) {
      case PROCESS_CLASS,
          DESCRIPTOR_CLASS,
          INDIRECT,
          THREADLESS,
          PROCESSOR,
          LAST_FD,
          PARAMETER,
          PATH,
          REFERENCE,
          PROCESS,
          DESCRIPTOR,
          THREAD_ID ->
          true;
      case CONSTANT, TUPLE, ROW, REPLAY, MIXED -> false;
    };
  }
}
