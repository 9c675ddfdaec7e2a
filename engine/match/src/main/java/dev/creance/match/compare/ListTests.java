package dev.creance.match.compare;

import dev.creance.events.field.Cell;
import dev.creance.grammar.checked.Constant.Network;
import dev.creance.grammar.syntax.Operator;
import java.util.List;
import java.util.Set;

/**
 * Tests of list fields: {@code in} passes when every element is among the constants (also when
 * there is no element), {@code intersects} when at least one is.
 */
final class ListTests {
  private ListTests() {}

  static ValueTest texts(Operator operator, List<String> constants) {
    Set<String> members = Set.copyOf(constants);
    return all(operator)
        ? value -> members.containsAll(value.elements)
        : value -> anyOf(members, value.elements);
  }

  private static boolean anyOf(Set<String> members, List<String> elements) {
    for (int i = 0; i < elements.size(); i++) {
      if (members.contains(elements.get(i))) {
        return true;
      }
    }
    return false;
  }

  static ValueTest numbers(Operator operator, long[] constants) {
    long[] sorted = NumberTests.sortedCopy(constants);
    boolean all = all(operator);
    return value -> {
      for (int i = 0; i < value.numberCount; i++) {
        if (NumberTests.contains(sorted, value.numbers[i]) != all) {
          return !all;
        }
      }
      return all;
    };
  }

  static ValueTest networks(Operator operator, List<Network> constants) {
    List<Network> networks = List.copyOf(constants);
    boolean all = all(operator);
    return value -> {
      for (int i = 0; i < value.elements.size(); i++) {
        if (AddressTests.contains(networks, value.elements.get(i)) != all) {
          return !all;
        }
      }
      return all;
    };
  }

  /** No element is ever equal to a constant. */
  static ValueTest strangers(Operator operator) {
    return all(operator) ? value -> value.elements.isEmpty() : value -> false;
  }

  /** Two lists known only at run time; elements are texts, addresses or numbers. */
  static boolean compare(Operator operator, Cell left, Cell right) {
    boolean all = all(operator);
    for (int i = 0; i < left.elements.size(); i++) {
      if (right.elements.contains(left.elements.get(i)) != all) {
        return !all;
      }
    }
    for (int i = 0; i < left.numberCount; i++) {
      if (contains(right, left.numbers[i]) != all) {
        return !all;
      }
    }
    return all;
  }

  private static boolean contains(Cell list, long number) {
    for (int i = 0; i < list.numberCount; i++) {
      if (list.numbers[i] == number) {
        return true;
      }
    }
    return false;
  }

  private static boolean all(Operator operator) {
    return switch (operator) {
      case IN -> true;
      case INTERSECTS -> false;
      default -> throw new IllegalArgumentException(operator.text() + " on a list");
    };
  }
}
