package dev.creance.workbench.command;

import dev.creance.grammar.checked.CheckedCondition;
import dev.creance.grammar.checked.CheckedTemplate;
import dev.creance.match.CompiledCondition;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.terminal.Terminal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the events of a capture, or those that a condition is true for. */
@Command(
    name = "events",
    description = "Lists the events of a capture, or those that a condition is true for.",
    footer = {
      "",
      "@|bold Examples|@",
      "  creance events day.scap.gz",
      "  creance events day.scap.gz 'proc.name = bash and evt.type in (execve, execveat)'",
      "  creance events day.scap.gz 'fd.name startswith /etc' -p '%%evt.num %%proc.cmdline"
          + " %%fd.name'",
      "",
      "A format prints an event only when it has all values; with a * in front, missing ones are",
      "printed as <NA>. 'creance fields' lists what conditions and formats can use."
    })
public final class EventsCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "CAPTURE", description = "A capture, plain or gzipped.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path capture;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FILTER",
      description = "A condition over fields, as rules have them. Default: every event.")
  private String filter = "";

  @Option(
      names = {"-p", "--print"},
      paramLabel = "FORMAT",
      description = "What to print of each event, as outputs of rules have it.")
  private String format = EventPrinter.FORMAT;

  @Mixin private EngineOption engines = new EngineOption();

  public EventsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    FreeTexts texts = new FreeTexts(terminal);
    Optional<CheckedTemplate> template = texts.template(format);
    Optional<CheckedCondition> condition =
        filter.isBlank() ? Optional.empty() : texts.condition(filter);
    if (template.isEmpty() || (!filter.isBlank() && condition.isEmpty())) {
      return ExitCode.USAGE;
    }
    Optional<CompiledCondition> compiled = condition.map(CompiledCondition::of);
    CaptureRun run = new CaptureRun(terminal, engines.options());
    EventPrinter printer = new EventPrinter(terminal, template.get());
    run.run(
        List.of(capture),
        (number, scope) -> {
          if (compiled.isEmpty() || compiled.get().holds(scope)) {
            printer.print(scope);
          }
          return true;
        });
    terminal.flush();
    terminal
        .err()
        .println(
            Quantities.grouped(printer.printed())
                + " of "
                + Quantities.count(run.events(), "event", "events"));
    return run.damaged() ? ExitCode.INPUT : ExitCode.DONE;
  }
}
