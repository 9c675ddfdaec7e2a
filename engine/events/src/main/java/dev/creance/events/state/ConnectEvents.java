package dev.creance.events.state;

import dev.creance.events.Event;
import dev.creance.events.SocketText;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Returns of connect. The pair of addresses comes from the kernel, but where its destination is the
 * address that the caller passed, another thread may have changed that meanwhile: then the address
 * that the enter event saw is believed.
 */
final class ConnectEvents {
  private static final long EINPROGRESS = 115;
  private static final int PAIR = 1;
  private static final int EXIT_ADDRESS = 3;
  private static final int ENTER_ADDRESS = 1;
  private static final int UNIX_PATH_MAX = 108;

  private final EventScope scope;

  /** Bytes of an address and its port. */
  private record End(byte[] bytes, int at) {}

  ConnectEvents(EventScope scope) {
    this.scope = scope;
  }

  /**
   * @param enter the enter event; null when none was kept
   */
  void connect(Event event, @Nullable Event enter) {
    Descriptor descriptor = scope.descriptor;
    long result = scope.returnValue();
    if (descriptor == null || result < 0 && result != -EINPROGRESS) {
      return;
    }
    descriptor.state |= Descriptor.CONNECTED;
    Event seen = enter != null && SocketData.validAddress(enter, ENTER_ADDRESS) ? enter : null;
    if (!event.has(PAIR)) {
      if (seen != null) {
        towards(descriptor, seen, event);
      }
    } else if (SocketData.validPair(event, PAIR)) {
      connected(descriptor, event, seen);
    }
    descriptor.changed();
  }

  /** Without a pair of addresses, only where the connection goes to is known. */
  private static void towards(Descriptor descriptor, Event enter, Event event) {
    byte[] bytes = enter.bytes();
    int at = enter.offset(ENTER_ADDRESS);
    switch (SocketData.family(enter, ENTER_ADDRESS)) {
      case SocketData.INET ->
          towards4(descriptor, Bytes.int32(bytes, at + 1), Bytes.uint16(bytes, at + 5));
      case SocketData.INET6 -> {
        int port = Bytes.uint16(bytes, at + 17);
        if (SocketData.mapped(bytes, at + 1)) {
          towards4(descriptor, Bytes.int32(bytes, at + 13), port);
        } else {
          SocketAddresses socket = descriptor.socket();
          descriptor.type = DescriptorType.IPV6_SOCKET;
          socket.destinationPortV6(port);
          socket.destinationV6(Bytes.int64(bytes, at + 1), Bytes.int64(bytes, at + 9));
        }
      }
      default -> descriptor.name = SocketData.pairText(event, PAIR);
    }
  }

  private static void towards4(Descriptor descriptor, int address, int port) {
    SocketAddresses socket = descriptor.socket();
    descriptor.type = DescriptorType.IPV4_SOCKET;
    socket.destinationV4(address);
    socket.destinationPortV4(port);
  }

  private static void connected(Descriptor descriptor, Event event, @Nullable Event enter) {
    byte[] bytes = event.bytes();
    int at = event.offset(PAIR);
    int family = SocketData.family(event, PAIR);
    Event seen = enter != null && comparable(event, enter, family) ? enter : null;
    boolean changed;
    if (family == SocketData.INET) {
      descriptor.type = DescriptorType.IPV4_SOCKET;
      End to = destination(event, seen, at + 7, 4);
      changed =
          SocketTuples.set4(
              descriptor,
              Bytes.int32(bytes, at + 1),
              Bytes.uint16(bytes, at + 5),
              Bytes.int32(to.bytes, to.at),
              Bytes.uint16(to.bytes, to.at + 4));
    } else if (family == SocketData.INET6) {
      End to = destination(event, seen, at + 19, 16);
      changed = SocketTuples.set6(descriptor, bytes, at + 1, to.bytes, to.at);
    } else {
      connectedUnix(descriptor, event, seen);
      return;
    }
    if (changed && descriptor.server() && descriptor.udp()) {
      descriptor.socket().swapV4();
    }
    descriptor.name = SocketNames.connection(descriptor);
    becomeClient(descriptor);
  }

  private static void becomeClient(Descriptor descriptor) {
    if (!descriptor.hasRole()) {
      descriptor.state |= Descriptor.ROLE_CLIENT;
    }
  }

  /** Whether the address of the exit event can be held against the one of the enter event. */
  private static boolean comparable(Event event, Event enter, int family) {
    return SocketData.validAddress(event, EXIT_ADDRESS)
        && SocketData.family(event, EXIT_ADDRESS) == family
        && SocketData.family(enter, ENTER_ADDRESS) == family;
  }

  /**
   * The destination to believe.
   *
   * @param inPair where the pair has it
   * @param width of the address without the port
   */
  private static End destination(Event event, @Nullable Event enter, int inPair, int width) {
    byte[] bytes = event.bytes();
    if (enter != null) {
      int passed = event.offset(EXIT_ADDRESS) + 1;
      int length = width + 2;
      if (Arrays.equals(bytes, inPair, inPair + length, bytes, passed, passed + length)) {
        return new End(enter.bytes(), enter.offset(ENTER_ADDRESS) + 1);
      }
    }
    return new End(bytes, inPair);
  }

  private static void connectedUnix(Descriptor descriptor, Event event, @Nullable Event enter) {
    if (descriptor.type != DescriptorType.UNIX_SOCKET
        || SocketData.family(event, PAIR) != SocketData.UNIX) {
      return;
    }
    byte[] bytes = event.bytes();
    int at = event.offset(PAIR);
    String path = SocketData.path(bytes, at + 17);
    if (enter != null) {
      String passed = SocketData.path(bytes, event.offset(EXIT_ADDRESS) + 1);
      if (cut(path).equals(cut(passed))) {
        path = SocketData.path(enter.bytes(), enter.offset(ENTER_ADDRESS) + 1);
      }
    }
    long source = Bytes.int64(bytes, at + 1);
    long destination = Bytes.int64(bytes, at + 9);
    descriptor.socket().unix(source, destination);
    descriptor.name = SocketText.unix(source, destination, path);
    becomeClient(descriptor);
  }

  private static String cut(String path) {
    return path.length() <= UNIX_PATH_MAX ? path : path.substring(0, UNIX_PATH_MAX);
  }
}
