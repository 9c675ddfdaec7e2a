package dev.creance.workbench.command;

import dev.creance.catalogue.Catalogue;
import dev.creance.catalogue.CatalogueException;
import dev.creance.catalogue.Comparison;
import dev.creance.catalogue.RuleCount;
import dev.creance.catalogue.RunSummary;
import dev.creance.catalogue.Workspace;
import dev.creance.workbench.report.Compared;
import dev.creance.workbench.report.HistoryReport;
import dev.creance.workbench.terminal.Terminal;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows what was measured in a workspace. */
@Command(
    name = "history",
    description = "Shows what was measured in a workspace: its runs, a rule through them, or two.",
    footer = {
      "",
      "@|bold Examples|@",
      "  creance history                                the last runs",
      "  creance history --rule 'Run shell untrusted'   its hits in each of them",
      "  creance history --diff 12 15                   what changed from run 12 to run 15",
      "  creance history --json | jq '.runs[0].hits'",
      "",
      "A workspace is a folder that has a catalogue, .creance/catalogue.db; the first",
      "'creance measure --workspace DIR' makes one, and from then on every 'measure' in DIR or below",
      "is remembered there.",
      "Exit codes: 0 done, 1 no such run or rule, 3 there is no workspace or its catalogue can't be",
      "read."
    })
public final class HistoryCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Mixin private Memory memory = new Memory();

  @Option(names = "--rule", paramLabel = "NAME", description = "The hits of this rule.")
  private String rule = "";

  @Option(
      names = "--diff",
      arity = "2",
      paramLabel = "RUN",
      description = "What changed from one run to another.")
  private List<Long> diff = new ArrayList<>();

  @Option(names = "--json", description = "One JSON document on standard output.")
  private boolean json;

  @Option(names = "--limit", paramLabel = "N", description = "How many runs. Default: 20.")
  private int limit = 20;

  public HistoryCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (!rule.isEmpty() && !diff.isEmpty()) {
      throw new ParameterException(command.commandLine(), "either --rule or --diff");
    }
    Optional<Workspace> workspace = memory.workspace();
    if (workspace.isEmpty()) {
      terminal
          .err()
          .println(
              "creance: no workspace here; 'creance measure --workspace . --rules RULES CORPUS'"
                  + " begins one");
      return ExitCode.INPUT;
    }
    try (Catalogue catalogue = Catalogue.read(workspace.get())) {
      if (!diff.isEmpty()) {
        return diff(catalogue);
      }
      return rule.isEmpty() ? runs(catalogue) : rule(catalogue);
    }
  }

  private int runs(Catalogue catalogue) throws CatalogueException {
    List<RunSummary> runs = catalogue.runs(Math.max(1, limit));
    if (json) {
      HistoryReport.runsJson(runs, terminal.out());
      terminal.print("");
    } else if (runs.isEmpty()) {
      terminal.err().println("nothing was measured here yet");
    } else {
      HistoryReport.runs(runs, terminal.outInk()).forEach(terminal::print);
    }
    return ExitCode.DONE;
  }

  private int rule(Catalogue catalogue) throws CatalogueException {
    List<Catalogue.RuleInRun> found = catalogue.history(rule, Math.max(1, limit));
    if (found.isEmpty()) {
      terminal.err().println("creance: no rule '" + rule + "' was measured here");
      return ExitCode.NO;
    }
    if (json) {
      HistoryReport.ruleJson(rule, found, terminal.out());
      terminal.print("");
    } else {
      HistoryReport.rule(found, terminal.outInk()).forEach(terminal::print);
    }
    return ExitCode.DONE;
  }

  private int diff(Catalogue catalogue) throws CatalogueException {
    List<RunSummary> both = new ArrayList<>();
    for (long id : diff) {
      Optional<RunSummary> run = catalogue.run(id);
      if (run.isEmpty()) {
        terminal.err().println("creance: there is no run " + id + "; 'creance history' lists them");
        return ExitCode.NO;
      }
      both.add(run.get());
    }
    List<String> common =
        both.getFirst().corpora().stream()
            .map(RunSummary.OnCorpus::digest)
            .filter(digest ->
                both.getLast().corpora().stream().anyMatch(other -> other.digest().equals(digest)))
            .toList();
    if (common.isEmpty()) {
      terminal.err().println("creance: these runs have no corpus in common");
      return ExitCode.NO;
    }
    Compared compared =
        new Compared(
            both.getFirst(),
            both.getFirst().rules().equals(both.getLast().rules()),
            common.size() < both.getLast().corpora().size(),
            Comparison.of(
                hits(catalogue, both.getFirst(), common), hits(catalogue, both.getLast(), common)));
    if (json) {
      HistoryReport.comparisonJson(compared, both.getLast(), terminal.out());
      terminal.print("");
    } else {
      compared.lines(terminal.outInk()).forEach(terminal::print);
      terminal.flush();
      terminal.err().println(compared.summary(Instant.now()));
    }
    return ExitCode.DONE;
  }

  private static List<RuleCount> hits(Catalogue catalogue, RunSummary run, List<String> corpora)
      throws CatalogueException {
    List<RuleCount> hits = new ArrayList<>();
    for (String digest : corpora) {
      hits.addAll(catalogue.hits(run.id(), digest));
    }
    return hits;
  }
}
