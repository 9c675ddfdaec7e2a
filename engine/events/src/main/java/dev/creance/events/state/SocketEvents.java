package dev.creance.events.state;

import dev.creance.events.Event;

/**
 * Sockets: made, bound, connected, accepted, and what sending and receiving tells of their ends.
 */
final class SocketEvents {
  private static final int SOCK_STREAM = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_RAW = 3;
  private static final int IPPROTO_IP = 0;
  private static final int IPPROTO_ICMP = 1;
  private static final int IPPROTO_TCP = 6;
  private static final int IPPROTO_UDP = 17;
  private static final int IPPROTO_RAW = 255;
  private static final int O_CLOEXEC = 1 << 12;

  private final EventScope scope;
  private final OpenDescriptors descriptors;
  private final NetworkInterfaces interfaces;

  SocketEvents(EventScope scope, OpenDescriptors descriptors, NetworkInterfaces interfaces) {
    this.scope = scope;
    this.descriptors = descriptors;
    this.interfaces = interfaces;
  }

  void socket(Event event, ThreadState thread) {
    long number = scope.returnValue();
    if (number >= 0) {
      open(thread, number, event.int32(1), event.int32(2), event.int32(3), event.int32(4));
    }
  }

  private void open(
      ThreadState thread, long number, int domain, int type, int protocol, int flags) {
    Descriptor descriptor = new Descriptor();
    descriptor.openFlags = flags;
    switch (domain) {
      case SocketData.UNIX -> descriptor.type = DescriptorType.UNIX_SOCKET;
      case SocketData.INET -> {
        descriptor.type = DescriptorType.IPV4_SOCKET;
        descriptor.socket().protocolV4(protocol(type, protocol));
      }
      case SocketData.INET6 -> {
        descriptor.type = DescriptorType.IPV6_SOCKET;
        descriptor.socket().protocolV6(protocol(type, protocol));
      }
      case SocketData.NETLINK -> descriptor.type = DescriptorType.NETLINK;
      default -> descriptor.type = DescriptorType.UNKNOWN;
    }
    scope.descriptor = descriptors.add(thread, number, descriptor);
  }

  private static int protocol(int type, int protocol) {
    return switch (protocol) {
      case IPPROTO_TCP -> type == SOCK_RAW ? SocketAddresses.RAW : SocketAddresses.TCP;
      case IPPROTO_UDP -> type == SOCK_RAW ? SocketAddresses.RAW : SocketAddresses.UDP;
      case IPPROTO_ICMP -> type == SOCK_RAW ? SocketAddresses.RAW : SocketAddresses.ICMP;
      case IPPROTO_RAW -> SocketAddresses.RAW;
      case IPPROTO_IP ->
          switch (type & 0xFF) {
            case SOCK_STREAM -> SocketAddresses.TCP;
            case SOCK_DGRAM -> SocketAddresses.UDP;
            default -> SocketAddresses.UNKNOWN;
          };
      default -> SocketAddresses.UNKNOWN;
    };
  }

  void bind(Event event) {
    Descriptor descriptor = scope.descriptor;
    if (descriptor == null || scope.returnValue() < 0 || !SocketData.validAddress(event, 1)) {
      return;
    }
    byte[] bytes = event.bytes();
    int at = event.offset(1);
    int family = SocketData.family(event, 1);
    if (family == SocketData.INET) {
      listenAt4(descriptor, Bytes.int32(bytes, at + 1), Bytes.uint16(bytes, at + 5), false);
    } else if (family == SocketData.INET6) {
      int port = Bytes.uint16(bytes, at + 17);
      if (SocketData.mapped(bytes, at + 1)) {
        listenAt4(descriptor, Bytes.int32(bytes, at + 13), port, true);
      } else if (port > 0) {
        SocketAddresses socket = descriptor.socket();
        descriptor.type = DescriptorType.IPV6_SERVER_SOCKET;
        socket.serverV6(Bytes.int64(bytes, at + 1), Bytes.int64(bytes, at + 9), port);
        socket.serverProtocolV6(socket.protocolV6());
        descriptor.state |= Descriptor.ROLE_SERVER;
      }
    }
    descriptor.name = SocketData.addressText(event, 1);
    descriptor.changed();
  }

  /** A socket that is bound to a port is taken for one that serves. */
  private static void listenAt4(Descriptor descriptor, int address, int port, boolean wasV6) {
    if (port > 0) {
      SocketAddresses socket = descriptor.socket();
      descriptor.type = DescriptorType.IPV4_SERVER_SOCKET;
      socket.serverV4(address, port);
      socket.serverProtocolV4(wasV6 ? socket.protocolV6() : socket.protocolV4());
      descriptor.state |= Descriptor.ROLE_SERVER;
    }
  }

