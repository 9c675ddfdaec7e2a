package dev.creance.events.state;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** A container runtime whose containers the container plugin recognises; in its order. */
public enum ContainerEngine {
  PODMAN(11),
  DOCKER(0),
  CRI(6),
  CONTAINERD(7),
  LXC(1),
  LIBVIRT_LXC(2),
  BPM(9);

  private final int type;

  ContainerEngine(int type) {
    this.type = type;
  }

  /** The number of the container type in metadata. */
  int type() {
    return type;
  }

  /** As configurations write it, for example {@code libvirt_lxc}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a choice of engines: {@code all}, {@code none}, or names with commas between.
   *
   * @throws IllegalArgumentException when a name is none of these; the message names it
   */
  public static Set<ContainerEngine> parse(String choice) {
    Set<ContainerEngine> chosen = EnumSet.noneOf(ContainerEngine.class);
    for (String part : choice.split(",")) {
      switch (part.strip()) {
        case "all" -> chosen.addAll(EnumSet.allOf(ContainerEngine.class));
        case "none", "" -> {}
        default -> chosen.add(named(part.strip()));
      }
    }
    return chosen;
  }

  private static ContainerEngine named(String name) {
    for (ContainerEngine engine : values()) {
      if (engine.text().equals(name.replace('-', '_'))) {
        return engine;
      }
    }
    throw new IllegalArgumentException("no container engine is called '" + name + "'");
  }
}
