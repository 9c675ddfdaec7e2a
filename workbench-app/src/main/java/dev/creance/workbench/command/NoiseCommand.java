package dev.creance.workbench.command;

import dev.creance.grammar.rules.Rule;
import dev.creance.tuning.cause.CauseMeter;
import dev.creance.tuning.noise.NoiseMeter;
import dev.creance.tuning.noise.NoiseReport;
import dev.creance.tuning.normal.NormalProfile;
import dev.creance.tuning.recording.Recordings;
import dev.creance.workbench.report.CauseReport;
import dev.creance.workbench.report.NoiseJson;
import dev.creance.workbench.report.NoiseText;
import dev.creance.workbench.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says how noisy rules are and which attacks they catch. */
@Command(
    name = "noise",
    description = {
      "Says how often rules fire on what is normal, and which labelled attacks they catch.",
      "",
      "Noise is hits per node-day on what is labelled normal; hit rate is attack steps caught of all"
          + " labelled ones; each with the interval of 95%% in which the true value lies. 'distinct'"
          + " counts the same alert once, however often it comes. Precision, where a corpus holds both,"
          + " is hits of attack steps of all hits that labels speak of."
    },
    footer = {
      "",
      "@|bold Examples|@",
      "  creance noise --rules rules/ corpora/web corpora/attack     the ranking",
      "  creance noise --rules rules/ --rule NAME corpora/web        where a rule's noise comes from",
      "  creance noise --rules rules/ --attacks corpora/attack       what catches which attack step",
      "  creance noise --rules rules/ --causes corpora/*             why they fire on normal",
      "  creance noise --rules rules/ --json corpora/*               for programs",
      "",
      "Labels are given at import: --label normal for all of a capture, --labels FILE for parts.",
      "Exit codes: 0 done, 1 the rules do not load, 3 a corpus is damaged or none."
    })
public final class NoiseCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Mixin private RuleOptions rules = new RuleOptions();

  @Option(
      names = "--rule",
      paramLabel = "NAME",
      description = "This rule alone, enabled or not: by workload, host and hour of the day.")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--attacks",
      description = "The labelled attack steps and MITRE techniques, and which rules catch them.")
  private boolean attacks;

  @Option(
      names = "--causes",
      description =
          "Why rules fire on normal: expected here, repeats, metadata missing, drops nearby.")
  private boolean causes;

  @Option(
      names = "--normal",
      paramLabel = "FILE",
      description =
          "With --causes: what is normal (creance normal learn). Without it, each corpus is held"
              + " against the other ones.")
  private Optional<Path> profile = Optional.empty();

  @Option(names = "--json", description = "One JSON document on standard output.")
  private boolean json;

  @Parameters(paramLabel = "CORPUS", arity = "0..*", description = "Corpora, taken together.")
  private List<Path> corpora = new ArrayList<>();

  public NoiseCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    return new TuningInput(terminal, command, rules)
        .measure(
            corpora,
            name,
            (recordings, measured) -> {
              if (causes) {
                printCauses(recordings, measured);
              } else {
                print(new NoiseMeter(recordings).measure(measured));
              }
            });
  }

  private void printCauses(Recordings recordings, List<Rule> measured)
      throws IOException, InterruptedException {
    Optional<NormalProfile> normal =
        profile.isPresent() ? Optional.of(NormalProfile.read(profile.get())) : Optional.empty();
    CauseReport report =
        new CauseReport(new CauseMeter(recordings).measure(measured, normal), terminal.outInk());
    if (json) {
      terminal.print(report.json());
      terminal.flush();
      return;
    }
    (name.isPresent() ? report.detail() : report.rules()).forEach(terminal::print);
    terminal.flush();
    terminal.err().println(report.summary());
  }

  private void print(NoiseReport report) {
    if (json) {
      NoiseJson.write(report, terminal.out());
      terminal.print("");
      terminal.flush();
      return;
    }
    NoiseText text = new NoiseText(report, terminal.outInk());
    if (attacks) {
      text.steps().forEach(terminal::print);
      terminal.print("");
      text.techniques().forEach(terminal::print);
    } else {
      text.rules().forEach(terminal::print);
      if (name.isPresent()) {
        terminal.print("");
        text.detail(report.rules().getFirst()).forEach(terminal::print);
      }
    }
    terminal.flush();
    terminal.err().println(text.summary());
  }
}
