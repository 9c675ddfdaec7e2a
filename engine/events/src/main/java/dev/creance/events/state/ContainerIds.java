package dev.creance.events.state;

/**
 * Recognises the container of a process by its cgroups, as the machine state does: for whoever has
 * to ask a runtime for its metadata. Not for several threads at once.
 */
public final class ContainerIds {
  private final ContainerMatcher matcher;

  public ContainerIds(Options options) {
    matcher = new ContainerMatcher(options);
  }

  /**
   * The container's id as fields give it.
   *
   * @param cgroups {@code subsystem=path} with a NUL after each, as events and captures hold them
   * @return empty on the host
   */
  public String idOf(String cgroups) {
    return matcher.match(new TextList(cgroups)).id();
  }
}
