package dev.creance.export;

import dev.creance.corpus.evaluate.Measures;
import dev.creance.corpus.segment.Segment;
import dev.creance.events.field.Cell;
import dev.creance.events.field.FieldReader;
import dev.creance.events.field.FieldReaders;
import dev.creance.events.format.ValueFormat;
import dev.creance.events.state.EventScope;
import dev.creance.grammar.checked.FieldExpression;
import dev.creance.grammar.checked.FieldExpression.Access;
import dev.creance.grammar.vocabulary.Field.PrintFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A column of an export: what its values are, and how they are had of an event.
 *
 * <p>Numbers that print in decimal are numbers, moments are moments, true and false are that; all
 * else is text as alerts print it.
 *
 * <p>For one thread.
 */
public final class Column {
  /** The recorded machine. */
  public static final String HOST = "host";

  /** The name of the capture's file. */
  public static final String CAPTURE = "capture";

  private static final Set<String> MOMENTS =
      Set.of(
          "evt.time",
          "evt.time.s",
          "evt.time.iso8601",
          "evt.datetime",
          "evt.datetime.s",
          "evt.outputtime",
          "evt.rawtime",
          "evt.rawtime.ns");

  private final String name;
  private final Kind kind;
  private final Source source;
  private final boolean needsState;
  private final Value value = new Value();

  /** What values are. */
  public enum Kind {
    TEXT,
    INTEGER,
    /** Unsigned, 64 bits. */
    NATURAL,
    REAL,
    TRUTH,
    /** Nanoseconds since the epoch. */
    MOMENT
  }

  /** A value; which part holds it depends on the kind. */
  static final class Value {
    /** A byte string. */
    String text = "";

    /** Of all kinds but {@code TEXT} and {@code REAL}; truth is 0 or 1. */
    long number;

    double real;
  }

  private interface Source {
    boolean read(EventScope scope, Segment segment, Value into);
  }

  private Column(String name, Kind kind, boolean needsState, Source source) {
    this.name = name;
    this.kind = kind;
    this.needsState = needsState;
    this.source = source;
  }

  /** The recorded machine, which no field tells. */
  public static Column host() {
    return ofSegment(HOST, segment -> segment.meta().host());
  }

  /** The capture, which no field tells. */
  public static Column capture() {
    return ofSegment(CAPTURE, segment -> bytes(segment.meta().capture()));
  }

  private static String bytes(String text) {
    return new String(
        text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
        java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private interface OfSegment {
    String text(Segment segment);
  }

  private static Column ofSegment(String name, OfSegment text) {
    return new Column(
        name,
        Kind.TEXT,
        false,
        (scope, segment, into) -> {
          into.text = text.text(segment);
          return !into.text.isEmpty();
        });
  }

  /**
   * What an expression gives.
   *
   * @param name as it was asked for, for example {@code proc.aname[2]}
   */
  public static Column of(String name, FieldExpression expression) {
    if (expression instanceof Access access && MOMENTS.contains(access.field().name())) {
      return new Column(
          name,
          Kind.MOMENT,
          false,
          (scope, segment, into) -> {
            into.number = scope.event.timestamp();
            return true;
          });
    }
    ValueFormat format = ValueFormat.of(expression);
    FieldReader reader = FieldReaders.printed(expression);
    Cell cell = new Cell();
    Kind kind = kind(format);
    return new Column(
        name,
        kind,
        Measures.in(expression),
        (scope, segment, into) -> {
          if (!reader.read(scope, cell)) {
            return false;
          }
          if (kind != Kind.TEXT) {
            into.number = cell.number;
            into.real = cell.real;
            return true;
          }
          String text = format.text(cell);
          into.text = text == null ? "" : text;
          return text != null;
        });
  }

  private static Kind kind(ValueFormat format) {
    if (format.list() || format.perEvent()) {
      return Kind.TEXT;
    }
    boolean decimal = format.format() == PrintFormat.DEC || format.format() == PrintFormat.ID;
    return switch (format.type()) {
      case BOOL -> Kind.TRUTH;
      case DOUBLE -> Kind.REAL;
      case INT8, INT16, INT32, INT64, PID, FD, ERRNO, FD32, PID32 ->
          decimal || format.type().width() == 8 && format.format() == PrintFormat.NA
              ? Kind.INTEGER
              : Kind.TEXT;
      case UINT8,
          UINT16,
          UINT32,
          UID,
          GID,
          PORT,
          L4PROTO,
          FLAGS8,
          FLAGS16,
          FLAGS32,
          ENUMFLAGS8,
          ENUMFLAGS16,
          ENUMFLAGS32 ->
          decimal ? Kind.INTEGER : Kind.TEXT;
      case UINT64, RELTIME, ABSTIME -> decimal ? Kind.NATURAL : Kind.TEXT;
      default -> Kind.TEXT;
    };
  }

  public String name() {
    return name;
  }

  public Kind kind() {
    return kind;
  }

  /** Whether the state machine has to run along for it. */
  public boolean needsState() {
    return needsState;
  }

  /** The value for an event; null when it has none. Valid until the next call. */
  @Nullable Value read(EventScope scope, Segment segment) {
    return source.read(scope, segment, value) ? value : null;
  }
}
