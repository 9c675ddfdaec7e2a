package dev.creance.workbench.command;

import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.RuleSources;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.grammar.source.SourceFile;
import dev.creance.tuning.compare.Comparer;
import dev.creance.tuning.compare.Comparison;
import dev.creance.tuning.recording.Recordings;
import dev.creance.workbench.input.CorpusFolders;
import dev.creance.workbench.input.RuleRevision;
import dev.creance.workbench.report.ComparisonText;
import dev.creance.workbench.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares two rulesets by their alerts. */
@Command(
    name = "diff",
    description = {
      "Compares two rulesets by what they do on corpora: alerts that come and go, noise and hit"
          + " rate before and after, attacks newly missed.",
      "",
      "OLD and NEW are files or directories (several with commas between them), or what git has of"
          + " them: REVISION:PATH, or a REVISION alone for the other side's path."
    },
    footer = {
      "",
      "@|bold Examples|@",
      "  creance diff rules/ rules-new/ corpora/web corpora/attack",
      "  creance diff main rules/ corpora/*                          my edits against main",
      "  creance diff HEAD~1:rules/ HEAD:rules/ --markdown corpora/* for a pull request",
      "  creance diff falco-3.yaml falco-4.yaml --overlay local.yaml corpora/web   an upgrade",
      "",
      "Exit codes: 0 done (changes or not), 1 attacks are newly missed or rules do not load,",
      "3 a corpus is damaged or none, or there is no such file or revision."
    })
public final class DiffCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "OLD", description = "The rules as they were.")
  private String old = "";

  @Parameters(index = "1", paramLabel = "NEW", description = "The rules as they are to be.")
  private String changed = "";

  @Parameters(index = "2..*", arity = "1..*", paramLabel = "CORPUS", description = "Corpora.")
  private List<Path> corpora = new ArrayList<>();

  @Option(
      names = "--overlay",
      paramLabel = "FILE",
      description = "Rules that are loaded behind both, such as one's own exceptions.")
  private List<Path> overlays = new ArrayList<>();

  @ArgGroup private @Nullable Form form;

  public DiffCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Forms other than for a terminal. */
  static final class Form {
    @Option(names = "--json", description = "One JSON document on standard output.")
    private boolean json;

    @Option(names = "--markdown", description = "Markdown on standard output.")
    private boolean markdown;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional<Ruleset> before = load(beside(old, changed));
    Optional<Ruleset> after = load(beside(changed, old));
    if (before.isEmpty() || after.isEmpty()) {
      return ExitCode.NO;
    }
    try (Recordings recordings = Recordings.open(CorpusFolders.in(corpora, true))) {
      Comparison comparison =
          new Comparer(recordings).compare(before.get().rules(), after.get().rules());
      print(new ComparisonText(comparison));
      return comparison.newlyMissed().isEmpty() ? ExitCode.DONE : ExitCode.NO;
    }
  }

  /** A revision alone stands for the other side's path in it. */
  private static String beside(String named, String other) {
    boolean path =
        named.indexOf(':') >= 0 || named.indexOf(',') >= 0 || Files.exists(Path.of(named));
    return path ? named : named + ":" + other.substring(other.indexOf(':') + 1);
  }

  private Optional<Ruleset> load(String named) throws IOException, InterruptedException {
    List<SourceFile> sources = new ArrayList<>(RuleRevision.read(named));
    sources.addAll(RuleSources.read(overlays));
    return LoadedRules.loadSources(terminal, sources, LoadOptions.defaults());
  }

  private void print(ComparisonText text) {
    if (form != null && form.json) {
      text.json(terminal.out());
      terminal.print("");
    } else if (form != null && form.markdown) {
      text.markdown().forEach(terminal::print);
    } else {
      text.lines(terminal.outInk()).forEach(terminal::print);
    }
    terminal.flush();
    terminal.err().println(text.summary());
  }
}
