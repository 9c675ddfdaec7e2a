package dev.creance.events.format;

import dev.creance.events.Addresses;
import dev.creance.events.field.Cell;
import dev.creance.events.field.Printable;
import dev.creance.grammar.checked.FieldExpression;
import dev.creance.grammar.checked.FieldExpression.Access;
import dev.creance.grammar.checked.FieldExpression.Items;
import dev.creance.grammar.checked.FieldExpression.Literal;
import dev.creance.grammar.checked.FieldExpression.Transformed;
import dev.creance.grammar.vocabulary.Field.PrintFormat;
import dev.creance.grammar.vocabulary.ValueType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the values of an expression are printed.
 *
 * <p>Numbers need a print format: those of fields that declare none have no text and are null in
 * JSON, as {@code len(proc.name)}. Those of plugins print in decimal.
 *
 * @param perEvent whether type and format come with each value, as of {@code evt.rawarg}
 */
public record ValueFormat(ValueType type, boolean list, PrintFormat format, boolean perEvent) {
  /** Bytes of a buffer's or a list's text, beyond which libsinsp cuts. */
  private static final int BUFFER = 1023;

  /** How values of an expression are printed. */
  public static ValueFormat of(FieldExpression expression) {
    boolean perEvent =
        expression instanceof Access access && access.field().name().equals("evt.rawarg");
    return new ValueFormat(expression.type(), expression.list(), printFormat(expression), perEvent);
  }

  /** The format is that of the field at the bottom; functions of several values have none. */
  private static PrintFormat printFormat(FieldExpression expression) {
    return switch (expression) {
      case Access access ->
          access.field().fieldClass().startsWith("plugin:")
              ? PrintFormat.DEC
              : access.field().printFormat();
      case Transformed transformed ->
          switch (transformed.transformer()) {
            case JOIN, CONCAT, GETOPT -> PrintFormat.NA;
            case TOLOWER, TOUPPER, B64, BASENAME, LEN, VAL ->
                printFormat(transformed.arguments().getFirst());
          };
      case Literal literal -> PrintFormat.NA;
      case Items items -> PrintFormat.NA;
    };
  }

  /** The value's text, a byte string; null when it has none. */
  public @Nullable String text(Cell cell) {
    if (list) {
      return listText(cell);
    }
    if (perEvent) {
      return new ValueFormat(cell.type, false, cell.format, false).text(cell);
    }
    return text(cell.text, cell.number, cell.real);
  }

  private @Nullable String text(String text, long number, double real) {
    return switch (type) {
      case CHARBUF, FSPATH, FSRELPATH -> untilNul(text);
      case BYTEBUF -> buffer(text);
      case BOOL -> number != 0 ? "true" : "false";
      case DOUBLE -> String.format(Locale.ROOT, "%.1f", real);
      case IPV4ADDR, IPV6ADDR, IPADDR -> Addresses.text(text);
      case IPNET -> "<IPNET>";
      case INT8,
          INT16,
          INT32,
          UINT8,
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
          ENUMFLAGS32,
          UINT64,
          RELTIME,
          ABSTIME ->
          format == PrintFormat.NA || format == PrintFormat.DIR ? null : number(number);
      case INT64, PID, ERRNO, FD -> number(number);
      default -> null;
    };
  }

  private String number(long number) {
    return switch (format) {
      case OCT -> Long.toOctalString(narrow(number));
      case HEX -> Printable.hex(narrow(number));
      case PADDED_DEC -> Printable.padded(number);
      case NA, DEC, ID, DIR ->
          type.signed() ? Long.toString(number) : Long.toUnsignedString(number);
    };
  }

  /** Negative numbers of fewer than 8 bytes print as 32-bit ones in hexadecimal. */
  private long narrow(long number) {
    return type.width() < 8 ? number & 0xFFFFFFFFL : number;
  }

  private static String buffer(String bytes) {
    String shown = bytes.length() < BUFFER ? bytes : bytes.substring(0, BUFFER - 2);
    return Printable.dots(shown);
  }

  private String listText(Cell cell) {
    StringBuilder out = new StringBuilder("(");
    for (String element : cell.elements) {
      String text = text(element, 0, 0);
      out.append(out.length() > 1 ? "," : "").append(text == null ? "" : text);
    }
    for (int i = 0; i < cell.numberCount; i++) {
      String text = text("", cell.numbers[i], 0);
      out.append(out.length() > 1 ? "," : "").append(text == null ? "" : text);
    }
    out.append(')');
    return out.length() <= BUFFER ? out.toString() : out.substring(0, BUFFER);
  }

  private static String untilNul(String text) {
    int end = text.indexOf(0);
    return end < 0 ? text : text.substring(0, end);
  }

  /** Writes the value as JSON; {@code null} when it has no text. */
  public void json(Cell cell, JsonOutput out) {
    if (list) {
      jsonList(cell, out);
    } else if (perEvent) {
      new ValueFormat(cell.type, false, cell.format, false).json(cell, out);
    } else {
      json(cell.text, cell.number, cell.real, out);
    }
  }

  /** An empty list is null, as in Falco. */
  private void jsonList(Cell cell, JsonOutput out) {
    if (cell.elements.isEmpty() && cell.numberCount == 0) {
      out.raw("null");
      return;
    }
    out.raw('[');
    boolean first = true;
    for (String element : cell.elements) {
      out.raw(first ? "" : ",");
      json(element, 0, 0, out);
      first = false;
    }
    for (int i = 0; i < cell.numberCount; i++) {
      out.raw(first ? "" : ",");
      json("", cell.numbers[i], 0, out);
      first = false;
    }
    out.raw(']');
  }

  private void json(String text, long number, double real, JsonOutput out) {
    boolean decimal = format == PrintFormat.DEC || format == PrintFormat.ID;
    switch (type) {
      case BOOL -> out.raw(number != 0 ? "true" : "false");
      case DOUBLE -> jsonReal(real, out);
      case INT8,
          INT16,
          INT32,
          INT64,
          PID,
          FD,
          ERRNO,
          UINT8,
          UINT16,
          UINT32,
          UINT64,
          UID,
          GID,
          PORT,
          L4PROTO,
          FLAGS8,
          FLAGS16,
          FLAGS32,
          ENUMFLAGS8,
          ENUMFLAGS16,
          ENUMFLAGS32,
          RELTIME,
          ABSTIME -> {
        if (decimal && type.signed()) {
          out.number(number);
        } else if (decimal) {
          out.unsigned(number);
        } else {
          jsonText(text(text, number, real), out);
        }
      }
      default -> jsonText(text(text, number, real), out);
    }
  }

  private void jsonReal(double real, JsonOutput out) {
    if (format == PrintFormat.DEC) {
      out.number((long) real);
    } else {
      out.real(real);
    }
  }

  private static void jsonText(@Nullable String text, JsonOutput out) {
    if (text == null) {
      out.raw("null");
    } else {
      out.fieldString(text);
    }
  }
}
