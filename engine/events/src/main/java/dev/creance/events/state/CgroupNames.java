package dev.creance.events.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names of cgroup subsystems made the same whatever the kernel calls them. */
final class CgroupNames {
  private static final int KEPT = 64;

  private final @Nullable TextList[] raw = new @Nullable TextList[KEPT];
  private final @Nullable TextList[] normal = new @Nullable TextList[KEPT];

  /**
   * The list with normal names.
   *
   * @param raw each {@code subsystem=path}
   * @param old what stays when an item has no {@code =}
   */
  TextList normal(TextList raw, TextList old) {
    int slot = System.identityHashCode(raw) & KEPT - 1;
    TextList known = normal[slot];
    if (this.raw[slot] == raw && known != null) {
      return known;
    }
    List<String> items = new ArrayList<>();
    for (String item : raw.items()) {
      int equals = item.indexOf('=');
      if (equals < 0) {
        return old;
      }
      items.add(subsystem(item.substring(0, equals)) + item.substring(equals));
    }
    TextList result = TextList.of(items);
    this.raw[slot] = raw;
    normal[slot] = result;
    return result;
  }

  private static String subsystem(String name) {
    int suffix = name.indexOf("_cgroup");
    String shortened =
        suffix < 0 ? name : name.substring(0, suffix) + name.substring(suffix + "_cgroup".length());
    return switch (shortened) {
      case "perf" -> "perf_event";
      case "mem" -> "memory";
      case "io" -> "blkio";
      default -> shortened;
    };
  }
}
