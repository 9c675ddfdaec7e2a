package dev.creance.match.compare;

import dev.creance.grammar.checked.Constant;
import dev.creance.grammar.syntax.Operator;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Comparisons of {@code fd.cip.name} and its kin. Falco resolves the name on the right and looks
 * whether the address is among its addresses. No network is asked here: the names that resolve are
 * {@code localhost} and addresses in text form; all others have no address.
 */
public final class HostNames {
  private static final String LOCALHOST4 = "\u007f\0\0\1";
  private static final String LOCALHOST6 = "\0".repeat(15) + "\1";

  private HostNames() {}

  /**
   * The test of an end's address, other than {@code exists}. A modifier is not looked at and the
   * first constant counts; only {@code =}, {@code !=} and {@code in} can pass.
   */
  public static TextTest of(Operator operator, List<Constant> names) {
    if (names.isEmpty()) {
      return address -> false;
    }
    List<String> texts = ValueTests.texts(names);
    Set<String> addresses = new HashSet<>(addresses(texts.getFirst()));
    return switch (operator) {
      case EQ, EQ_EQ -> addresses::contains;
      case NE -> address -> !addresses.contains(address);
      case IN -> {
        texts.forEach(name -> addresses.addAll(addresses(name)));
        yield addresses::contains;
      }
      default -> address -> false;
    };
  }

  /** The addresses of a name, of 4 or 16 bytes. */
  static List<String> addresses(String name) {
    if (name.equals("localhost")) {
      return List.of(LOCALHOST4, LOCALHOST6);
    }
    try {
      InetAddress address =
          name.indexOf(':') < 0 ? Inet4Address.ofPosixLiteral(name) : Inet6Address.ofLiteral(name);
      return List.of(new String(address.getAddress(), StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException notAnAddress) {
      return List.of();
    }
  }
}
