package dev.creance.match.compare;

import dev.creance.grammar.checked.Constant;
import dev.creance.grammar.checked.FieldExpression.Access;
import dev.creance.grammar.syntax.Operator;
import java.util.List;

/**
 * Comparisons of the fields that are compared on several values: both ends of a socket, all
 * ancestors, or the address behind a name. They are Falco's, oddities included: a modifier is not
 * looked at and only the first constant counts, except for {@code in} and its kin where the notes
 * below say so.
 */
public final class SeveralTests {
  private static final ValueTest NEVER = value -> false;

  private SeveralTests() {}

  /**
   * The test of {@code elements} or {@code numbers} of a cell, other than {@code exists}.
   *
   * @param field one whose reader is {@link dev.creance.events.field.FieldReader#several()}
   */
  public static ValueTest of(Access field, Operator operator, List<Constant> constants) {
    if (constants.isEmpty()) {
      return NEVER;
    }
    return switch (field.field().name()) {
      case "fd.ip" -> address(operator, constants);
      case "fd.net" -> network(operator, (Constant.Network) constants.getFirst());
      case "fd.port", "fd.proto" -> port(field, operator, constants);
      case "proc.apid" -> pid(field, operator, constants);
      case "fd.cip.name", "fd.sip.name", "fd.lip.name", "fd.rip.name" ->
          anyText(HostNames.of(operator, constants));
      default -> ancestor(operator, ValueTests.texts(constants));
    };
  }

  /** {@code in} never passes; other operators stop Falco at run time. */
  private static ValueTest address(Operator operator, List<Constant> constants) {
    return switch (operator) {
      case EQ, EQ_EQ ->
          anyText(AddressTests.single(operator, ValueTests.addresses(constants).getFirst()));
      case NE ->
          allTexts(AddressTests.single(operator, ValueTests.addresses(constants).getFirst()));
      default -> NEVER;
    };
  }

  /** {@code in} is {@code =}, {@code intersects} too, but for the single end of a server socket. */
  private static ValueTest network(Operator operator, Constant.Network network) {
    TextTest contains = text -> AddressTests.contains(network, text);
    return switch (operator) {
      case EQ, EQ_EQ, IN -> anyText(contains);
      case NE -> allTexts(text -> !contains.holds(text));
      case INTERSECTS ->
          value -> value.elements.size() == 1 && contains.holds(value.elements.getFirst());
      default -> NEVER;
    };
  }

  /** {@code in} looks at all constants; {@code intersects} stops Falco at run time. */
  private static ValueTest port(Access field, Operator operator, List<Constant> constants) {
    return switch (operator) {
      case IN -> anyNumber(NumberTests.member(ValueTests.bits(constants)));
      case INTERSECTS -> NEVER;
      case NE -> allNumbers(first(field, operator, constants));
      default -> anyNumber(first(field, operator, constants));
    };
  }

  /** {@code in} and {@code intersects} never pass. */
  private static ValueTest pid(Access field, Operator operator, List<Constant> constants) {
    return ValueTests.isMembership(operator) ? NEVER : anyNumber(first(field, operator, constants));
  }

  private static NumberTest first(Access field, Operator operator, List<Constant> constants) {
    return NumberTests.single(field.type(), operator, ValueTests.bits(constants)[0]);
  }

  /** {@code !=} too passes when any ancestor differs. */
  private static ValueTest ancestor(Operator operator, List<String> constants) {
    return switch (operator) {
      case IN, INTERSECTS, PMATCH -> anyText(TextTests.list(operator, constants));
      default -> anyText(TextTests.single(operator, constants.getFirst()));
    };
  }

  private static ValueTest anyText(TextTest test) {
    return value -> {
      for (int i = 0; i < value.elements.size(); i++) {
        if (test.holds(value.elements.get(i))) {
          return true;
        }
      }
      return false;
    };
  }

  private static ValueTest allTexts(TextTest test) {
    return value -> {
      for (int i = 0; i < value.elements.size(); i++) {
        if (!test.holds(value.elements.get(i))) {
          return false;
        }
      }
      return !value.elements.isEmpty();
    };
  }

  private static ValueTest anyNumber(NumberTest test) {
    return value -> {
      for (int i = 0; i < value.numberCount; i++) {
        if (test.holds(value.numbers[i])) {
          return true;
        }
      }
      return false;
    };
  }

  private static ValueTest allNumbers(NumberTest test) {
    return value -> {
      for (int i = 0; i < value.numberCount; i++) {
        if (!test.holds(value.numbers[i])) {
          return false;
        }
      }
      return value.numberCount > 0;
    };
  }
}
