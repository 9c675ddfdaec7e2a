package dev.creance.events.state;

import dev.creance.events.Addresses;

/** The names of connected sockets, as libsinsp prints them. */
final class SocketNames {
  private SocketNames() {}

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
}
