package dev.creance.workbench;

import dev.creance.workbench.command.CreanceCommand;
import dev.creance.workbench.command.ExitCode;
import dev.creance.workbench.terminal.Terminal;
import dev.creance.workbench.terminal.Terminal.OutputClosed;

/** The program {@code creance}. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    // Libraries that log find nobody who listens, and would say so on standard error.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    System.exit(run(arguments));
  }

  private static int run(String[] arguments) {
    try (Terminal terminal = Terminal.system()) {
      return run(terminal, arguments);
    } catch (OutputClosed closed) {
      // The reader of a pipe has seen enough; there is nobody left to tell.
      return ExitCode.DONE;
    }
  }

  private static int run(Terminal terminal, String[] arguments) {
    try {
      return CreanceCommand.run(terminal, arguments);
    } catch (OutOfMemoryError full) {
      terminal
          .err()
          .println(
              "creance: "
                  + Runtime.getRuntime().maxMemory() / (1 << 20)
                  + " MB of memory were not enough; nothing that was there before has changed. Run"
                  + " it again with more, for example CREANCE_HEAP=2g creance ...");
      return ExitCode.ENVIRONMENT;
    }
  }
}
