package dev.creance.match.compare;

import dev.creance.grammar.checked.Constant;
import dev.creance.grammar.checked.Constant.Network;
import dev.creance.grammar.checked.FieldExpression;
import dev.creance.grammar.checked.FieldExpression.Transformed;
import dev.creance.grammar.checked.Transformer;
import dev.creance.grammar.syntax.Operator;
import dev.creance.grammar.syntax.Operator.Modifier;
import dev.creance.grammar.vocabulary.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Makes the test of an operator and its constants, by the type of the left side. */
public final class ValueTests {
  private ValueTests() {}

  /**
   * The test of a value of {@code left}, other than {@code exists}. For fields that are compared on
   * several values see {@link SeveralTests}, for {@code evt.rawarg} {@link RawArgumentTest}.
   */
  public static ValueTest of(
      FieldExpression left,
      Operator operator,
      Optional<Modifier> modifier,
      List<Constant> constants) {
    if (left.list()) {
      return list(left, operator, constants);
    }
    return switch (ValueKind.of(left.type())) {
      case TEXT -> text(left, operator, modifier, texts(constants));
      case BUFFER -> buffer(left, scalarText(operator, modifier, texts(constants)));
      case ADDRESS ->
          scalar(operator, modifier, addresses(constants), AddressTests::single, TextTests::member);
      case NETWORK -> network(operator, modifier, networks(constants));
      case NUMBER -> number(left.type(), operator, modifier, constants);
      case REAL -> real(operator, modifier, constants);
    };
  }

  /**
   * Decoded texts may hold NULs, where C strings end. Set membership, path prefixes and regular
   * expressions see all but the final ones.
   */
  private static ValueTest text(
      FieldExpression left,
      Operator operator,
      Optional<Modifier> modifier,
      List<String> constants) {
    TextTest test = scalarText(operator, modifier, constants);
    if (!mayHoldNul(left)) {
      return test;
    }
    boolean whole =
        switch (operator) {
          case IN, INTERSECTS, PMATCH, REGEX -> true;
          case EQ, EQ_EQ -> modifier.equals(Optional.of(Modifier.ANYOF));
          case NE -> modifier.equals(Optional.of(Modifier.ALLOF));
          default -> false;
        };
    return whole
        ? (TextTest) text -> test.holds(ByteStrings.withoutFinalNuls(text))
        : (TextTest) text -> test.holds(ByteStrings.untilNul(text));
  }

  private static TextTest scalarText(
      Operator operator, Optional<Modifier> modifier, List<String> constants) {
    if (operator == Operator.PMATCH) {
      return new PathPrefixes(constants)::covers;
    }
    return scalar(operator, modifier, constants, TextTests::single, TextTests::member);
  }

  /** A decoded buffer ends in a NUL: Falco appends one where there is none and counts it. */
  private static ValueTest buffer(FieldExpression left, TextTest test) {
    if (left instanceof Transformed) {
      return (TextTest) text -> test.holds(text.endsWith("\0") ? text : text + '\0');
    }
    return test;
  }

  /**
   * {@code = anyof} and {@code != allof} look the bare address up among the networks as they are
   * stored, with their masks: it is never found.
   */
  private static ValueTest network(
      Operator operator, Optional<Modifier> modifier, List<Network> networks) {
    if (modifier.isPresent() && !networks.isEmpty()) {
      boolean equal = operator == Operator.EQ || operator == Operator.EQ_EQ;
      if (equal && modifier.get() == Modifier.ANYOF) {
        return value -> false;
      }
      if (operator == Operator.NE && modifier.get() == Modifier.ALLOF) {
        return value -> true;
      }
    }
    return scalar(operator, modifier, networks, AddressTests::network, AddressTests::anyNetwork);
  }

  private static ValueTest number(
      ValueType type, Operator operator, Optional<Modifier> modifier, List<Constant> constants) {
    List<Long> numbers = numbers(constants);
    if (modifier.isPresent()) {
      return Modified.of(modifier.get(), map(numbers, n -> NumberTests.single(type, operator, n)));
    }
    return isMembership(operator)
        ? NumberTests.member(bits(constants))
        : NumberTests.single(type, operator, numbers.getFirst());
  }

