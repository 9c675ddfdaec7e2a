package dev.creance.workbench.command;

import dev.creance.corpus.Corpus;
import dev.creance.corpus.CorpusSummary;
import dev.creance.workbench.input.CorpusFolders;
import dev.creance.workbench.input.FileKind;
import dev.creance.workbench.report.CorporaReport;
import dev.creance.workbench.terminal.Style;
import dev.creance.workbench.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what is in corpora. */
@Command(
    name = "corpora",
    description = "Shows what is in corpora: captures, hosts, events, recorded time, labels, size.",
    footer = {
      "",
      "@|bold Examples|@",
      "  creance corpora                      those under corpora/, and those that the workspace knows",
      "  creance corpora corpora/web          one of them",
      "  creance corpora --check corpora/     and check every byte of each",
      "  creance corpora --json | jq '.corpora[].captures[].host'",
      "",
      "Exit codes: 0 good, 3 one is damaged or no corpus."
    })
public final class CorporaCommand implements Callable<Integer> {
  private static final Path DEFAULT = Path.of("corpora");

  private final Terminal terminal;

  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      description =
          "Corpora, or folders with corpora in them. Default: corpora/ and what the workspace knows.")
  private List<Path> paths = new ArrayList<>();

  @Option(names = "--json", description = "One JSON document with all that is known of each.")
  private boolean json;

  @Option(names = "--check", description = "Open each, which checks every byte of it.")
  private boolean check;

  @Mixin private Memory memory = new Memory();

  public CorporaCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    List<Path> folders = paths.isEmpty() ? known() : CorpusFolders.in(paths, true);
    List<CorpusSummary> summaries = new ArrayList<>();
    int code = ExitCode.DONE;
    for (Path folder : folders) {
      try {
        if (check) {
          Corpus.open(folder).close();
        }
        summaries.add(CorpusSummary.of(folder));
      } catch (IOException e) {
        terminal.err().println(terminal.errInk().in(Style.RED, "creance: ") + e.getMessage());
        code = ExitCode.INPUT;
      }
    }
    CorporaReport report = new CorporaReport(summaries);
    if (json) {
      report.json(terminal.out());
      terminal.print("");
    } else if (summaries.isEmpty() && code == ExitCode.DONE) {
      terminal
          .err()
          .println("no corpora here; 'creance import CAPTURE --into corpora/NAME' makes one");
    } else {
      report.lines(terminal.outInk()).forEach(terminal::print);
    }
    return code;
  }

  /** Those here, and those that the workspace remembers and that are still where they were. */
  private List<Path> known() throws IOException {
    Map<Path, Path> all = new LinkedHashMap<>();
    CorpusFolders.in(List.of(DEFAULT), false)
        .forEach(folder -> all.put(folder.toAbsolutePath().normalize(), folder));
    if (memory.workspace().isPresent()) {
      List<Path> remembered =
          memory
              .ask(
                  terminal,
                  (catalogue, workspace) ->
                      catalogue.corpora().stream()
                          .map(corpus -> workspace.path(corpus.path()))
                          .toList())
              .orElse(List.of());
      for (Path folder : remembered) {
        if (FileKind.isCorpus(folder)) {
          all.putIfAbsent(folder.toAbsolutePath().normalize(), folder);
        }
      }
    }
    return List.copyOf(all.values());
  }
}
