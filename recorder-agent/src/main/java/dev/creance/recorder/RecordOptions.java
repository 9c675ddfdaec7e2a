package dev.creance.recorder;

import dev.creance.recorder.capture.RotationPolicy;
import dev.creance.recorder.container.Runtimes;
import dev.creance.recorder.kernel.RecordingOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code record} was asked to do.
 *
 * @param output the capture to write; null when events are only served
 * @param serve the socket at which a detector is served; null for none
 * @param serveGroup whose members may connect there, beside this user; empty for none
 * @param serveMemory bytes that are kept for a detector that is slow or away
 * @param duration how long, zero for until it is stopped
 * @param flight how far back the flight recorder reaches, zero for writing files all the time
 * @param flightMemory bytes that it may take
 * @param trigger a file whose appearance has the flight recorder's memory written out
 * @param hostName the machine's name in the capture, null for its own
 * @param stats how often counts are told, zero for only at the end
 * @param metrics file that counts are exported to
 * @param cgroups names of the cgroups that alone are recorded; empty for all
 * @param runtimes who is asked for containers
 * @param command to run meanwhile; empty for none
 */
record RecordOptions(
    @Nullable Path output,
    @Nullable Path serve,
    String serveGroup,
    long serveMemory,
    Duration duration,
    RecordingOptions kernel,
    RotationPolicy rotation,
    Duration flight,
    long flightMemory,
    @Nullable Path trigger,
    @Nullable String hostName,
    Duration stats,
    @Nullable Path metrics,
    List<String> cgroups,
    Runtimes runtimes,
    List<String> command) {

  static final String HELP =
      """

      record
        --output FILE         capture to write; compressed when it ends in .gz
        --serve SOCKET        serve events to detect --from SOCKET, beside the capture or in place of it
        --serve-group GROUP   who else may connect there, by name or number; else only this user
        --serve-memory SIZE   what is kept for a detector that is slow or away (8M)
        --duration TIME       how long (10s, 5m, 1h); until SIGTERM or SIGINT if not given
        --snaplen N           also record what is read, written, sent and received: its first N bytes
        --syscalls LIST       what to record: default, io, memory, all, names; -name leaves one out
        --rotate-size SIZE    begin a new file at this size (100M)
        --rotate-time TIME    begin a new file after this time (1h)
        --disk-budget SIZE    with rotation: delete the oldest files when all together are larger
        --flight TIME         keep only the last minutes, in memory; SIGUSR1 writes them to a new file
        --flight-memory SIZE  memory for that (64M)
        --trigger FILE        writes them, too, when this file appears; it is deleted then
        --cgroup PATH         only processes in this cgroup (unified hierarchy) and below; repeatable
        --runtime KIND:SOCKET whom to ask for containers (docker, podman, cri, containerd); repeatable
        --ring SIZE           memory between kernel and recorder, shared out to the CPUs, a power of two
                              (4M); more where a CPU's part would be less than 256K
        --host-name NAME      the machine's name in the capture
        --include-self        record this process, too
        --stats TIME          tell counts and rates this often
        --metrics FILE        export them for Prometheus's text-file collector (every --stats, or 15s)
        -- COMMAND…           record while the command runs
      """;

  private static final Set<String> VALUES =
      Set.of(
          "--output",
          "--serve",
          "--serve-group",
          "--serve-memory",
          "--duration",
          "--snaplen",
          "--syscalls",
          "--rotate-size",
          "--rotate-time",
          "--disk-budget",
          "--flight",
          "--flight-memory",
          "--trigger",
          "--cgroup",
          "--runtime",
          "--ring",
          "--host-name",
          "--stats",
          "--metrics");

  static RecordOptions parse(List<String> line) throws UsageException, IOException {
    Arguments arguments = new Arguments(line, VALUES, Set.of("--include-self"));
    String output = arguments.value("--output");
    Path serve = path(arguments, "--serve");
    if (output == null && serve == null) {
      throw new UsageException("record needs --output FILE, or --serve SOCKET");
    }
    String group = arguments.value("--serve-group");
    if (group != null && serve == null) {
      throw new UsageException("--serve-group says who may connect to --serve SOCKET");
    }
    if (!arguments.words().isEmpty()) {
      throw new UsageException("unexpected word " + arguments.words().getFirst());
    }
    if (output != null && output.endsWith(".zst")) {
      throw new UsageException(
          "--output cannot be compressed with zstd, for Falco and sysdig read only gzip: end it in .gz");
    }
    Duration flight = arguments.duration("--flight", Duration.ZERO);
    if (!flight.isZero() && (output == null || !output.endsWith(".gz"))) {
      throw new UsageException("--flight keeps compressed data: --output must end in .gz");
    }
    return new RecordOptions(
        output == null ? null : Path.of(output),
        serve,
        group == null ? "" : group,
        arguments.size("--serve-memory", 8 << 20),
        arguments.duration("--duration", Duration.ZERO),
        kernel(arguments),
        rotation(arguments),
        flight,
        arguments.size("--flight-memory", 64 << 20),
        path(arguments, "--trigger"),
        arguments.value("--host-name"),
        arguments.duration("--stats", Duration.ZERO),
        path(arguments, "--metrics"),
        Cgroups.names(arguments.values("--cgroup")),
        runtimes(arguments),
        arguments.rest());
  }

  static @Nullable Path path(Arguments arguments, String name) {
    String value = arguments.value(name);
    return value == null ? null : Path.of(value);
  }

  static Runtimes runtimes(Arguments arguments) throws UsageException {
    try {
      return Runtimes.of(arguments.values("--runtime"));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--runtime " + e.getMessage());
    }
  }

  private static RotationPolicy rotation(Arguments arguments) throws UsageException {
    RotationPolicy policy =
        new RotationPolicy(
            arguments.size("--rotate-size", 0),
            arguments.duration("--rotate-time", Duration.ZERO),
            arguments.size("--disk-budget", 0));
    if (policy.diskBytes() > 0 && !policy.rotates()) {
      throw new UsageException("--disk-budget needs --rotate-size or --rotate-time");
    }
    return policy;
  }

  static RecordingOptions kernel(Arguments arguments) throws UsageException, IOException {
    int snaplen = arguments.number("--snaplen", 0);
    String chosen = arguments.value("--syscalls");
    String syscalls = chosen != null ? chosen : snaplen > 0 ? "default,io" : "default";
    int self = arguments.flag("--include-self") ? 0 : (int) ProcessHandle.current().pid();
    try {
      return new RecordingOptions(
          new SyscallSelection().select(syscalls),
          snaplen,
          (int) arguments.size("--ring", RecordingOptions.DEFAULT_RING_BYTES),
          self,
          Cgroups.ids(arguments.values("--cgroup")));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
