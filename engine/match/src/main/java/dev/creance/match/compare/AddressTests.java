package dev.creance.match.compare;

import dev.creance.grammar.checked.Constant.Network;
import dev.creance.grammar.syntax.Operator;
import java.util.List;

/**
 * Tests of addresses (4 or 16 bytes). An address of one family never equals one of the other and is
 * in none of its networks.
 */
final class AddressTests {
  private AddressTests() {}

  static TextTest single(Operator operator, String address) {
    return switch (operator) {
      case EQ, EQ_EQ -> text -> text.equals(address);
      case NE -> text -> !text.equals(address);
      default -> throw new IllegalArgumentException(operator.text() + " on an address");
    };
  }

  static TextTest network(Operator operator, Network network) {
    return switch (operator) {
      case EQ, EQ_EQ -> text -> contains(network, text);
      case NE -> text -> !contains(network, text);
      default -> throw new IllegalArgumentException(operator.text() + " on a network");
    };
  }

  static TextTest anyNetwork(List<Network> networks) {
    List<Network> all = List.copyOf(networks);
    return text -> contains(all, text);
  }

  static boolean contains(List<Network> networks, String address) {
    for (int i = 0; i < networks.size(); i++) {
      if (contains(networks.get(i), address)) {
        return true;
      }
    }
    return false;
  }

  static boolean contains(Network network, String address) {
    String base = network.address();
    if (base.length() != address.length()) {
      return false;
    }
    int whole = network.prefix() >> 3;
    for (int i = 0; i < whole; i++) {
      if (base.charAt(i) != address.charAt(i)) {
        return false;
      }
    }
    int rest = network.prefix() & 7;
    return rest == 0
        || ((base.charAt(whole) ^ address.charAt(whole)) & (0xFF00 >> rest) & 0xFF) == 0;
  }
}
