package dev.creance.events.state;

import dev.creance.events.Addresses;
import dev.creance.events.Event;
import java.nio.charset.StandardCharsets;

/** The names of sockets, as libsinsp prints addresses and connections. */
final class SocketText {
  private SocketText() {}

  /** A parameter with an address: {@code 1.2.3.4:80}, {@code ::1:80}, a path. */
  static String address(Event event, int parameter) {
    if (!SocketData.validAddress(event, parameter)) {
      return event.has(parameter) ? invalid(event, parameter, "SOCKADDR") : "<NA>";
    }
    byte[] bytes = event.bytes();
    int at = event.offset(parameter);
    int family = SocketData.family(event, parameter);
    return switch (family) {
      case SocketData.UNIX -> SocketData.path(bytes, at + 1);
      case SocketData.INET ->
          Addresses.endpoint(string(bytes, at + 1, 4), Bytes.uint16(bytes, at + 5));
      case SocketData.INET6 ->
          Addresses.endpoint(string(bytes, at + 1, 16), Bytes.uint16(bytes, at + 17));
      default -> "family " + family;
    };
  }

  /** A parameter with two addresses: {@code 1.2.3.4:10->5.6.7.8:80}, {@code 1f->2e /path}. */
  static String pair(Event event, int parameter) {
    if (!SocketData.validPair(event, parameter)) {
      return event.has(parameter) ? invalid(event, parameter, "SOCKTUPLE") : "NULL";
    }
    byte[] bytes = event.bytes();
    int at = event.offset(parameter);
    int family = SocketData.family(event, parameter);
    return switch (family) {
      case SocketData.UNIX ->
          unix(
              Bytes.int64(bytes, at + 1),
              Bytes.int64(bytes, at + 9),
              SocketData.path(bytes, at + 17));
      case SocketData.INET ->
          Addresses.tuple(
              string(bytes, at + 1, 4),
              Bytes.uint16(bytes, at + 5),
              string(bytes, at + 7, 4),
              Bytes.uint16(bytes, at + 11));
      case SocketData.INET6 -> pair6(bytes, at);
      default -> "family " + family;
    };
  }

  private static String pair6(byte[] bytes, int at) {
    boolean mapped = SocketData.mapped(bytes, at + 1) && SocketData.mapped(bytes, at + 19);
    int skip = mapped ? 12 : 0;
    return Addresses.tuple(
        string(bytes, at + 1 + skip, 16 - skip),
        Bytes.uint16(bytes, at + 17),
        string(bytes, at + 19 + skip, 16 - skip),
        Bytes.uint16(bytes, at + 35));
  }

  static String unix(long source, long destination, String path) {
    return Long.toHexString(source) + "->" + Long.toHexString(destination) + " " + path;
  }

  /** The name of a connected socket by its protocol. */
  static String connection(Descriptor descriptor) {
    return descriptor.type == DescriptorType.IPV4_SOCKET
        ? connection4(descriptor)
        : connection6(descriptor);
  }

  private static String connection4(Descriptor descriptor) {
    return switch (descriptor.l4proto()) {
      case SocketAddresses.TCP, SocketAddresses.UDP -> tuple(descriptor);
      case SocketAddresses.ICMP, SocketAddresses.RAW ->
          portless(descriptor.sourceAddress(), descriptor.destinationAddress());
      default -> "<unknown>";
    };
  }

  /**
   * For IPv4 addresses in IPv6 libsinsp takes the ports from where they are in its IPv4 layout,
   * that is out of the middle of the source address: so do we.
   */
  private static String connection6(Descriptor descriptor) {
    SocketAddresses socket = descriptor.socket();
    int protocol = descriptor.l4proto();
    String source = descriptor.sourceAddress();
    String destination = descriptor.destinationAddress();
    boolean mapped =
        SocketData.mapped(socket.sourceV6First(), socket.sourceV6Second())
            && SocketData.mapped(socket.destinationV6First(), socket.destinationV6Second());
    if (mapped) {
      source = source.substring(12);
      destination = destination.substring(12);
    }
    if (protocol == SocketAddresses.TCP || protocol == SocketAddresses.UDP) {
      return mapped
          ? Addresses.tuple(source, socket.sourcePortV4(), destination, socket.destinationPortV4())
          : tuple(descriptor);
    }
    return protocol == SocketAddresses.ICMP ? portless(source, destination) : "<unknown>";
  }

  /** {@code source:port->destination:port}, whatever the protocol. */
  static String tuple(Descriptor descriptor) {
    return Addresses.tuple(
        descriptor.sourceAddress(),
        descriptor.sourcePort(),
        descriptor.destinationAddress(),
        descriptor.destinationPort());
  }

  private static String portless(String source, String destination) {
    return Addresses.text(source) + "->" + Addresses.text(destination);
  }

  private static String invalid(Event event, int parameter, String kind) {
    return switch (SocketData.family(event, parameter)) {
      case SocketData.UNIX -> "INVALID PATH";
      case SocketData.INET -> "INVALID IPv4";
      case SocketData.INET6 -> "INVALID IPv6";
      default -> "INVALID " + kind;
    };
  }

  private static String string(byte[] bytes, int at, int length) {
    return new String(bytes, at, length, StandardCharsets.ISO_8859_1);
  }
}
