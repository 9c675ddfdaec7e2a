package dev.creance.workbench.command;

import dev.creance.catalogue.Catalogue;
import dev.creance.catalogue.Workspace;
import dev.creance.rollout.alerts.AlertFile;
import dev.creance.rollout.alerts.AlertImport;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Keeps alerts of production in a workspace. */
@Command(
    name = "import",
    description = {
      "Keeps the alerts that Falco or an agent wrote in production in the workspace's catalogue.",
      "An alert is kept once, however often it is imported: by its time, rule, host and output."
    },
    footer = {
      "",
      "Exit codes: 0 done, 3 a file cannot be read or some of its lines are no alerts; what was",
      "readable is kept."
    })
public final class AlertsImportCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private Memory memory = new Memory();

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "JSON lines, plain or gzipped.")
  private List<Path> files = new ArrayList<>();

  public AlertsImportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Optional<Workspace> workspace = memory.workspace();
    if (workspace.isEmpty()) {
      terminal.err().println(noWorkspace());
      return ExitCode.INPUT;
    }
    int code = ExitCode.DONE;
    long alerts = 0;
    try (Catalogue catalogue = Catalogue.open(workspace.get())) {
      AlertImport into = new AlertImport(catalogue.alerts());
      for (Path file : files) {
        AlertFile read = into.file(file);
        alerts += read.alerts();
        code = Math.max(code, told(read, terminal));
      }
      terminal
          .err()
          .println(
              Quantities.count(alerts, "alert", "alerts")
                  + ", "
                  + Quantities.grouped(into.added())
                  + " of them new in "
                  + workspace.get().folder());
    }
    return code;
  }

  static String noWorkspace() {
    return "creance: no workspace here; --workspace DIR names one, or begins it";
  }

  /** Says what of a file could not be used. */
  static int told(AlertFile read, Terminal terminal) {
    if (read.unreadable() > 0) {
      terminal
          .err()
          .println(
              read.file()
                  + ": "
                  + Quantities.count(read.unreadable(), "line is", "lines are")
                  + " no alert");
    }
    if (!read.damage().isEmpty()) {
      terminal
          .err()
          .println(
              "%s: %s after %s"
                  .formatted(
                      read.file(),
                      read.damage(),
                      Quantities.count(read.alerts(), "alert", "alerts")));
    }
    return read.unreadable() == 0 && read.damage().isEmpty() ? ExitCode.DONE : ExitCode.INPUT;
  }
}
