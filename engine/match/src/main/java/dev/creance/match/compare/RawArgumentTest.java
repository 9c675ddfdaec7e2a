package dev.creance.match.compare;

import dev.creance.events.field.Cell;
import dev.creance.grammar.checked.Constant;
import dev.creance.grammar.syntax.Operator;
import dev.creance.grammar.vocabulary.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * The comparison of {@code evt.rawarg}. Its constants were read with the type that a parameter of
 * that name has somewhere; the event's own parameter may have another, and then the bytes of the
 * constant are taken for that type. A modifier is not looked at: the first constant counts.
 *
 * <p>Falco forgets the length of the parameter here. So a buffer compares as if it were empty, and
 * membership, which goes by bytes and length, only finds texts.
 */
public final class RawArgumentTest implements ValueTest {
  private static final ValueTest NEVER = value -> false;

  /** Room that Falco gives a constant; what the constant doesn't fill is zero. */
  private static final int STORAGE = 16;

  private final Operator operator;

  /** The constants as Falco stores them. */
  private final List<String> stored;

  private final ValueTest[] byType = new ValueTest[ValueType.values().length];

  public RawArgumentTest(ValueType type, Operator operator, List<Constant> constants) {
    this.operator = operator;
    List<String> bytes = new ArrayList<>();
    for (Constant constant : constants) {
      bytes.add(bytes(constant, type.width()));
    }
    this.stored = List.copyOf(bytes);
    for (ValueType own : ValueType.values()) {
      byType[own.ordinal()] = stored.isEmpty() ? NEVER : of(own);
    }
  }

  @Override
  public boolean holds(Cell value) {
    return byType[value.type.ordinal()].holds(value);
  }

  private ValueTest of(ValueType own) {
    boolean member = ValueTests.isMembership(operator);
    return switch (ValueKind.of(own)) {
      case TEXT -> own.text() ? text() : NEVER;
      case BUFFER -> buffer();
      case NUMBER -> member || own.width() == 0 || !comparable(own) ? NEVER : number(own);
      case REAL, ADDRESS, NETWORK -> NEVER;
    };
  }

  private static boolean comparable(ValueType own) {
    return switch (own) {
      case L4PROTO, SIGSET, CHARBUFARRAY, CHARBUF_PAIR_ARRAY, FD32, PID32 -> false;
      default -> true;
    };
  }

  private ValueTest text() {
    return switch (operator) {
      case IN, INTERSECTS, PMATCH -> TextTests.list(operator, stored);
      case REGEX -> TextTests.single(operator, stored.getFirst());
      default -> TextTests.single(operator, ByteStrings.untilNul(stored.getFirst()));
    };
  }

  private ValueTest buffer() {
    if (operator == Operator.PMATCH || operator == Operator.REGEX) {
      return NEVER;
    }
    boolean passes =
        ValueTests.isMembership(operator)
            ? TextTests.list(operator, stored).holds("")
            : TextTests.single(operator, stored.getFirst()).holds("");
    return value -> passes;
  }

  private ValueTest number(ValueType own) {
    return switch (operator) {
      case EQ, EQ_EQ, NE, LT, LE, GT, GE ->
          NumberTests.single(own, operator, number(stored.getFirst(), own));
      default -> NEVER;
    };
  }

  private static String bytes(Constant constant, int width) {
    return switch (constant) {
      case Constant.Text text -> text.value();
      case Constant.Number number -> littleEndian(number.value(), width);
      case Constant.Bool bool -> littleEndian(bool.value() ? 1 : 0, width);
      case Constant.Real real -> littleEndian(Double.doubleToRawLongBits(real.value()), width);
      case Constant.Address address -> address.address();
      case Constant.Network network -> network.address();
    };
  }

  private static String littleEndian(long value, int width) {
    StringBuilder bytes = new StringBuilder();
    for (int i = 0; i < width; i++) {
      bytes.append((char) (value >>> (8 * i) & 0xFF));
    }
    return bytes.toString();
  }

  /**
   * The stored bytes as a number: as many as both have; of an empty constant the zeros after it.
   */
  private static long number(String stored, ValueType own) {
    long value = 0;
    int width = Math.min(Math.min(own.width(), stored.length()), STORAGE);
    for (int i = width - 1; i >= 0; i--) {
      value = value << 8 | stored.charAt(i);
    }
    if (own.signed()) {
      int unused = 64 - 8 * own.width();
      value = value << unused >> unused;
    }
    return value;
  }
}
