package dev.creance.workbench.command;

import dev.creance.rollout.alerts.AlertReceiver;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.terminal.Terminal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes alerts by HTTP. */
@Command(
    name = "serve",
    description = {
      "Takes alerts by HTTP, as Falco's http_output and falcosidekick's webhook send them, and"
          + " appends",
      "them to a file of JSON lines for 'creance alerts show'."
    })
public final class AlertsServeCommand implements Callable<Integer> {
  private static final Pattern ADDRESS = Pattern.compile("(.*):(\\d{1,5})");

  private final Terminal terminal;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Option(
      names = "--listen",
      paramLabel = "ADDRESS:PORT",
      description = "Where to listen (default: 127.0.0.1:2801).")
  private String listen = "127.0.0.1:2801";

  @Option(
      names = "--into",
      required = true,
      paramLabel = "FILE",
      description = "The file that alerts are appended to.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path into;

  @Option(
      names = "--duration",
      paramLabel = "SECONDS",
      description = "How long (default: until it is stopped).")
  private @Nullable Long duration;

  public AlertsServeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Matcher address = ADDRESS.matcher(listen);
    if (!address.matches() || Integer.parseInt(address.group(2)) > 65_535) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--listen takes an address and a port, as 127.0.0.1:2801");
    }
    try (AlertReceiver receiver =
        new AlertReceiver(
            new InetSocketAddress(address.group(1), Integer.parseInt(address.group(2))), into)) {
      terminal.err().println("listening on " + address.group(1) + ":" + receiver.port());
      Thread.sleep(duration == null ? Duration.ofDays(365_000) : Duration.ofSeconds(duration));
      terminal
          .err()
          .println(
              Quantities.count(receiver.taken(), "alert", "alerts")
                  + " in "
                  + into
                  + ", "
                  + receiver.refused()
                  + " refused");
    }
    return ExitCode.DONE;
  }
}
