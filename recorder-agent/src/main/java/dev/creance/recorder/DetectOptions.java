package dev.creance.recorder;

import dev.creance.match.Matching;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code detect} and {@code follow} have in common.
 *
 * @param capture to be read in place of live events; null for none
 * @param from the socket of a recorder; null for watching this machine oneself
 * @param watch what is watched then
 * @param metrics where metrics are served; null for nowhere
 * @param duration how long; zero until stopped
 * @param host what alerts call the machine; a byte string
 */
record DetectOptions(
    @Nullable Path capture,
    @Nullable Path from,
    WatchOptions watch,
    Matching matching,
    @Nullable InetSocketAddress metrics,
    Duration duration,
    String host,
    AlertOptions alerts,
    List<String> command) {

  static final String HELP =
      """

      detect and follow
        --from SOCKET         events of a recorder (record --serve SOCKET), not of this process's own
        --rule-matching WHICH first (as Falco does) or all: how many rules may fire on one event
        --metrics-listen A:P  serves /metrics and /healthz there
        --duration TIME       how long; until SIGTERM or SIGINT if not given
        --host-name NAME      what alerts call the machine
        --cgroup, --runtime, --syscalls, --snaplen, --ring, --include-self as for record
        -- COMMAND…           detect while the command runs
      """;

  private static final Set<String> OWN =
      Set.of("--from", "--rule-matching", "--metrics-listen", "--duration");

  /** Reads a command line that may have more options than these. */
  static Arguments arguments(List<String> line, Set<String> moreValues, Set<String> moreFlags)
      throws UsageException {
    Set<String> values = new HashSet<>(OWN);
    values.addAll(WatchOptions.VALUES);
    values.addAll(AlertOptions.VALUES);
    values.addAll(moreValues);
    Set<String> flags = new HashSet<>(AlertOptions.FLAGS);
    flags.add("--include-self");
    flags.addAll(moreFlags);
    return new Arguments(line, values, flags);
  }

  static DetectOptions of(Arguments arguments, @Nullable String capture)
      throws UsageException, IOException {
    String matching = arguments.value("--rule-matching");
    String host = hostName(arguments.value("--host-name"));
    return new DetectOptions(
        capture == null ? null : Path.of(capture),
        RecordOptions.path(arguments, "--from"),
        WatchOptions.of(arguments),
        matching == null ? Matching.FIRST : matching(matching),
        address(arguments.value("--metrics-listen")),
        arguments.duration("--duration", Duration.ZERO),
        new String(host.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1),
        new AlertOptions(arguments, host, new StandardErrorLog()),
        arguments.rest());
  }

  private static Matching matching(String text) throws UsageException {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "first" -> Matching.FIRST;
      case "all" -> Matching.ALL;
      default -> throw new UsageException("--rule-matching " + text + ": expected first or all");
    };
  }

  static @Nullable InetSocketAddress address(@Nullable String text) throws UsageException {
    if (text == null) {
      return null;
    }
    int colon = text.lastIndexOf(':');
    String port = text.substring(colon + 1);
    if (colon < 0 || !port.matches("\\d{1,5}") || Integer.parseInt(port) > 65535) {
      throw new UsageException("--metrics-listen " + text + ": expected address:port");
    }
    String host = text.substring(0, colon).replaceAll("[\\[\\]]", "");
    return host.isEmpty()
        ? new InetSocketAddress(Integer.parseInt(port))
        : new InetSocketAddress(host, Integer.parseInt(port));
  }

  /** Like Falco, {@code FALCO_HOSTNAME} comes before the kernel's name. */
  private static String hostName(@Nullable String asked) {
    String named = asked != null ? asked : System.getenv("FALCO_HOSTNAME");
    if (named != null && !named.isEmpty()) {
      return named;
    }
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException e) {
      return System.getenv().getOrDefault("HOSTNAME", "localhost");
    }
  }
}
