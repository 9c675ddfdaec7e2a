package dev.creance.events.state;

/**
 * An open descriptor (libsinsp's {@code sinsp_fdinfo}). Texts and addresses are byte strings:
 * addresses of 4 or 16 bytes in network order.
 *
 * <p>Like {@link ThreadState} a plain struct that only this package writes.
 */
public final class Descriptor {
  public static final int CONNECTED = 1;
  public static final int CLOEXEC = 1 << 1;
  public static final int ROLE_CLIENT = 1 << 2;
  public static final int ROLE_SERVER = 1 << 3;
  public static final int OVERLAY_UPPER = 1 << 4;
  public static final int OVERLAY_LOWER = 1 << 5;

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

  /** Of sockets: 0 unknown, 1 not applicable, 2 TCP, 3 UDP, 4 ICMP, 5 RAW. */
  public int l4proto;

  /** Client's address and port, or a server socket's; empty and 0 when unknown. */
  public String sourceAddress = "";

  public int sourcePort;
  public String destinationAddress = "";
  public int destinationPort;

  /** Of unix sockets: the kernel addresses of the two ends. */
  public long unixSource;

  public long unixDestination;

  private int version;

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
    return (state & CLOEXEC) != 0;
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
    copy.l4proto = l4proto;
    copy.sourceAddress = sourceAddress;
    copy.sourcePort = sourcePort;
    copy.destinationAddress = destinationAddress;
    copy.destinationPort = destinationPort;
    copy.unixSource = unixSource;
    copy.unixDestination = unixDestination;
    return copy;
  }
}
