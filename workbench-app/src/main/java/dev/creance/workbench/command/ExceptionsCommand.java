package dev.creance.workbench.command;

import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.RuleSources;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.grammar.source.SourceFile;
import dev.creance.tuning.hidden.HiddenHits;
import dev.creance.tuning.hidden.Suppression;
import dev.creance.tuning.recording.Recordings;
import dev.creance.tuning.rules.OwnershipComments;
import dev.creance.tuning.rules.RuleFiles;
import dev.creance.workbench.report.SuppressionText;
import dev.creance.workbench.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
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

/** Says what exceptions hide. */
@Command(
    name = "exceptions",
    description = {
      "Says what each exception and each negated macro of rules hides: hits that would come without"
          + " it, and labelled attacks that would be seen.",
      "",
      "Those that hide an attack are dangerous; those that hide nothing here are dead."
    },
    footer = {
      "",
      "@|bold Examples|@",
      "  creance exceptions --rules rules/ corpora/web corpora/attack",
      "  creance exceptions --rules rules/ --rule NAME --lists corpora/web",
      "  creance exceptions --rules rules/ --json corpora/* | jq '.[] |"
          + " select(.verdict==\"dangerous\")'",
      "",
      "Exit codes: 0 done, 1 an attack is hidden or the rules do not load, 3 a corpus is damaged."
    })
public final class ExceptionsCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Mixin private RuleOptions rules = new RuleOptions();

  @Option(names = "--rule", paramLabel = "NAME", description = "This rule alone, enabled or not.")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--lists",
      description =
          "Lists, too: the rules are loaded again without each of them, which takes time.")
  private boolean lists;

  @Option(names = "--json", description = "One JSON document on standard output.")
  private boolean json;

  @Parameters(paramLabel = "CORPUS", arity = "0..*", description = "Corpora, taken together.")
  private List<Path> corpora = new ArrayList<>();

  public ExceptionsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    TuningInput input = new TuningInput(terminal, command, rules);
    List<Path> paths = input.corpora(corpora);
    Optional<Ruleset> loaded = input.ruleset();
    if (loaded.isEmpty()) {
      return ExitCode.NO;
    }
    Ruleset ruleset = loaded.get();
    List<Rule> measured = input.rules(ruleset, name);
    List<SourceFile> sources = RuleSources.read(rules.rules());
    try (Recordings recordings = Recordings.open(paths)) {
      HiddenHits hidden = new HiddenHits(recordings);
      List<Suppression> found = new ArrayList<>(hidden.of(measured));
      if (lists) {
        RuleFiles files =
            new RuleFiles(sources, LoadOptions.defaults().withSelections(rules.selections()));
        found.addAll(hidden.ofLists(files, files.load().ruleset(), measured));
      }
      SuppressionText text =
          new SuppressionText(found, OwnershipComments.in(sources), LocalDate.now());
      if (json) {
        text.json(terminal.out());
        terminal.print("");
      } else {
        text.lines(terminal.outInk()).forEach(terminal::print);
      }
      terminal.flush();
      terminal.err().println(text.summary());
      return text.dangerous() ? ExitCode.NO : ExitCode.DONE;
    }
  }
}
