package dev.creance.events.field;

import dev.creance.events.Addresses;
import dev.creance.events.Event;
import java.nio.charset.StandardCharsets;

/** Socket addresses and connections in event parameters as text. */
final class SocketText {
  private static final int UNIX = 1;
  private static final int IPV4 = 2;
  private static final int IPV6 = 10;

  private SocketText() {}

  /** A path, or {@code address:port}. */
  static String address(Event event, int offset, int length) {
    byte[] bytes = event.bytes();
    int family = bytes[offset] & 0xff;
    return switch (family) {
      case UNIX ->
          length >= 2 && bytes[offset + length - 1] == 0
              ? Printable.untilNul(bytes, offset + 1, length - 1)
              : "INVALID PATH";
      case IPV4 ->
          length >= 7
              ? Addresses.endpoint(raw(bytes, offset + 1, 4), port(bytes, offset + 5))
              : "INVALID IPv4";
      case IPV6 ->
          length >= 19
              ? Addresses.endpoint(raw(bytes, offset + 1, 16), port(bytes, offset + 17))
              : "INVALID IPv6";
      default -> "family " + family;
    };
  }

  /** {@code address:port->address:port}, or for unix sockets {@code hex->hex path}. */
  static String tuple(Event event, int offset, int length) {
    byte[] bytes = event.bytes();
    int family = bytes[offset] & 0xff;
    return switch (family) {
      case UNIX ->
          length >= 18 && bytes[offset + length - 1] == 0
              ? Long.toHexString(RawValues.number(bytes, offset + 1, 8, false))
                  + "->"
                  + Long.toHexString(RawValues.number(bytes, offset + 9, 8, false))
                  + " "
                  + Printable.untilNul(bytes, offset + 17, length - 17)
              : "INVALID PATH";
      case IPV4 -> length >= 13 ? ipTuple(bytes, offset, 4) : "INVALID IPv4";
      case IPV6 -> length >= 37 ? ipTuple(bytes, offset, 16) : "INVALID IPv6";
      default -> "family " + family;
    };
  }

  private static String ipTuple(byte[] bytes, int offset, int size) {
    String source = raw(bytes, offset + 1, size);
    int sourcePort = port(bytes, offset + 1 + size);
    String destination = raw(bytes, offset + 3 + size, size);
    int destinationPort = port(bytes, offset + 3 + 2 * size);
    if (size == 16 && Addresses.mappedIpv4(source) && Addresses.mappedIpv4(destination)) {
      return Addresses.tuple(
          source.substring(12), sourcePort, destination.substring(12), destinationPort);
    }
    return Addresses.tuple(source, sourcePort, destination, destinationPort);
  }

  private static int port(byte[] bytes, int offset) {
    return (int) RawValues.number(bytes, offset, 2, false);
  }

  private static String raw(byte[] bytes, int offset, int length) {
    return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
  }
}
