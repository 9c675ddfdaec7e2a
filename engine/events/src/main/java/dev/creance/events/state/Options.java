package dev.creance.events.state;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the machine state is built; as Falco does by default.
 *
 * @param containerEngines whose containers are recognised by cgroups; with none, every process is
 *     on the host
 * @param staticContainer the container that every process is in, in place of all engines; null for
 *     none
 * @param hostUsers who gives names to ids that the capture does not name
 * @param pluginSources the names of the event sources of plugins by plugin id; events of others
 *     have no source
 * @param hostRoot where the root of the host is mounted, empty for {@code /}
 * @param maxThreads how many threads are kept
 * @param maxDescriptors how many descriptors are kept of each process
 */
public record Options(
    Set<ContainerEngine> containerEngines,
    @Nullable StaticContainer staticContainer,
    HostUsers hostUsers,
    Map<Integer, String> pluginSources,
    String hostRoot,
    int maxThreads,
    int maxDescriptors) {

  private static final int MAX_THREADS = 262_144;
  private static final int MAX_DESCRIPTORS = 4096;

  /** A container that is configured, not found. */
  public record StaticContainer(String id, String name, String image) {}

  public Options {
    containerEngines =
        containerEngines.isEmpty()
            ? EnumSet.noneOf(ContainerEngine.class)
            : EnumSet.copyOf(containerEngines);
    pluginSources = Map.copyOf(pluginSources);
  }

  /** All engines, and names of users of this machine. */
  public static Options defaults() {
    return new Options(
        EnumSet.allOf(ContainerEngine.class),
        null,
        HostUsers.ofThisMachine(),
        Map.of(),
        "",
        MAX_THREADS,
        MAX_DESCRIPTORS);
  }

  public Options withContainerEngines(Set<ContainerEngine> engines) {
    return new Options(
        engines, staticContainer, hostUsers, pluginSources, hostRoot, maxThreads, maxDescriptors);
  }

  public Options withStaticContainer(StaticContainer container) {
    return new Options(
        containerEngines,
        container,
        hostUsers,
        pluginSources,
        hostRoot,
        maxThreads,
        maxDescriptors);
  }

  public Options withHostUsers(HostUsers users) {
    return new Options(
        containerEngines,
        staticContainer,
        users,
        pluginSources,
        hostRoot,
        maxThreads,
        maxDescriptors);
  }

  public Options withPluginSources(Map<Integer, String> sources) {
    return new Options(
        containerEngines,
        staticContainer,
        hostUsers,
        sources,
        hostRoot,
        maxThreads,
        maxDescriptors);
  }
}
