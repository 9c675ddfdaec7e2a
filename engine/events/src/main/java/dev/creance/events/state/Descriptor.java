package dev.creance.events.state;

import org.jspecify.annotations.Nullable;

/**
 * An open descriptor (libsinsp's {@code sinsp_fdinfo}). Texts and addresses are byte strings:
 * addresses of 4 or 16 bytes in network order.
 *
 * <p>Like {@link ThreadState} a plain struct that only this package writes. {@link #oldName} is a
 * measure: it changes without {@link #changed()}.
 */
public final class Descriptor {
  public static final int CONNECTED = 1;
  public static final int ROLE_CLIENT = 1 << 1;
  public static final int ROLE_SERVER = 1 << 2;
  public static final int OVERLAY_UPPER = 1 << 3;
  public static final int OVERLAY_LOWER = 1 << 4;

  private static final int O_CLOEXEC = 1 << 12;

  /** {@code EPOLL_CLOEXEC} and {@code MFD_CLOEXEC} of their own types. */
  private static final int OWN_CLOEXEC = 1;

  public DescriptorType type = DescriptorType.UNKNOWN;
  public String name = "";

  /** The name as it was given, before it was resolved. */
  public String nameRaw = "";

  /** What {@link #name} was when the current event began, for {@code fd.name_changed}. */
  public String oldName = "";

  /** {@code PPM_O_*} bits. */
  public int openFlags;

  public int dev;
  public long ino;

  /** The bits above. */
  public int state;

  /** Of a pidfd: the process. */
  public long pidfdPid;

  /** A place for whoever derives a number from this descriptor, and for which version. */
  public int derivedCode;

  public long derivedKey = -1;

  /** Addresses and ports of a socket; none for anything that never was one. */
  @Nullable SocketAddresses socket;

  private int version;

  /** Keeps a number that somebody derived from this descriptor, and what it holds for. */
  public void derived(long key, int code) {
    derivedKey = key;
    derivedCode = code;
  }

  /** Changes whenever something that a field reads from this descriptor has changed. */
  public int version() {
    return version;
  }

  /** To be called after a change. */
  public void changed() {
    version++;
  }

  public boolean client() {
    return (state & ROLE_CLIENT) != 0;
  }

  public boolean server() {
    return (state & ROLE_SERVER) != 0;
  }

  public boolean hasRole() {
    return (state & (ROLE_CLIENT | ROLE_SERVER)) != 0;
  }

  public boolean connected() {
    return (state & CONNECTED) != 0;
  }

  public boolean closeOnExec() {
    return (openFlags & O_CLOEXEC) != 0
        || (openFlags & OWN_CLOEXEC) != 0
            && (type == DescriptorType.EVENTPOLL || type == DescriptorType.MEMFD);
  }

  void closeOnExec(boolean close) {
    openFlags &= ~(O_CLOEXEC | OWN_CLOEXEC);
    if (close) {
      openFlags |= O_CLOEXEC;
    }
  }

  /**
   * The client's address of a connection, or a server socket's own; of 4 or 16 bytes by the type,
   * all zero when unknown, empty when this is no inet socket.
   */
  public String sourceAddress() {
    return socket == null ? zeroAddress() : socket.sourceAddress(type);
  }

  /** The port of {@link #sourceAddress()}, 0 when unknown. */
  public int sourcePort() {
    return socket == null ? 0 : socket.sourcePort(type);
  }

  /** The server's address of a connection; as {@link #sourceAddress()}, empty of server sockets. */
  public String destinationAddress() {
    if (socket == null) {
      return type.serverSocket() ? "" : zeroAddress();
    }
    return socket.destinationAddress(type);
  }

  /** The port of {@link #destinationAddress()}, 0 when unknown. */
  public int destinationPort() {
    return socket == null ? 0 : socket.destinationPort(type);
  }

  /** Of inet sockets: 0 unknown, 1 not applicable, 2 TCP, 3 UDP, 4 ICMP, 5 RAW; else 0. */
  public int l4proto() {
    return socket == null ? 0 : socket.protocol(type);
  }

  /** Of unix sockets: the kernel address of this end, 0 when unknown. */
  public long unixSource() {
    return socket == null ? 0 : socket.unixSource();
  }

  /** Of unix sockets: the kernel address of the other end, 0 when unknown. */
  public long unixDestination() {
    return socket == null ? 0 : socket.unixDestination();
  }

  /** Whether it has addresses, or had: else it is only what its other fields say. */
  public boolean hasAddresses() {
    return socket != null;
  }

  boolean tcp() {
    return type == DescriptorType.IPV4_SOCKET && l4proto() == SocketAddresses.TCP;
  }

  boolean udp() {
    return type == DescriptorType.IPV4_SOCKET && l4proto() == SocketAddresses.UDP;
  }

  SocketAddresses socket() {
    SocketAddresses own = socket;
    if (own == null) {
      own = new SocketAddresses();
      socket = own;
    }
    return own;
  }

  /** An independent copy. */
  public Descriptor copy() {
    Descriptor copy = new Descriptor();
    copy.type = type;
    copy.name = name;
    copy.nameRaw = nameRaw;
    copy.oldName = oldName;
    copy.openFlags = openFlags;
    copy.dev = dev;
    copy.ino = ino;
    copy.state = state;
    copy.pidfdPid = pidfdPid;
    if (socket != null) {
      copy.socket = socket.copy();
    }
    return copy;
  }

  private String zeroAddress() {
    return type.ipv4() ? SocketAddresses.ZERO4 : type.ipv6() ? SocketAddresses.ZERO6 : "";
  }
}
