package dev.creance.events.field;

import dev.creance.events.state.Descriptor;
import dev.creance.events.state.DescriptorType;
import dev.creance.events.state.EventScope;
import dev.creance.events.state.ThreadState;
import org.jspecify.annotations.Nullable;

/**
 * The ends of IP sockets. A connection's source is the client, its destination the server; which of
 * them is local is told by the machine's addresses. Most fields need a known role.
 */
final class SocketFields extends FieldFamily {
  /** An end of a connection. */
  private enum End {
    CLIENT,
    SERVER,
    LOCAL,
    REMOTE;

    /** Whether this end is the connection's source. */
    boolean source(Descriptor socket, ThreadState thread, EventScope scope) {
      return switch (this) {
        case CLIENT -> true;
        case SERVER -> false;
        case LOCAL -> scope.surroundings.localAddress(socket.sourceAddress(), thread);
        case REMOTE -> !scope.surroundings.localAddress(socket.sourceAddress(), thread);
      };
    }
  }

  SocketFields() {
    for (End end : End.values()) {
      String letter = end.name().substring(0, 1).toLowerCase(java.util.Locale.ROOT);
      add("fd." + letter + "ip", address(end));
      add("fd." + letter + "net", address(end));
      add("fd." + letter + "port", port(end));
      add("fd." + letter + "proto", portText(end));
      add("fd." + letter + "ip.name", new DomainName(end));
    }
    add("fd.ip", new BothAddresses());
    add("fd.net", new BothAddresses());
    add("fd.port", new BothPorts());
    add("fd.proto", new BothPorts());
    add(
        "fd.l4proto",
        DescriptorFields.access(
            (descriptor, thread, scope) -> descriptor == null ? null : protocol(descriptor)));
    add(
        "fd.sockfamily",
        DescriptorFields.access(
            (descriptor, thread, scope) -> descriptor == null ? null : family(descriptor)));
    add("fd.is_server", SocketFields::isServer);
  }

  private static String protocol(Descriptor descriptor) {
    return switch (DescriptorAccess.protocol(descriptor)) {
      case DescriptorAccess.TCP -> "tcp";
      case DescriptorAccess.UDP -> "udp";
      case DescriptorAccess.ICMP -> "icmp";
      case DescriptorAccess.RAW -> "raw";
      default -> "<NA>";
    };
  }

  private static @Nullable String family(Descriptor descriptor) {
    return descriptor.type.ip()
        ? "ip"
        : descriptor.type == DescriptorType.UNIX_SOCKET ? "unix" : null;
  }

  private static @Nullable Descriptor descriptor(EventScope scope) {
    if (!EventTraits.usesDescriptor(scope.event)) {
      return null;
    }
    ThreadState thread = thread(scope);
    return thread == null ? null : DescriptorAccess.of(scope, thread);
  }

  private static boolean isServer(EventScope scope, Cell into) {
    Descriptor descriptor = descriptor(scope);
    ThreadState thread = thread(scope);
    if (descriptor == null || thread == null) {
      return false;
    }
    boolean server =
        descriptor.type.serverSocket()
            || DescriptorAccess.connectionSocket(descriptor)
                && scope.surroundings.localAddress(descriptor.destinationAddress(), thread);
    into.number = server ? 1 : 0;
    return true;
  }

  /** The address of an end; the server's may be a listening socket's. */
  private static @Nullable String addressOf(End end, EventScope scope) {
    Descriptor socket = descriptor(scope);
    ThreadState thread = thread(scope);
    if (socket == null || thread == null || !socket.hasRole()) {
      return null;
    }
    if (DescriptorAccess.connectionSocket(socket)) {
      return end.source(socket, thread, scope)
          ? socket.sourceAddress()
          : socket.destinationAddress();
    }
    return end == End.SERVER && socket.type.serverSocket() ? socket.sourceAddress() : null;
  }

  private static FieldReader address(End end) {
    return text(scope -> addressOf(end, scope));
  }

  /** The server's port is there for listening sockets of unknown role too. */
  private static FieldReader port(End end) {
    return (scope, into) -> {
      Descriptor socket = descriptor(scope);
      ThreadState thread = thread(scope);
      if (socket == null || thread == null) {
        return false;
      }
      if (DescriptorAccess.connectionSocket(socket) && socket.hasRole()) {
        into.number =
            end.source(socket, thread, scope) ? socket.sourcePort() : socket.destinationPort();
        return true;
      }
      into.number = socket.sourcePort();
      return end == End.SERVER && socket.type.serverSocket();
    };
  }

  /** Ports as text; other descriptors with a role have an empty client, as in libsinsp. */
  private static FieldReader portText(End end) {
    FieldReader port = port(end);
    return (scope, into) -> {
      Descriptor socket = descriptor(scope);
      if (socket == null) {
        return false;
      }
      if (!DescriptorAccess.connectionSocket(socket)) {
        into.text = "";
        return end == End.CLIENT && socket.hasRole()
            || end == End.SERVER && socket.type.serverSocket();
      }
      if (!port.read(scope, into)) {
        return false;
      }
      into.text = Long.toString(into.number);
      return true;
    };
  }

  /** Both addresses of a connection, or the one of a listening socket; no role is needed. */
  private static final class BothAddresses implements FieldReader {
    @Override
    public boolean several() {
      return true;
    }

    @Override
    public boolean read(EventScope scope, Cell into) {
      return false;
    }

    @Override
    public boolean readAll(EventScope scope, Cell into) {
      into.clear();
      Descriptor socket = descriptor(scope);
      if (socket == null) {
        return false;
      }
      if (socket.type.ip()) {
        into.elements.add(socket.sourceAddress());
        if (!socket.type.serverSocket()) {
          into.elements.add(socket.destinationAddress());
        }
      }
      return true;
    }
  }

  /** Both ports of a connection, or the one of a listening socket. */
  private static final class BothPorts implements FieldReader {
    @Override
    public boolean several() {
      return true;
    }

    @Override
    public boolean read(EventScope scope, Cell into) {
      return false;
    }

    @Override
    public boolean readAll(EventScope scope, Cell into) {
      into.clear();
      Descriptor socket = descriptor(scope);
      if (socket == null) {
        return false;
      }
      if (socket.type.ip()) {
        into.add(socket.sourcePort());
        if (!socket.type.serverSocket()) {
          into.add(socket.destinationPort());
        }
      }
      return true;
    }
  }

  /**
   * The domain name of an end: it has none of its own, for no name is looked up during a replay;
   * comparisons get the address, to look up the name on their right side.
   */
  private record DomainName(End end) implements FieldReader {
    @Override
    public boolean several() {
      return true;
    }

    @Override
    public boolean read(EventScope scope, Cell into) {
      return false;
    }

    @Override
    public boolean readAll(EventScope scope, Cell into) {
      into.clear();
      Descriptor socket = descriptor(scope);
      if (socket == null) {
        return false;
      }
      if (DescriptorAccess.connectionSocket(socket)) {
        String address = addressOf(end, scope);
        if (address != null) {
          into.elements.add(address);
        }
      }
      return true;
    }
  }
}
