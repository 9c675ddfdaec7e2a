package dev.creance.events.field;

import dev.creance.events.Addresses;
import dev.creance.events.Event;
import dev.creance.events.state.Descriptor;
import dev.creance.events.state.DescriptorType;
import dev.creance.events.state.EventScope;
import dev.creance.events.state.ThreadState;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code fdlist.*}: the descriptors of poll and ppoll, joined by commas. */
final class PollFields extends FieldFamily {
  private static final int POLL = EventTraits.code("PPME_SYSCALL_POLL_X");
  private static final int PPOLL = EventTraits.code("PPME_SYSCALL_PPOLL_X");

  /** What is shown of one descriptor; null = nothing. */
  private interface Item {
    @Nullable String of(long number, @Nullable Descriptor descriptor);
  }

  PollFields() {
    addList("fdlist.nums", (number, descriptor) -> Long.toString(number));
    addList(
        "fdlist.names",
        (number, descriptor) ->
            descriptor == null || descriptor.name.isEmpty() ? "<NA>" : descriptor.name);
    addList("fdlist.cips", (number, socket) -> ofConnection(socket, PollFields::client));
    addList("fdlist.sips", (number, socket) -> server(socket));
    addList("fdlist.cports", (number, socket) -> ofConnection(socket, PollFields::clientPort));
    addList("fdlist.sports", (number, socket) -> ofConnection(socket, PollFields::serverPort));
  }

  private static @Nullable String ofConnection(
      @Nullable Descriptor descriptor, Function<Descriptor, String> value) {
    return descriptor != null && DescriptorAccess.connectionSocket(descriptor)
        ? value.apply(descriptor)
        : null;
  }

  private static String client(Descriptor socket) {
    return Addresses.text(socket.sourceAddress());
  }

  private static String clientPort(Descriptor socket) {
    return Integer.toString(socket.sourcePort());
  }

  private static String serverPort(Descriptor socket) {
    return Integer.toString(socket.destinationPort());
  }

  /** Of a listening IPv6 socket libsinsp prints the first four bytes as if they were IPv4. */
  private static @Nullable String server(@Nullable Descriptor descriptor) {
    if (descriptor == null || !descriptor.type.ip()) {
      return null;
    }
    if (!descriptor.type.serverSocket()) {
      return Addresses.text(descriptor.destinationAddress());
    }
    boolean ipv6 = descriptor.type == DescriptorType.IPV6_SERVER_SOCKET;
    String address = descriptor.sourceAddress();
    return Addresses.text(ipv6 && address.length() == 16 ? address.substring(0, 4) : address);
  }

  private void addList(String field, Item item) {
    addText(field, scope -> list(scope, item));
  }

  private static @Nullable String list(EventScope scope, Item item) {
    Event event = scope.event;
    if (event.code() != POLL && event.code() != PPOLL || !event.has(1)) {
      return null;
    }
    ThreadState thread = thread(scope);
    if (thread == null) {
      return null;
    }
    int offset = event.offset(1);
    int count = DescriptorList.count(event, offset, event.length(1));
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < count; i++) {
      long number = DescriptorList.number(event, offset, i);
      String text = item.of(number, thread.descriptor(number));
      if (text != null) {
        out.append(out.isEmpty() ? "" : ",").append(text);
      }
    }
    return out.isEmpty() ? null : out.toString();
  }
}
