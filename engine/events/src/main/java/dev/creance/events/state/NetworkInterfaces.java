package dev.creance.events.state;

import dev.creance.events.scap.CaptureHeader.NetworkInterface;
import java.util.List;

/** The network interfaces of the recorded machine. */
final class NetworkInterfaces {
  private static final int LOOPBACK4 = 0x0100007F;
  private static final long LOOPBACK6_SECOND = 1L << 56;

  private int[] addresses4 = {};
  private int[] masks4 = {};
  private long[] firsts6 = {};
  private long[] seconds6 = {};

  private long version;

  /** Changes whenever the interfaces do. */
  long version() {
    return version;
  }

  void clear() {
    set(List.of());
  }

  void set(List<NetworkInterface> interfaces) {
    version++;
    List<NetworkInterface> v4 = interfaces.stream().filter(i -> i.address().length() == 4).toList();
    List<NetworkInterface> v6 =
        interfaces.stream().filter(i -> i.address().length() == 16).toList();
    addresses4 = v4.stream().mapToInt(i -> Bytes.int32(i.address(), 0)).toArray();
    masks4 = v4.stream().mapToInt(i -> Bytes.int32(i.netmask(), 0)).toArray();
    firsts6 = v6.stream().mapToLong(i -> Bytes.int64(i.address(), 0)).toArray();
    seconds6 = v6.stream().mapToLong(i -> Bytes.int64(i.address(), 8)).toArray();
  }

  boolean local4(int address) {
    for (int own : addresses4) {
      if (own == address) {
        return true;
      }
    }
    return false;
  }

  /** Whether an IPv6 address with these first 64 bits is in the subnet of an interface. */
  boolean local6(long first) {
    for (long own : firsts6) {
      if (own == first) {
        return true;
      }
    }
    return false;
  }

  /**
   * Replaces one end of a connection that is all zero by the address of an interface that the other
   * end can be reached from: the other end itself, one in its subnet, the first that isn't
   * loopback.
   */
  void complete(Descriptor descriptor) {
    SocketAddresses socket = descriptor.socket();
    if (descriptor.type == DescriptorType.IPV4_SOCKET) {
      complete4(socket);
    } else if (descriptor.type == DescriptorType.IPV6_SOCKET) {
      complete6(socket);
    }
  }

  private void complete4(SocketAddresses socket) {
    int source = socket.sourceV4();
    int destination = socket.destinationV4();
    if (source != 0 && destination != 0) {
      return;
    }
    int other = source == 0 ? destination : source;
    int inferred = near4(other);
    if (inferred == other && socket.sourcePortV4() == socket.destinationPortV4()) {
      return;
    }
    if (source == 0) {
      socket.sourceV4(inferred);
    } else {
      socket.destinationV4(inferred);
    }
  }

  private int near4(int address) {
    if (local4(address)) {
      return address;
    }
    for (int i = 0; i < addresses4.length; i++) {
      if ((addresses4[i] & masks4[i]) == (address & masks4[i])) {
        return addresses4[i];
      }
    }
    for (int own : addresses4) {
      if (own != LOOPBACK4) {
        return own;
      }
    }
    return 0;
  }

  private void complete6(SocketAddresses socket) {
    boolean noSource = (socket.sourceV6First() | socket.sourceV6Second()) == 0;
    boolean noDestination = (socket.destinationV6First() | socket.destinationV6Second()) == 0;
    if (!noSource && !noDestination) {
      return;
    }
    long first = noSource ? socket.destinationV6First() : socket.sourceV6First();
    long second = noSource ? socket.destinationV6Second() : socket.sourceV6Second();
    int near = near6(first, second);
    long nearFirst = near < 0 ? 0 : firsts6[near];
    long nearSecond = near < 0 ? 0 : seconds6[near];
    if (nearFirst == first
        && nearSecond == second
        && socket.sourcePortV6() == socket.destinationPortV6()) {
      return;
    }
    if (noSource) {
      socket.sourceV6(nearFirst, nearSecond);
    } else {
      socket.destinationV6(nearFirst, nearSecond);
    }
  }

  /** The interface to reach an address from; −1 when there is none. */
  private int near6(long first, long second) {
    int inSubnet = -1;
    int outside = -1;
    for (int i = firsts6.length - 1; i >= 0; i--) {
      if (firsts6[i] == first) {
        if (seconds6[i] == second) {
          return i;
        }
        inSubnet = i;
      }
      if (firsts6[i] != 0 || seconds6[i] != LOOPBACK6_SECOND) {
        outside = i;
      }
    }
    return inSubnet >= 0 ? inSubnet : outside;
  }
}
