package dev.creance.workbench.command;

import dev.creance.catalogue.AuditAction;
import dev.creance.catalogue.AuditTrail;
import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.RuleSources;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.release.approval.Person.Role;
import dev.creance.release.approval.ReleaseFolder;
import dev.creance.release.approval.Signature;
import dev.creance.release.approval.Signing;
import dev.creance.release.bundle.MeasureReport;
import dev.creance.release.bundle.Release;
import dev.creance.release.bundle.ReleaseDraft;
import dev.creance.release.bundle.ReleaseException;
import dev.creance.release.bundle.RuleFile;
import dev.creance.release.bundle.RuleRequirements;
import dev.creance.rollout.AuditDetail;
import dev.creance.workbench.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a release. */
@Command(
    name = "build",
    description = {
      "Makes a release of rule files: loads them, measures them on corpora, compares them with the",
      "release before, and signs the whole as its author."
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 the rules do not load, 3 a file or corpus cannot be read."
    })
public final class ReleaseBuildCommand implements Callable<Integer> {
  private final Terminal terminal;

  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandLine.Model.CommandSpec spec;

  @Option(names = "--name", required = true, paramLabel = "NAME", description = "Of the ruleset.")
  private String name = "";

  @Option(
      names = "--version",
      required = true,
      paramLabel = "VERSION",
      description = "Three numbers, for example 1.4.0.")
  private String version = "";

  @Option(names = "--author", required = true, paramLabel = "PERSON", description = "Who makes it.")
  private String author = "";

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "The author's private key.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path key;

  @Option(
      names = "--into",
      required = true,
      paramLabel = "FOLDER",
      description = "The new folder of the release.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path into;

  @Option(
      names = "--previous",
      paramLabel = "FOLDER",
      description = "The release before: what changes against it is measured.")
  private @Nullable Path previous;

  @Option(
      names = "--corpus",
      paramLabel = "CORPUS",
      description = "A corpus to measure on; may be given several times.")
  private List<Path> corpora = new ArrayList<>();

  @Option(
      names = "--budget",
      paramLabel = "[NAME=]N",
      description =
          "How many hits per node-day a rule may have on what is labelled normal: every rule, or"
              + " those with a tag or of a priority (container=5); a release that exceeds it, or"
              + " misses an attack that the one before caught, needs more approvals.")
  private List<String> budgets = new ArrayList<>();

  @Mixin private TrailOption trail = new TrailOption();

  @Parameters(
      arity = "1..*",
      paramLabel = "RULES",
      description = "Rule files or folders of them, in the order in which they are loaded.")
  private List<Path> rules = new ArrayList<>();

  public ReleaseBuildCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional<Ruleset> loaded = LoadedRules.load(terminal, rules, LoadOptions.defaults());
    if (loaded.isEmpty()) {
      return ExitCode.NO;
    }
    try {
      Release before = previous == null ? null : new ReleaseFolder(previous).release();
      List<RuleFile> files = new ArrayList<>();
      for (Path file : RuleSources.files(rules)) {
        files.add(new RuleFile(file.getFileName().toString(), Files.readAllBytes(file)));
      }
      ReleaseMeasures measures = new ReleaseMeasures(corpora, noiseBudgets());
      MeasureReport report =
          measures.report(
              loaded.get(),
              before == null ? Optional.empty() : Optional.of(ReleaseMeasures.rules(before)));
      RuleRequirements required = RuleRequirements.of(files);
      Release release =
          Release.make(
              new ReleaseDraft(
                  name,
                  version,
                  before == null ? 1 : before.manifest().sequence() + 1,
                  author,
                  required.engineVersion(),
                  required.plugins(),
                  before == null ? "" : before.digest()),
              files,
              report);
      Signature signature =
          Signing.sign(
              release.digest(), author, Role.AUTHOR, Instant.now(), "", ReleaseFiles.key(key));
      try (AuditTrail entries = trail.open(into)) {
        new ReleaseFolder(into).write(release, List.of(signature));
        entries.append(author, AuditAction.BUILT, release.digest(), AuditDetail.of(release));
      }
      ReleaseText.lines(release, List.of(signature)).forEach(terminal::print);
      terminal.flush();
      terminal.err().println(into + ": the release; now somebody else approves it");
      return ExitCode.DONE;
    } catch (ReleaseException | GeneralSecurityException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private NoiseBudgets noiseBudgets() {
    try {
      return new NoiseBudgets(budgets);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
