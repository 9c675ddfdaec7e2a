package dev.creance.recorder.container;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A container as a cgroup's path names it.
 *
 * @param fullId the runtime's own id: 64 hexadecimal digits, or a name that containerd was given
 * @param namespace containerd's namespace where the path shows it ({@code /default/web}), else
 *     empty
 */
record ContainerReference(String fullId, String namespace) {
  private static final int SHORT_ID = 12;
  private static final Pattern LONG_ID = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern NAMED =
      Pattern.compile("/([A-Za-z0-9][A-Za-z0-9._-]*)/([^/]{1,64})");

  /** The id that events and rules know: its first twelve characters. */
  String shortId() {
    return fullId.length() > SHORT_ID ? fullId.substring(0, SHORT_ID) : fullId;
  }

  /**
   * The reference behind an id that was recognised in cgroups.
   *
   * @param cgroups {@code subsystem=path} with a NUL after each
   * @param id as {@link dev.creance.events.state.ContainerIds} gives it
   */
  static Optional<ContainerReference> of(String cgroups, String id) {
    for (String item : cgroups.split("\0")) {
      String path = item.substring(item.indexOf('=') + 1);
      Matcher longId = LONG_ID.matcher(path);
      while (longId.find()) {
        if (longId.group().startsWith(id)) {
          return Optional.of(new ContainerReference(longId.group(), ""));
        }
      }
      Matcher named = NAMED.matcher(path);
      if (named.matches() && named.group(2).startsWith(id)) {
        return Optional.of(new ContainerReference(named.group(2), named.group(1)));
      }
    }
    return Optional.empty();
  }
}
