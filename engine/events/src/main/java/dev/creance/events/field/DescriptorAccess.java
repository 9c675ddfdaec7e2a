package dev.creance.events.field;

import dev.creance.events.state.Descriptor;
import dev.creance.events.state.DescriptorType;
import dev.creance.events.state.EventScope;
import dev.creance.events.state.ThreadState;
import org.jspecify.annotations.Nullable;

/** The descriptor that the fields of an event speak of, and questions about it. */
final class DescriptorAccess {
  static final int TCP = 2;
  static final int UDP = 3;
  static final int ICMP = 4;
  static final int RAW = 5;
  private static final int NOT_APPLICABLE = 1;

  private DescriptorAccess() {}

  /** The event's descriptor, else the one of the thread's last event. */
  static @Nullable Descriptor of(EventScope scope, ThreadState thread) {
    Descriptor descriptor = scope.descriptor;
    return descriptor != null ? descriptor : thread.descriptor(scope.lastFd);
  }

  /** A transport protocol, {@link #NOT_APPLICABLE} unless it is an IP socket with a role or raw. */
  static int protocol(Descriptor descriptor) {
    DescriptorType type = descriptor.type;
    if (!type.ip()) {
      return NOT_APPLICABLE;
    }
    boolean known = type.serverSocket() || descriptor.hasRole() || descriptor.l4proto() == RAW;
    return known ? descriptor.l4proto() : NOT_APPLICABLE;
  }

  /** Whether it is a socket with two ends. */
  static boolean connectionSocket(Descriptor descriptor) {
    return descriptor.type == DescriptorType.IPV4_SOCKET
        || descriptor.type == DescriptorType.IPV6_SOCKET;
  }
}
