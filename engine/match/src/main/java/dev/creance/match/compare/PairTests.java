package dev.creance.match.compare;

import dev.creance.grammar.checked.FieldExpression;
import dev.creance.grammar.checked.FieldExpression.Transformed;
import dev.creance.grammar.syntax.Operator;
import dev.creance.grammar.vocabulary.ValueType;

/** Makes the comparison of two expressions; both have the same type and are both lists or not. */
public final class PairTests {
  private static final PairTest NEVER = (left, right) -> false;

  private PairTests() {}

  /**
   * The comparison of {@code left operator right} for values that are both there. Set membership
   * counts the final NUL that transformers give to texts on the right, so that {@code proc.name in
   * tolower(proc.name)} is never true, as in Falco.
   */
  public static PairTest of(FieldExpression left, Operator operator, FieldExpression right) {
    if (left.list()) {
      return endsInNul(left) == endsInNul(right)
          ? (a, b) -> ListTests.compare(operator, a, b)
          : (a, b) -> ListTests.strangers(operator).holds(a);
    }
    return switch (ValueKind.of(left.type())) {
      case TEXT -> text(operator, right);
      case BUFFER -> buffer(operator, endsInNul(left), endsInNul(right));
      case ADDRESS, NETWORK ->
          operator == Operator.NE
              ? (a, b) -> !a.text.equals(b.text)
              : (a, b) -> a.text.equals(b.text);
      case NUMBER -> number(left.type(), operator);
      case REAL -> real(operator);
    };
  }

  private static boolean endsInNul(FieldExpression expression) {
    return expression instanceof Transformed transformed
        && ValueTests.endsInNul(transformed.transformer());
  }

  private static PairTest text(Operator operator, FieldExpression right) {
    if (ValueTests.isMembership(operator)) {
      return endsInNul(right)
          ? NEVER
          : (a, b) -> ByteStrings.withoutFinalNuls(a.text).equals(b.text);
    }
    TextPair pair = textPair(operator);
    return (a, b) -> pair.holds(ByteStrings.untilNul(a.text), ByteStrings.untilNul(b.text));
  }

  private static PairTest buffer(Operator operator, boolean leftDecoded, boolean rightDecoded) {
    TextPair pair = textPair(ValueTests.isMembership(operator) ? Operator.EQ : operator);
    return (a, b) -> pair.holds(stored(a.text, leftDecoded), stored(b.text, rightDecoded));
  }

  private static String stored(String text, boolean decoded) {
    return decoded && !text.endsWith("\0") ? text + '\0' : text;
  }

  private interface TextPair {
    boolean holds(String left, String right);
  }

  private static TextPair textPair(Operator operator) {
    return switch (operator) {
      case EQ, EQ_EQ -> String::equals;
      case NE -> (a, b) -> !a.equals(b);
      case LT -> (a, b) -> a.compareTo(b) < 0;
      case LE -> (a, b) -> a.compareTo(b) <= 0;
      case GT -> (a, b) -> a.compareTo(b) > 0;
      case GE -> (a, b) -> a.compareTo(b) >= 0;
      case CONTAINS, BCONTAINS -> String::contains;
      case ICONTAINS -> (a, b) -> ByteStrings.containsIgnoringCase(a, ByteStrings.lower(b));
      case STARTSWITH, BSTARTSWITH -> String::startsWith;
      case ENDSWITH -> String::endsWith;
      case GLOB -> (a, b) -> Glob.of(b, false).matches(a);
      case IGLOB -> (a, b) -> Glob.of(b, true).matches(a);
      case REGEX, PMATCH, EXISTS, IN, INTERSECTS ->
          throw new IllegalArgumentException(operator.text() + " with a field on the right");
    };
  }

  private static PairTest number(ValueType type, Operator operator) {
    long flip = type.signed() ? 0 : Long.MIN_VALUE;
    return switch (operator) {
      case EQ, EQ_EQ, IN, INTERSECTS -> (a, b) -> a.number == b.number;
      case NE -> (a, b) -> a.number != b.number;
      case LT -> (a, b) -> (a.number ^ flip) < (b.number ^ flip);
      case LE -> (a, b) -> (a.number ^ flip) <= (b.number ^ flip);
      case GT -> (a, b) -> (a.number ^ flip) > (b.number ^ flip);
      case GE -> (a, b) -> (a.number ^ flip) >= (b.number ^ flip);
      default -> throw new IllegalArgumentException(operator.text() + " on a number");
    };
  }

  private static PairTest real(Operator operator) {
    return switch (operator) {
      case IN, INTERSECTS ->
          (a, b) -> Double.doubleToRawLongBits(a.real) == Double.doubleToRawLongBits(b.real);
      case EQ, EQ_EQ -> (a, b) -> a.real == b.real;
      case NE -> (a, b) -> a.real != b.real;
      case LT -> (a, b) -> a.real < b.real;
      case LE -> (a, b) -> a.real <= b.real;
      case GT -> (a, b) -> a.real > b.real;
      case GE -> (a, b) -> a.real >= b.real;
      default -> throw new IllegalArgumentException(operator.text() + " on a number");
    };
  }
}
