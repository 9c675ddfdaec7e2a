package dev.creance.events.state;

import org.jspecify.annotations.Nullable;

/** What a field reader may look up beside the event's own thread and descriptor. */
public interface Surroundings {
  /** The thread with an id; null when unknown. */
  @Nullable ThreadState thread(long tid);

  /** A user of a container ({@code ""} is the host); null when unknown. */
  @Nullable User user(String containerId, int uid);

  /** A group of a container ({@code ""} is the host); null when unknown. */
  @Nullable Group group(String containerId, int gid);

  /** A container's metadata; null until they arrive. */
  @Nullable Container container(String id);

  /**
   * Whether an address (4 or 16 bytes, a byte string) is the thread's own machine: an interface's
   * (of IPv6: in the /64 of one), or for a thread in a container the container's (IPv6: never).
   */
  boolean localAddress(String address, ThreadState thread);

  /** The name of the recorded machine, empty when unknown. */
  default String hostName() {
    return "";
  }

  /**
   * The number of processors of the recorded machine as libsinsp has it in a replay: it forgets
   * what the first head of a file says of the machine, so 0; 0xFFFFFFFF when a later head says
   * nothing.
   */
  long processors();

  /** Boot time of the recorded machine in ns since the epoch; 0 as for {@link #processors()}. */
  long bootTime();

  /** Whether {@code container.*} and {@code k8s.*} come from container engines. */
  boolean containerEngines();

  /**
   * Changes whenever a thread came into or went out of the table. Together with the versions of the
   * threads on the way it tells whether what was derived from a thread's ancestors still holds.
   */
  long threadsVersion();

  /** Changes whenever users, groups, containers or interfaces changed. */
  long lookupsVersion();

  /** A user. */
  record User(int uid, int gid, String name, String home, String shell) {}

  /** A group. */
  record Group(int gid, String name) {}
}
