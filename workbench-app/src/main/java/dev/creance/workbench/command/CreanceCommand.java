package dev.creance.workbench.command;

import dev.creance.workbench.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line as a whole: which commands there are, and what becomes of what they throw. */
@Command(
    name = "creance",
    mixinStandardHelpOptions = true,
    version = "creance " + CreanceCommand.VERSION + ", follows Falco 0.44",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Flies Falco rules on recorded reality: the same alerts as Falco, offline.",
      "Without a command: the workbench on the sample workspace."
    },
    commandListHeading = "%n@|bold Commands|@%n",
    footer = {
      "",
      "@|bold Examples|@",
      "  creance                                                 the workbench on the sample",
      "  creance tour                                            the main job, in the terminal",
      "  creance check corpora/rules                             do these rules load?",
      "  creance replay --rules corpora/rules capture.scap.gz    what would fire, how often?",
      "  creance events capture.scap.gz 'proc.name = bash'       what happened?",
      "  creance explain --rules R --rule NAME --event N C       why did it (not) fire?",
      "  creance verify                                          every test, as CI runs them",
      "",
      "Data goes to standard output, everything else to standard error.",
      "Exit codes: 0 good, 1 the answer is no, 2 wrong usage, 3 input unreadable or damaged,",
      "4 something is missing on this machine."
    })
public final class CreanceCommand implements Callable<Integer> {
  /** This program's version. */
  static final String VERSION = "0.1.0";

  private final Terminal terminal;

  private CreanceCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Runs one command line and gives its exit code. */
  public static int run(Terminal terminal, String... arguments) {
    if (opens(arguments)) {
      return open(terminal, arguments);
    }
    PrintWriter out = new PrintWriter(terminal.out(), false, StandardCharsets.UTF_8);
    CommandLine line =
        new Commands()
            .addTo(new CommandLine(new CreanceCommand(terminal)), terminal, arguments)
            .setOut(out)
            .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
            .setUsageHelpWidth(Math.clamp(terminal.columns(), 80, 120))
            .setUsageHelpLongOptionsMaxWidth(36)
            .setColorScheme(
                CommandLine.Help.defaultColorScheme(
                    terminal.outInk().styled() ? Ansi.ON : Ansi.OFF))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setParameterExceptionHandler((problem, args) -> usageProblem(terminal, problem))
            .setExecutionExceptionHandler((problem, at, parsed) -> failure(terminal, problem));
    for (CommandLine command : line.getSubcommands().values()) {
      command.getCommandSpec().mixinStandardHelpOptions(true);
    }
    int code = line.execute(arguments);
    out.flush();
    terminal.flush();
    return code;
  }

  /** Whether they ask for the window and for nothing that has to be parsed. */
  private static boolean opens(String... arguments) {
    return arguments.length == 0
        || (arguments.length == 2
            && arguments[0].equals("open")
            && !arguments[1].startsWith("-")
            && !arguments[1].startsWith("@"));
  }

  /** Opens the window at once: to make the parser of command lines takes a while of its own. */
  private static int open(Terminal terminal, String... arguments) {
    OpenCommand command = new OpenCommand(terminal);
    try {
      return arguments.length == 0 ? command.call() : command.open(Path.of(arguments[1]));
    } catch (IOException problem) {
      return unreadable(terminal, problem);
    }
  }

  @Override
  public Integer call() throws IOException {
    return new OpenCommand(terminal).call();
  }

  private static int usageProblem(Terminal terminal, ParameterException problem) {
    CommandLine command = problem.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    terminal.err().println(name + ": " + problem.getMessage());
    UnmatchedArgumentException.printSuggestions(
        problem, new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
    terminal.err().println("'" + name + " --help' tells what it takes");
    return ExitCode.USAGE;
  }

  private static int failure(Terminal terminal, Exception problem) throws Exception {
    if (problem instanceof IOException input) {
      return unreadable(terminal, input);
    }
    throw problem;
  }

  private static int unreadable(Terminal terminal, IOException problem) {
    switch (problem) {
      case NoSuchFileException missing ->
          terminal.err().println("creance: " + missing.getFile() + ": no such file");
      case AccessDeniedException denied ->
          terminal.err().println("creance: " + denied.getFile() + ": may not be read");
      default -> terminal.err().println("creance: " + problem.getMessage());
    }
    return ExitCode.INPUT;
  }
}
