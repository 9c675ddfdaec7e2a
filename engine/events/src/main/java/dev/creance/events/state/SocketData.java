package dev.creance.events.state;

import dev.creance.events.Event;
import dev.creance.events.SocketText;
import java.nio.charset.StandardCharsets;

/**
 * Socket addresses and pairs of addresses as event parameters hold them: a byte with the family,
 * then
 *
 * <pre>
 * address, ipv4: address 4, port 2           pair, ipv4: source 4, port 2, destination 4, port 2
 * address, ipv6: address 16, port 2          pair, ipv6: source 16, port 2, destination 16, port 2
 * address, unix: path, NUL                   pair, unix: source 8, destination 8, path, NUL
 * </pre>
 */
final class SocketData {
  static final int UNIX = 1;
  static final int INET = 2;
  static final int INET6 = 10;
  static final int NETLINK = 16;

  private SocketData() {}

  /** The address family of a parameter that is not empty. */
  static int family(Event event, int parameter) {
    return event.bytes()[event.offset(parameter)] & 0xFF;
  }

  /** Whether a parameter holds a whole address; one of another family counts as whole. */
  static boolean validAddress(Event event, int parameter) {
    if (!event.has(parameter)) {
      return false;
    }
    int length = event.length(parameter);
    return switch (family(event, parameter)) {
      case INET -> length >= 7;
      case INET6 -> length >= 19;
      case UNIX -> length >= 2 && terminated(event, parameter);
      default -> true;
    };
  }

  /** Whether a parameter holds a whole pair; one of another family counts as whole. */
  static boolean validPair(Event event, int parameter) {
    if (!event.has(parameter)) {
      return false;
    }
    int length = event.length(parameter);
    return switch (family(event, parameter)) {
      case INET -> length >= 13;
      case INET6 -> length >= 37;
      case UNIX -> length >= 18 && terminated(event, parameter);
      default -> true;
    };
  }

  /** Whether 16 bytes are an IPv4 address ({@code ::ffff:a.b.c.d}) or all zero. */
  static boolean mapped(byte[] bytes, int at) {
    return mapped(Bytes.int64(bytes, at), Bytes.int64(bytes, at + 8));
  }

  /** The same of two little-endian words. */
  static boolean mapped(long first, long second) {
    return first == 0 && ((second & 0xFFFFFFFFL) == 0xFFFF0000L || second == 0);
  }

  /** Text up to a NUL, which is there. */
  static String path(byte[] bytes, int at) {
    int end = at;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, at, end - at, StandardCharsets.ISO_8859_1);
  }

  /** An address as text, {@code <NA>} when the parameter is empty. */
  static String addressText(Event event, int parameter) {
    return event.has(parameter)
        ? SocketText.address(event.bytes(), event.offset(parameter), event.length(parameter))
        : "<NA>";
  }

  /** A pair as text, {@code NULL} when the parameter is empty. */
  static String pairText(Event event, int parameter) {
    return event.has(parameter)
        ? SocketText.pair(event.bytes(), event.offset(parameter), event.length(parameter))
        : "NULL";
  }

  private static boolean terminated(Event event, int parameter) {
    return event.bytes()[event.offset(parameter) + event.length(parameter) - 1] == 0;
  }
}
