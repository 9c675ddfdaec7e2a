package dev.creance.workbench.command;

import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.LoadResult;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.RuleSources;
import dev.creance.tuning.propose.Ownership;
import dev.creance.tuning.propose.Proposal;
import dev.creance.tuning.propose.Proposals;
import dev.creance.tuning.propose.Proposer;
import dev.creance.tuning.recording.Recordings;
import dev.creance.tuning.rules.RuleFiles;
import dev.creance.workbench.report.ProposalText;
import dev.creance.workbench.terminal.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Proposes exceptions for a noisy rule. */
@Command(
    name = "propose",
    description = {
      "Proposes the few best exceptions for a noisy rule.",
      "",
      "Each is a rule file that Falco loads behind the others; upstream files stay as they are. It"
          + " was loaded and measured here: it leaves out exactly the hits that it says, and none"
          + " of the labelled attack steps."
    },
    footer = {
      "",
      "'spoofable' marks fields whose value an attacker on the node chooses freely, such as a"
          + " process's",
      "name. The narrower an exception and the less of it is spoofable, the better.",
      "",
      "@|bold Examples|@",
      "  creance propose --rules rules/ --rule NAME corpora/web corpora/attack",
      "  creance propose --rules rules/ --rule NAME --accept 1 --into rules/local.yaml \\",
      "      --author 'Jane Doe' --reason 'nightly backup' corpora/web corpora/attack",
      "  creance propose --rules rules/ --rule NAME --json corpora/web | jq -r"
          + " .proposals[0].overlay",
      "",
      "Exit codes: 0 done, 1 the rules do not load or nothing can be proposed, 3 a corpus is"
          + " damaged."
    })
public final class ProposeCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Mixin private RuleOptions rules = new RuleOptions();

  @Option(
      names = "--rule",
      required = true,
      paramLabel = "NAME",
      description = "The rule; it need not be enabled.")
  private String name = "";

  @Option(
      names = "--most",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many proposals at most. Default: ${DEFAULT-VALUE}.")
  private int most;

  @Option(
      names = "--least-share",
      paramLabel = "PERCENT",
      defaultValue = "2",
      description =
          "How much of the rule's hits an exception has to leave out. Default: ${DEFAULT-VALUE}.")
  private double leastPercent;

  @Option(
      names = "--accept",
      paramLabel = "N",
      description = "Add proposal N to the file given by --into.")
  private int accepted;

  @Option(
      names = "--into",
      paramLabel = "FILE",
      description = "The overlay file that an accepted proposal is added to; made when missing.")
  private @Nullable Path into;

  @Option(names = "--author", paramLabel = "NAME", description = "Who answers for the exception.")
  private String author = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why it is needed.")
  private String reason = "";

  @Option(
      names = "--expires",
      paramLabel = "DATE",
      description = "The day from which 'check' warns of it. Default: half a year from now.")
  private @Nullable LocalDate expires;

  @Option(names = "--json", description = "One JSON document on standard output.")
  private boolean json;

  @Parameters(paramLabel = "CORPUS", arity = "0..*", description = "Corpora, taken together.")
  private List<Path> corpora = new ArrayList<>();

  public ProposeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    TuningInput input = new TuningInput(terminal, command, rules);
    List<Path> paths = input.corpora(corpora);
    if (accepted > 0 && (into == null || author.isBlank() || reason.isBlank())) {
      throw new ParameterException(
          command.commandLine(), "--accept needs --into FILE, --author NAME and --reason TEXT");
    }
    if (input.ruleset().isEmpty()) {
      return ExitCode.NO;
    }
    RuleFiles files =
        new RuleFiles(
            RuleSources.read(rules.rules()),
            LoadOptions.defaults().withSelections(rules.selections()));
    LoadResult loaded = files.load();
    Rule rule = input.rule(loaded.ruleset(), name);
    try (Recordings recordings = Recordings.open(paths)) {
      Proposals found =
          new Proposer(files, recordings)
              .propose(loaded, rule, new Proposer.Options(most, leastPercent / 100, ownership()));
      print(found);
      if (accepted > 0) {
        accept(found);
      }
      return found.proposals().isEmpty() ? ExitCode.NO : ExitCode.DONE;
    }
  }

  private Ownership ownership() {
    Ownership unsigned = Ownership.unsigned(LocalDate.now());
    return new Ownership(
        author, unsigned.date(), Optional.ofNullable(expires).orElse(unsigned.expires()), reason);
  }

  private void print(Proposals found) {
    if (json) {
      ProposalText.json(found, terminal.out());
      terminal.print("");
      terminal.flush();
      return;
    }
    ProposalText.lines(found, terminal.outInk()).forEach(terminal::print);
    terminal.flush();
    terminal.err().println(ProposalText.summary(found));
  }

  private void accept(Proposals found) throws IOException {
    Path file = into;
    if (accepted > found.proposals().size() || file == null) {
      throw new ParameterException(
          command.commandLine(), "there is no proposal " + accepted + " to accept");
    }
    Proposal proposal = found.proposals().get(accepted - 1);
    boolean more = Files.exists(file) && Files.size(file) > 0;
    Files.writeString(
        file,
        (more ? "\n" : "") + proposal.overlay(),
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    terminal.err().println("added to " + file + ": " + proposal.name());
  }
}
