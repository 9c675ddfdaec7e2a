package dev.creance.events.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Recognises containers by the cgroups of their processes. */
final class ContainerMatcher {
  private static final int KEPT = 256;
  private static final int STATIC_TYPE = 10;
  private static final Match NONE = new Match("", null);

  private final List<ContainerEngine> engines;
  private final @Nullable Match fixed;
  private final @Nullable TextList[] lists = new @Nullable TextList[KEPT];
  private final @Nullable Match[] matches = new @Nullable Match[KEPT];

  /**
   * The container of a process.
   *
   * @param id its id, empty on the host
   * @param metadata what the engine knows of it without asking a runtime; null for most
   */
  record Match(String id, @Nullable Container metadata) {}

  ContainerMatcher(Options options) {
    engines = new ArrayList<>(options.containerEngines());
    Options.StaticContainer container = options.staticContainer();
    fixed = container == null ? null : fixed(container);
  }

  private static Match fixed(Options.StaticContainer container) {
    ImageName image = ImageName.of(container.image());
    return new Match(
        container.id(),
        Container.of(container.id(), "", STATIC_TYPE, container.name())
            .withImage(container.image(), image.repository(), image.tag(), image.digest()));
  }

  /** The first cgroup that an engine recognises decides. */
  Match match(TextList cgroups) {
    int slot = System.identityHashCode(cgroups) & KEPT - 1;
    Match known = matches[slot];
    if (lists[slot] == cgroups && known != null) {
      return known;
    }
    Match found = find(cgroups);
    lists[slot] = cgroups;
    matches[slot] = found;
    return found;
  }

  private Match find(TextList cgroups) {
    Match last = NONE;
    for (String item : cgroups.items()) {
      String path = item.substring(item.indexOf('=') + 1);
      if (!path.isEmpty()) {
        Match match = ofPath(path);
        if (match != null) {
          last = match;
          if (!match.id.isEmpty()) {
            return match;
          }
        }
      }
    }
    return last;
  }

  private @Nullable Match ofPath(String path) {
    if (fixed != null) {
      return fixed;
    }
    for (ContainerEngine engine : engines) {
      String id = CgroupLayouts.id(engine, path);
      if (id != null) {
        return new Match(id, metadata(engine, id));
      }
    }
    return null;
  }

  private static @Nullable Container metadata(ContainerEngine engine, String id) {
    return switch (engine) {
      case LXC, LIBVIRT_LXC, BPM -> Container.of(id, "", engine.type(), "");
      case PODMAN, DOCKER, CRI, CONTAINERD -> null;
    };
  }
}
