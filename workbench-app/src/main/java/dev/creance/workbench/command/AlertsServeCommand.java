package dev.creance.workbench.command;

import dev.creance.catalogue.Catalogue;
import dev.creance.catalogue.Workspace;
import dev.creance.rollout.alerts.AlertReceiver;
import dev.creance.rollout.alerts.AlertSink;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.terminal.Terminal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
      "Takes alerts by HTTP, as Falco's http_output and falcosidekick's webhook send them, and",
      "keeps them: in a workspace, each alert once, in a file of JSON lines, or in both. An alert",
      "is answered when it is kept."
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
      paramLabel = "FILE",
      description = "The file that alerts are appended to.")
  private @Nullable Path into;

  @Option(
      names = "--workspace",
      paramLabel = "DIR",
      description = "The workspace that keeps them; it becomes one if it is none yet.")
  private @Nullable Path workspace;

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
    if (into == null && workspace == null) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "where are they kept? --workspace DIR, --into FILE, or both");
    }
    try (Catalogue catalogue =
        workspace == null ? null : Catalogue.open(new Workspace(workspace))) {
      serve(
          new InetSocketAddress(address.group(1), Integer.parseInt(address.group(2))),
          sinks(catalogue));
    }
    return ExitCode.DONE;
  }

  /** The one that keeps an alert once comes first: what fails after it is sent again. */
  private List<AlertSink> sinks(@Nullable Catalogue catalogue) throws IOException {
    List<AlertSink> sinks = new ArrayList<>();
    if (catalogue != null) {
      sinks.add(AlertSink.of(catalogue.alerts()));
    }
    if (into != null) {
      sinks.add(AlertSink.of(into));
    }
    return sinks;
  }

  private void serve(InetSocketAddress address, List<AlertSink> sinks)
      throws IOException, InterruptedException {
    try (AlertReceiver receiver = new AlertReceiver(address, sinks)) {
      terminal.err().println("listening on " + address.getHostString() + ":" + receiver.port());
      Thread.sleep(duration == null ? Duration.ofDays(365_000) : Duration.ofSeconds(duration));
      terminal
          .err()
          .println(
              Quantities.count(receiver.taken(), "alert", "alerts")
                  + " taken, "
                  + receiver.refused()
                  + " refused");
    }
  }
}
