package dev.creance.workbench.command;

import dev.creance.workbench.input.Sample;
import dev.creance.workbench.terminal.Terminal;
import dev.creance.workbench.window.WindowProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Opens the workbench in a window. */
@Command(
    name = "open",
    description = {
      "Opens the workbench on a workspace: a folder with rules and recordings.",
      "Rules are the *.yaml files below its folder rules (or below itself), captures anywhere in it",
      "are imported on the first opening, below its folder .creance, which can be deleted at any"
          + " time."
    },
    footer = {"", "@|bold Example|@", "  creance open rules-repo/"})
public final class OpenCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "The workspace; without one the last that was open, at first the sample.")
  private @Nullable Path workspace;

  public OpenCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    return open(workspace == null ? WindowProgram.last().orElseGet(Sample::workspace) : workspace);
  }

  /** Opens a workspace; gives the exit code. */
  int open(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      throw new NoSuchFileException(folder.toString());
    }
    if (!WindowStart.display()) {
      terminal
          .err()
          .println(
              "creance: there is no display for the workbench's window (DISPLAY and"
                  + " WAYLAND_DISPLAY are not set); here is the tour of the terminal");
      return new Tour(terminal).run();
    }
    if (!WindowStart.possible()) {
      terminal.err().println("creance: " + WindowStart.MISSING);
      return ExitCode.ENVIRONMENT;
    }
    WindowProgram.open(folder);
    return ExitCode.DONE;
  }
}
