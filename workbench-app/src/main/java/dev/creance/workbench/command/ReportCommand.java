package dev.creance.workbench.command;

import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.LoadResult;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.RuleSources;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.grammar.source.SourceFile;
import dev.creance.tuning.compare.Comparer;
import dev.creance.tuning.compare.Comparison;
import dev.creance.tuning.growth.GrowthMeter;
import dev.creance.tuning.noise.NoiseMeter;
import dev.creance.tuning.noise.NoiseReport;
import dev.creance.tuning.noise.NoiseReport.RuleNoise;
import dev.creance.tuning.propose.Ownership;
import dev.creance.tuning.propose.Proposals;
import dev.creance.tuning.propose.Proposer;
import dev.creance.tuning.recording.Recording;
import dev.creance.tuning.recording.Recordings;
import dev.creance.tuning.rules.RuleFiles;
import dev.creance.workbench.report.HtmlReport;
import dev.creance.workbench.terminal.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a report for people who have no Creance. */
@Command(
    name = "report",
    description =
        "Writes one self-contained HTML file: noise ranking, timelines, noise by hour, attack steps,"
            + " coverage of techniques, proposals for the noisiest rules, and what a change does.",
    footer = {
      "",
      "@|bold Example|@",
      "  creance report --rules rules/ --html report.html corpora/web corpora/attack",
      "  creance report --rules rules/ --changed local.yaml --html review.html corpora/*",
      "",
      "Exit codes: 0 done, 1 the rules do not load, 3 a corpus is damaged or none."
    })
public final class ReportCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Mixin private RuleOptions rules = new RuleOptions();

  @Option(names = "--html", required = true, paramLabel = "FILE", description = "The file.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path html;

  @Option(
      names = "--changed",
      paramLabel = "FILE",
      description =
          "Rules that are loaded behind the others: the report begins with what they change.")
  private List<Path> changed = new ArrayList<>();

  @Option(
      names = "--proposals",
      paramLabel = "N",
      defaultValue = "3",
      description = "For how many of the noisiest rules. Default: ${DEFAULT-VALUE}.")
  private int proposals;

  @Parameters(paramLabel = "CORPUS", arity = "0..*", description = "Corpora, taken together.")
  private List<Path> corpora = new ArrayList<>();

  public ReportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    TuningInput input = new TuningInput(terminal, command, rules);
    List<Path> paths = input.corpora(corpora);
    Optional<Ruleset> ruleset = input.ruleset();
    if (ruleset.isEmpty()) {
      return ExitCode.NO;
    }
    List<Rule> enabled = ruleset.get().rules().stream().filter(Rule::enabled).toList();
    try (Recordings recordings = Recordings.open(paths)) {
      Optional<Comparison> difference = Optional.empty();
      if (!changed.isEmpty()) {
        Optional<Ruleset> after = changed();
        if (after.isEmpty()) {
          return ExitCode.NO;
        }
        difference =
            Optional.of(
                new Comparer(recordings).compare(ruleset.get().rules(), after.get().rules()));
      }
      NoiseReport noise = new NoiseMeter(recordings).measure(enabled);
      HtmlReport report =
          new HtmlReport(
              noise,
              new GrowthMeter(recordings).measure(enabled),
              proposed(noise, recordings),
              difference,
              recordings.all().stream().map(Recording::name).toList());
      Files.writeString(html, report.text(), StandardCharsets.UTF_8);
    }
    terminal.err().println("written: " + html);
    return ExitCode.DONE;
  }

  private Optional<Ruleset> changed() throws IOException {
    List<SourceFile> sources = new ArrayList<>(RuleSources.read(rules.rules()));
    sources.addAll(RuleSources.read(changed));
    return LoadedRules.loadSources(
        terminal, sources, LoadOptions.defaults().withSelections(rules.selections()));
  }

  private List<Proposals> proposed(NoiseReport noise, Recordings recordings)
      throws IOException, InterruptedException {
    RuleFiles files =
        new RuleFiles(
            RuleSources.read(rules.rules()),
            LoadOptions.defaults().withSelections(rules.selections()));
    LoadResult loaded = files.load();
    Proposer proposer = new Proposer(files, recordings);
    Proposer.Options options = new Proposer.Options(2, 0.05, Ownership.unsigned(LocalDate.now()));
    List<RuleNoise> noisiest =
        noise.rules().stream()
            .filter(rule -> rule.normalHits() > 1)
            .sorted(Comparator.comparingLong(rule -> -rule.normalHits()))
            .limit(proposals)
            .toList();
    List<Proposals> found = new ArrayList<>();
    for (RuleNoise rule : noisiest) {
      Optional<Rule> known = loaded.ruleset().rule(rule.rule().name());
      if (known.isPresent()) {
        found.add(proposer.propose(loaded, known.get(), options));
      }
    }
    return found;
  }
}