  void accept(Event event, ThreadState thread) {
    long number = scope.returnValue();
    if (number < 0) {
      return;
    }
    thread.lastFd = number;
    if (!SocketData.validPair(event, 1)) {
      return;
    }
    Descriptor descriptor = new Descriptor();
    byte[] bytes = event.bytes();
    int at = event.offset(1);
    switch (SocketData.family(event, 1)) {
      case SocketData.INET -> {
        descriptor.type = DescriptorType.IPV4_SOCKET;
        SocketAddresses socket = descriptor.socket();
        socket.sourceV4(Bytes.int32(bytes, at + 1));
        socket.sourcePortV4(Bytes.uint16(bytes, at + 5));
        socket.destinationV4(Bytes.int32(bytes, at + 7));
        socket.destinationPortV4(Bytes.uint16(bytes, at + 11));
        socket.protocolV4(SocketAddresses.TCP);
      }
      case SocketData.INET6 -> {
        SocketTuples.set6(descriptor, bytes, at + 1, bytes, at + 19);
        if (descriptor.type == DescriptorType.IPV4_SOCKET) {
          descriptor.socket().protocolV4(SocketAddresses.TCP);
        } else {
          descriptor.socket().protocolV6(SocketAddresses.TCP);
        }
      }
      case SocketData.UNIX -> {
        descriptor.type = DescriptorType.UNIX_SOCKET;
        descriptor.socket().unix(Bytes.int64(bytes, at + 1), Bytes.int64(bytes, at + 9));
      }
      default -> {
        return;
      }
    }
    descriptor.name = SocketData.pairText(event, 1);
    if (event.code() == EventCodes.ACCEPT4_X) {
      descriptor.openFlags = event.int32(5) & O_CLOEXEC;
    }
    descriptor.state = Descriptor.ROLE_SERVER | Descriptor.CONNECTED;
    scope.descriptor = descriptors.add(thread, number, descriptor);
  }

  /** The two ends of a pair of connected unix sockets. */
  void socketPair(Event event, ThreadState thread) {
    if (scope.returnValue() < 0) {
      return;
    }
    long first = event.int64(1);
    long second = event.int64(2);
    if (first == second) {
      scope.descriptor = null;
      return;
    }
    Descriptor one = new Descriptor();
    one.type = DescriptorType.UNIX_SOCKET;
    one.socket().unix(event.int64(3), event.int64(4));
    Descriptor other = one.copy();
    scope.descriptor = descriptors.add(thread, first, one);
    descriptors.add(thread, second, other);
  }

  /**
   * Something was read.
   *
   * @param pair the parameter with the pair of addresses, −1 when the event has none
   */
  void read(Event event, ThreadState thread, int pair) {
    Descriptor descriptor = scope.descriptor;
    if (descriptor == null || scope.returnValue() < 0) {
      return;
    }
    connected(descriptor);
    if (pair >= 0 && (descriptor.name.isEmpty() || !descriptor.tcp())) {
      exchanged(event, thread, descriptor, pair, true);
    }
  }

  /** Something was written; parameters as for {@link #read}. */
  void write(Event event, ThreadState thread, int pair) {
    if (scope.descriptor == null && pair >= 0 && event.code() != EventCodes.SENDMMSG_X) {
      openUnknown(event, thread);
    }
    Descriptor descriptor = scope.descriptor;
    if (descriptor == null || scope.returnValue() < 0) {
      return;
    }
    connected(descriptor);
    if (pair >= 0 && (descriptor.name.isEmpty() || !descriptor.tcp())) {
      exchanged(event, thread, descriptor, pair, false);
    }
  }

  private static void connected(Descriptor descriptor) {
    if ((descriptor.state & Descriptor.CONNECTED) == 0
        && (descriptor.type == DescriptorType.IPV4_SOCKET
            || descriptor.type == DescriptorType.IPV6_SOCKET)) {
      descriptor.state |= Descriptor.CONNECTED;
      descriptor.changed();
    }
  }

  /** Something was sent through a socket whose making was missed: it is taken for UDP. */
  private void openUnknown(Event event, ThreadState thread) {
    if (scope.returnValue() < 0 || !event.has(4)) {
      return;
    }
    int family = SocketData.family(event, 4);
    if (family == SocketData.INET || family == SocketData.INET6) {
      open(thread, event.int64(2), family, SOCK_DGRAM, IPPROTO_UDP, 0);
    }
  }

  private void exchanged(
      Event event, ThreadState thread, Descriptor descriptor, int pair, boolean incoming) {
    if (!SocketTuples.update(descriptor, event, pair, interfaces)) {
      return;
    }
    if (descriptor.type == DescriptorType.IPV4_SOCKET
        || descriptor.type == DescriptorType.IPV6_SOCKET) {
      if (!descriptor.hasRole()) {
        SocketTuples.guessRole(descriptor, thread, incoming);
      }
      if (incoming ? descriptor.client() : descriptor.server()) {
        if (descriptor.type == DescriptorType.IPV4_SOCKET) {
          descriptor.socket().swapV4();
        } else {
          descriptor.socket().swapV6();
        }
      }
      descriptor.name = SocketNames.connection(descriptor);
    } else {
      descriptor.name = SocketData.pairText(event, pair);
    }
    descriptor.changed();
  }
}
