package dev.creance.workbench.command;

import dev.creance.workbench.terminal.Terminal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;

/**
 * The commands by their names. To read the options of all of them takes longer than most of them
 * run: only the one that is called is read, or all, when it takes all to say what there is.
 */
final class Commands {
  private final Map<String, Function<Terminal, Object>> all = new LinkedHashMap<>();

  Commands() {
    all.put("check", CheckCommand::new);
    all.put("replay", ReplayCommand::new);
    all.put("events", EventsCommand::new);
    all.put("explain", ExplainCommand::new);
    all.put("import", ImportCommand::new);
    all.put("corpora", CorporaCommand::new);
    all.put("measure", MeasureCommand::new);
    all.put("hits", HitsCommand::new);
    all.put("history", HistoryCommand::new);
    all.put("search", SearchCommand::new);
    all.put("export", ExportCommand::new);
    all.put("noise", NoiseCommand::new);
    all.put("growth", GrowthCommand::new);
    all.put("robustness", RobustnessCommand::new);
    all.put("cost", CostCommand::new);
    all.put("release", ReleaseCommand::with);
    all.put("alerts", AlertsCommand::with);
    all.put("propose", ProposeCommand::new);
    all.put("diff", DiffCommand::new);
    all.put("exceptions", ExceptionsCommand::new);
    all.put("normal", NormalCommand::with);
    all.put("report", ReportCommand::new);
    all.put("test", TestCommand::new);
    all.put("shrink", ShrinkCommand::new);
    all.put("fields", FieldsCommand::new);
    all.put("bench", BenchCommand::new);
    all.put("conformance", ConformanceCommand::new);
    all.put("open", OpenCommand::new);
    all.put("tour", TourCommand::new);
    all.put("screenshot", ScreenshotCommand::new);
    all.put("warm-up", nobody -> new WarmUpCommand());
  }

  /** The names, in the order in which help lists them. */
  Iterable<String> names() {
    return all.keySet();
  }

  /** Adds the command that the arguments call; all of them where they call none. */
  CommandLine addTo(CommandLine line, Terminal terminal, String... arguments) {
    String called = arguments.length == 0 ? "" : arguments[0];
    all.forEach((name, command) -> {
      if (!all.containsKey(called) || name.equals(called)) {
        line.addSubcommand(command.apply(terminal));
      }
    });
    return line;
  }
}
