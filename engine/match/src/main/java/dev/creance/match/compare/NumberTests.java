package dev.creance.match.compare;

import dev.creance.grammar.syntax.Operator;
import dev.creance.grammar.vocabulary.ValueType;
import java.util.Arrays;

/** Tests of numbers, signed or unsigned by the field's type, and of doubles. */
final class NumberTests {
  private NumberTests() {}

  static NumberTest single(ValueType type, Operator operator, long constant) {
    // Flipping the sign bit of both sides makes the signed order the unsigned one.
    long flip = type.signed() ? 0 : Long.MIN_VALUE;
    long limit = constant ^ flip;
    return switch (operator) {
      case EQ, EQ_EQ -> number -> number == constant;
      case NE -> number -> number != constant;
      case LT -> number -> (number ^ flip) < limit;
      case LE -> number -> (number ^ flip) <= limit;
      case GT -> number -> (number ^ flip) > limit;
      case GE -> number -> (number ^ flip) >= limit;
      default -> throw new IllegalArgumentException(operator.text() + " on a number");
    };
  }

  static NumberTest member(long[] constants) {
    long[] sorted = sortedCopy(constants);
    return number -> contains(sorted, number);
  }

  static long[] sortedCopy(long[] constants) {
    return Arrays.stream(constants).sorted().distinct().toArray();
  }

  static boolean contains(long[] sorted, long number) {
    return Arrays.binarySearch(sorted, number) >= 0;
  }

  static ValueTest real(Operator operator, double constant) {
    return switch (operator) {
      case EQ, EQ_EQ -> value -> value.real == constant;
      case NE -> value -> value.real != constant;
      case LT -> value -> value.real < constant;
      case LE -> value -> value.real <= constant;
      case GT -> value -> value.real > constant;
      case GE -> value -> value.real >= constant;
      default -> throw new IllegalArgumentException(operator.text() + " on a number");
    };
  }

  /** Membership looks at the bits: −0 is not 0 there. */
  static ValueTest realMember(long[] bits) {
    long[] sorted = sortedCopy(bits);
    return value -> contains(sorted, Double.doubleToRawLongBits(value.real));
  }
}
