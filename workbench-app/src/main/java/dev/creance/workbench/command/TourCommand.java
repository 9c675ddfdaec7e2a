package dev.creance.workbench.command;

import dev.creance.workbench.terminal.Terminal;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The tour of the terminal. */
@Command(
    name = "tour",
    description = "Runs the stock rules on the sample capture, and says what to try next.")
public final class TourCommand implements Callable<Integer> {
  private final Terminal terminal;

  public TourCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    return new Tour(terminal).run();
  }
}