  private static ValueTest real(
      Operator operator, Optional<Modifier> modifier, List<Constant> constants) {
    List<Double> reals = map(constants, c -> ((Constant.Real) c).value());
    if (modifier.isPresent()) {
      return Modified.of(modifier.get(), map(reals, r -> NumberTests.real(operator, r)));
    }
    return isMembership(operator)
        ? NumberTests.realMember(bits(constants))
        : NumberTests.real(operator, reals.getFirst());
  }

  private static ValueTest list(FieldExpression left, Operator operator, List<Constant> constants) {
    if (left instanceof Transformed transformed && endsInNul(transformed.transformer())) {
      return ListTests.strangers(operator);
    }
    return switch (ValueKind.of(left.type())) {
      case TEXT, BUFFER -> ListTests.texts(operator, texts(constants));
      case ADDRESS -> ListTests.texts(operator, addresses(constants));
      case NETWORK -> ListTests.networks(operator, networks(constants));
      case NUMBER, REAL -> ListTests.numbers(operator, bits(constants));
    };
  }

  private static <C> TextTest scalar(
      Operator operator,
      Optional<Modifier> modifier,
      List<C> constants,
      SingleTest<C> single,
      Function<List<C>, TextTest> member) {
    if (modifier.isPresent()) {
      return Modified.texts(
          modifier.get(), map(constants, constant -> single.of(operator, constant)));
    }
    return isMembership(operator)
        ? member.apply(constants)
        : single.of(operator, constants.getFirst());
  }

  private interface SingleTest<C> {
    TextTest of(Operator operator, C constant);
  }

  /** Whether values of an expression can hold NUL bytes: decoded ones can. */
  private static boolean mayHoldNul(FieldExpression expression) {
    if (expression instanceof FieldExpression.Access) {
      // Nearly always; and then a new process need not link the switch.
      return false;
    }
    return switch (expression) {
      case FieldExpression.Access access -> false;
      case FieldExpression.Literal literal -> literal.text().indexOf('\0') >= 0;
      case FieldExpression.Items items -> items.items().stream().anyMatch(ValueTests::mayHoldNul);
      case Transformed transformed ->
          transformed.transformer() == Transformer.B64
              || transformed.arguments().stream().anyMatch(ValueTests::mayHoldNul);
    };
  }

  /**
   * Whether the elements of a list that went through a transformer end in a NUL that Falco counts,
   * which makes them differ from every constant.
   */
  static boolean endsInNul(Transformer transformer) {
    return switch (transformer) {
      case TOLOWER, TOUPPER, B64, BASENAME -> true;
      case LEN, JOIN, CONCAT, GETOPT, VAL -> false;
    };
  }

  static boolean isMembership(Operator operator) {
    return operator == Operator.IN || operator == Operator.INTERSECTS;
  }

  static List<String> texts(List<Constant> constants) {
    return map(constants, constant -> ((Constant.Text) constant).value());
  }

  static List<String> addresses(List<Constant> constants) {
    return map(constants, constant -> ((Constant.Address) constant).address());
  }

  static List<Network> networks(List<Constant> constants) {
    return map(constants, constant -> (Network) constant);
  }

  static List<Long> numbers(List<Constant> constants) {
    List<Long> numbers = new ArrayList<>();
    for (long bits : bits(constants)) {
      numbers.add(bits);
    }
    return numbers;
  }

  /** The 64 bits of each numeric constant. */
  static long[] bits(List<Constant> constants) {
    long[] bits = new long[constants.size()];
    for (int i = 0; i < bits.length; i++) {
      bits[i] =
          switch (constants.get(i)) {
            case Constant.Number number -> number.value();
            case Constant.Bool bool -> bool.value() ? 1 : 0;
            case Constant.Real real -> Double.doubleToRawLongBits(real.value());
            case Constant.Text _, Constant.Address _, Network _ ->
                throw new IllegalArgumentException("no number: " + constants.get(i));
          };
    }
    return bits;
  }

  private static <A, B> List<B> map(List<A> from, Function<A, B> function) {
    List<B> mapped = new ArrayList<>(from.size());
    for (A element : from) {
      mapped.add(function.apply(element));
    }
    return mapped;
  }
}
