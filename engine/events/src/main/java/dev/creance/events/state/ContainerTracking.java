package dev.creance.events.state;

import dev.creance.events.Event;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which container each thread is in, and what is known of containers: what Falco's container plugin
 * does when it reads a capture.
 */
final class ContainerTracking {
  private static final String HOST = "host";
  private static final int HOST_TYPE = 0xfffe;

  private final ContainerMatcher matcher;
  private final Threads threads;
  private final Map<String, Container> known = new HashMap<>();
  private final boolean enabled;
  private long version;

  ContainerTracking(Options options, Threads threads) {
    this.matcher = new ContainerMatcher(options);
    this.enabled = !options.containerEngines().isEmpty() || options.staticContainer() != null;
    this.threads = threads;
    known.put("", Container.of("", HOST, HOST_TYPE, HOST));
  }

  boolean enabled() {
    return enabled;
  }

  long version() {
    return version;
  }

  @Nullable Container get(String id) {
    return known.get(id);
  }

  /** Whether an event can put a thread into another container or tells of one. */
  boolean watches(int code) {
    return switch (code) {
      case EventCodes.CLONE_X,
          EventCodes.FORK_X,
          EventCodes.VFORK_X,
          EventCodes.CLONE3_X,
          EventCodes.EXECVE_X,
          EventCodes.EXECVEAT_X,
          EventCodes.CHROOT_X,
          EventCodes.ASYNCEVENT_E,
          EventCodes.CONTAINER_JSON_2_E ->
          true;
      default -> false;
    };
  }

  /**
   * Digests an event that {@link #watches} holds for.
   *
   * @param source of asynchronous events only those of system calls' source are listened to
   * @return the container that the event speaks of; null when it speaks of none
   */
  @Nullable Container digest(Event event, String source) {
    return switch (event.code()) {
      case EventCodes.ASYNCEVENT_E -> source.equals("syscall") ? asynchronous(event) : null;
      case EventCodes.CONTAINER_JSON_2_E -> event.has(0) ? told(event, 0, true) : null;
      default -> {
        ThreadState thread = threads.find(event.tid());
        if (thread != null && event.int64(0) >= 0) {
          attach(thread);
        }
        yield null;
      }
    };
  }

  private @Nullable Container asynchronous(Event event) {
    return switch (event.text(1)) {
      case "container" -> told(event, 2, true);
      case "container_removed" -> told(event, 2, false);
      default -> null;
    };
  }

  private @Nullable Container told(Event event, int parameter, boolean added) {
    if (!event.has(parameter)) {
      return null;
    }
    Container container =
        ContainerJson.read(event.bytes(), event.offset(parameter), event.length(parameter));
    if (container == null) {
      return null;
    }
    version++;
    if (added) {
      known.put(container.id(), container);
    } else {
      known.remove(container.id());
    }
    return container;
  }

  /** Takes over the metadata of a container. */
  void told(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.ISO_8859_1);
    Container container = ContainerJson.read(bytes, 0, bytes.length);
    if (container != null) {
      version++;
      known.put(container.id(), container);
    }
  }

  /** The container that a container event speaks of; null for other events. */
  static @Nullable Container spokenOf(Event event) {
    int parameter =
        switch (event.code()) {
          case EventCodes.ASYNCEVENT_E ->
              event.text(1).equals("container") || event.text(1).equals("container_removed")
                  ? 2
                  : -1;
          case EventCodes.CONTAINER_JSON_2_E -> 0;
          default -> -1;
        };
    return parameter >= 0 && event.has(parameter)
        ? ContainerJson.read(event.bytes(), event.offset(parameter), event.length(parameter))
        : null;
  }

  /** Finds the containers of all threads. */
  void attachAll() {
    for (long tid : threads.tids()) {
      ThreadState thread = threads.find(tid);
      if (thread != null) {
        attach(thread);
      }
    }
  }

  private void attach(ThreadState thread) {
    if (!enabled) {
      return;
    }
    ContainerMatcher.Match match = matcher.match(thread.cgroupList);
    if (!match.id().equals(thread.containerId)) {
      thread.containerId = match.id();
      thread.changed();
    }
    Container own = match.metadata();
    if (own != null && !own.equals(known.put(own.id(), own))) {
      version++;
    }
  }

  /**
   * Whether an IPv4 address is that of a thread's container; null when its interfaces have to be
   * asked, because the container has another one.
   */
  @Nullable Boolean ownAddress(String id, String address) {
    Container container = known.get(id);
    if (container != null && !container.ip().isEmpty()) {
      return address.equals(bytes(container.ip())) ? true : null;
    }
    for (Container other : known.values()) {
      if (address.equals(bytes(other.ip()))) {
        return true;
      }
    }
    return false;
  }

  /** A dotted IPv4 address as four bytes; empty when it is none. */
  private static String bytes(String dotted) {
    String[] part = dotted.split("\\.", -1);
    if (part.length != 4) {
      return "";
    }
    byte[] bytes = new byte[4];
    for (int i = 0; i < 4; i++) {
      try {
        int value = Integer.parseInt(part[i]);
        if (value < 0 || value > 255) {
          return "";
        }
        bytes[i] = (byte) value;
      } catch (NumberFormatException e) {
        return "";
      }
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
