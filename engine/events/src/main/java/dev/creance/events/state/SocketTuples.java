package dev.creance.events.state;

import dev.creance.events.Event;
import org.jspecify.annotations.Nullable;

/** How the two ends of a socket change with the pairs of addresses that events carry. */
final class SocketTuples {
  private SocketTuples() {}

  /**
   * Takes over a pair; false when it says nothing new (the same ends in either order) or nothing at
   * all.
   */
  static boolean update(
      Descriptor descriptor, Event event, int parameter, NetworkInterfaces interfaces) {
    if (!SocketData.validPair(event, parameter)) {
      return false;
    }
    byte[] bytes = event.bytes();
    int at = event.offset(parameter);
    switch (SocketData.family(event, parameter)) {
      case SocketData.INET -> {
        if (!update4(descriptor, bytes, at)) {
          return false;
        }
      }
      case SocketData.INET6 -> {
        if (!update6(descriptor, bytes, at)) {
          return false;
        }
      }
      case SocketData.UNIX -> {
        descriptor.type = DescriptorType.UNIX_SOCKET;
        descriptor.socket().unix(Bytes.int64(bytes, at + 1), Bytes.int64(bytes, at + 9));
        descriptor.name = SocketData.path(bytes, at + 17);
        return true;
      }
      default -> {}
    }
    assumeUdp(descriptor);
    interfaces.complete(descriptor);
    return true;
  }

  private static boolean update4(Descriptor descriptor, byte[] bytes, int at) {
    int source = Bytes.int32(bytes, at + 1);
    int sourcePort = Bytes.uint16(bytes, at + 5);
    int destination = Bytes.int32(bytes, at + 7);
    int destinationPort = Bytes.uint16(bytes, at + 11);
    if (descriptor.type == DescriptorType.IPV4_SERVER_SOCKET) {
      SocketAddresses socket = descriptor.socket();
      socket.protocolV4(socket.serverProtocolV4());
    }
    become(descriptor, DescriptorType.IPV4_SOCKET);
    return set4(descriptor, source, sourcePort, destination, destinationPort);
  }

  private static boolean update6(Descriptor descriptor, byte[] bytes, int at) {
    if (SocketData.mapped(bytes, at + 1) && SocketData.mapped(bytes, at + 19)) {
      become(descriptor, DescriptorType.IPV4_SOCKET);
      return set4(
          descriptor,
          Bytes.int32(bytes, at + 13),
          Bytes.uint16(bytes, at + 17),
          Bytes.int32(bytes, at + 31),
          Bytes.uint16(bytes, at + 35));
    }
    return set(descriptor, bytes, at + 1, bytes, at + 19);
  }

  private static void become(Descriptor descriptor, DescriptorType type) {
    if (descriptor.type != type) {
      descriptor.type = type;
      descriptor.changed();
    }
  }

  /** TCP would not change its ends, so it must be UDP. */
  private static void assumeUdp(Descriptor descriptor) {
    SocketAddresses socket = descriptor.socket();
    if (descriptor.type == DescriptorType.IPV4_SOCKET
        && socket.protocolV4() == SocketAddresses.UNKNOWN) {
      socket.protocolV4(SocketAddresses.UDP);
    } else if (descriptor.type == DescriptorType.IPV6_SOCKET
        && socket.protocolV6() == SocketAddresses.UNKNOWN) {
      socket.protocolV6(SocketAddresses.UDP);
    }
  }

  /**
   * Sets the ends of an IPv4 socket.
   *
   * @return whether anything changed; a destination that was all zero counts as changed
   */
  static boolean set4(
      Descriptor descriptor, int source, int sourcePort, int destination, int destinationPort) {
    SocketAddresses socket = descriptor.socket();
    int oldSource = socket.sourceV4();
    int oldSourcePort = socket.sourcePortV4();
    int oldDestination = socket.destinationV4();
    int oldDestinationPort = socket.destinationPortV4();
    if (descriptor.type == DescriptorType.IPV4_SOCKET
        && (source == oldSource
                && sourcePort == oldSourcePort
                && destination == oldDestination
                && destinationPort == oldDestinationPort
            || destination == oldSource
                && destinationPort == oldSourcePort
                && source == oldDestination
                && sourcePort == oldDestinationPort)) {
      return false;
    }
    socket.sourceV4(source);
    socket.sourcePortV4(sourcePort);
    socket.destinationV4(destination);
    socket.destinationPortV4(destinationPort);
    return source != oldSource
        || sourcePort != oldSourcePort
        || oldDestination == 0
        || destination != oldDestination
        || oldDestinationPort == 0
        || destinationPort != oldDestinationPort;
  }

