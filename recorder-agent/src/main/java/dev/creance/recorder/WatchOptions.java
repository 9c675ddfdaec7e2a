package dev.creance.recorder;

import dev.creance.recorder.container.Runtimes;
import dev.creance.recorder.kernel.RecordingOptions;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of this machine is watched, where nothing is recorded.
 *
 * @param hostName null for the machine's own
 * @param cgroups that alone are watched; empty for all
 * @param runtimes who is asked for containers
 */
record WatchOptions(
    RecordingOptions kernel, @Nullable String hostName, List<String> cgroups, Runtimes runtimes) {
  static final Set<String> VALUES =
      Set.of("--snaplen", "--syscalls", "--cgroup", "--runtime", "--ring", "--host-name");

  static WatchOptions of(Arguments arguments) throws UsageException, IOException {
    return new WatchOptions(
        RecordOptions.kernel(arguments),
        arguments.value("--host-name"),
        Cgroups.names(arguments.values("--cgroup")),
        RecordOptions.runtimes(arguments));
  }
}