  /**
   * Sets the ends of a socket from two addresses of 16 bytes, each followed by its port, and its
   * type: IPv4 when both are IPv4 addresses.
   *
   * @return whether anything changed
   */
  static boolean set6(
      Descriptor descriptor,
      byte[] sourceBytes,
      int source,
      byte[] destinationBytes,
      int destination) {
    if (SocketData.mapped(sourceBytes, source)
        && SocketData.mapped(destinationBytes, destination)) {
      descriptor.type = DescriptorType.IPV4_SOCKET;
      return set4(
          descriptor,
          Bytes.int32(sourceBytes, source + 12),
          Bytes.uint16(sourceBytes, source + 16),
          Bytes.int32(destinationBytes, destination + 12),
          Bytes.uint16(destinationBytes, destination + 16));
    }
    descriptor.type = DescriptorType.IPV6_SOCKET;
    return set(descriptor, sourceBytes, source, destinationBytes, destination);
  }

  private static boolean set(
      Descriptor descriptor,
      byte[] sourceBytes,
      int source,
      byte[] destinationBytes,
      int destination) {
    SocketAddresses socket = descriptor.socket();
    long source1 = Bytes.int64(sourceBytes, source);
    long source2 = Bytes.int64(sourceBytes, source + 8);
    int sourcePort = Bytes.uint16(sourceBytes, source + 16);
    long destination1 = Bytes.int64(destinationBytes, destination);
    long destination2 = Bytes.int64(destinationBytes, destination + 8);
    int destinationPort = Bytes.uint16(destinationBytes, destination + 16);
    boolean sourceStays = source1 == socket.sourceV6First() && source2 == socket.sourceV6Second();
    boolean destinationStays =
        destination1 == socket.destinationV6First() && destination2 == socket.destinationV6Second();
    boolean swapped =
        destination1 == socket.sourceV6First()
            && destination2 == socket.sourceV6Second()
            && source1 == socket.destinationV6First()
            && source2 == socket.destinationV6Second()
            && destinationPort == socket.sourcePortV6()
            && sourcePort == socket.destinationPortV6();
    boolean sourcePortStays = sourcePort == socket.sourcePortV6();
    boolean destinationPortStays = destinationPort == socket.destinationPortV6();
    if (descriptor.type == DescriptorType.IPV6_SOCKET
        && (swapped
            || sourceStays && sourcePortStays && destinationStays && destinationPortStays)) {
      return false;
    }
    boolean noDestination = (socket.destinationV6First() | socket.destinationV6Second()) == 0;
    boolean changed =
        !sourceStays
            || !sourcePortStays
            || noDestination
            || !destinationStays
            || socket.destinationPortV6() == 0
            || !destinationPortStays;
    socket.sourceV6(source1, source2);
    socket.sourcePortV6(sourcePort);
    socket.destinationV6(destination1, destination2);
    socket.destinationPortV6(destinationPort);
    return changed;
  }

  /**
   * Decides who serves: nobody bound to the destination port → client; the source port not used by
   * another IPv4 socket → server; else who receives first. Looks at the IPv4 view whatever the
   * type.
   */
  static void guessRole(Descriptor descriptor, ThreadState thread, boolean incoming) {
    SocketAddresses socket = descriptor.socket();
    int destinationPort = socket.destinationPortV4();
    int sourcePort = socket.sourcePortV4();
    Ports ports = new Ports(destinationPort, sourcePort);
    @Nullable DescriptorTable table = thread.descriptors();
    if (table != null) {
      table.forEach(ports);
    }
    if (!ports.bound) {
      descriptor.state |= Descriptor.ROLE_CLIENT;
    } else if (!ports.usedBySource || incoming) {
      descriptor.state |= Descriptor.ROLE_SERVER;
    } else {
      descriptor.state |= Descriptor.ROLE_CLIENT;
    }
  }

  /** Looks for the uses of two ports among a process's sockets. */
  private static final class Ports implements DescriptorTable.Visitor {
    private final int destinationPort;
    private final int sourcePort;
    private boolean bound;
    private boolean usedBySource;

    Ports(int destinationPort, int sourcePort) {
      this.destinationPort = destinationPort;
      this.sourcePort = sourcePort;
    }

    @Override
    public void visit(long number, Descriptor descriptor) {
      if (descriptor.type == DescriptorType.IPV4_SOCKET) {
        bound |= descriptor.destinationPort() == destinationPort;
        usedBySource |= descriptor.sourcePort() == sourcePort;
      } else if (descriptor.type == DescriptorType.IPV4_SERVER_SOCKET) {
        bound |= descriptor.sourcePort() == destinationPort;
      }
    }
  }
}
