package dev.creance.workbench.command;

import dev.creance.release.bundle.ReleaseException;
import dev.creance.rollout.plan.PlanReader;
import dev.creance.rollout.run.Rollout;
import dev.creance.rollout.run.Rollout.Progress;
import dev.creance.rollout.run.RolloutException;
import dev.creance.rollout.run.RolloutState;
import dev.creance.rollout.run.RolloutState.Phase;
import dev.creance.workbench.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes a release through clusters. */
@Command(
    name = "rollout",
    description = {
      "Takes a release through the clusters of a plan, wave by wave: moves their channels,"
          + " compares",
      "the hits that their agents report with those that were foretold, and goes on, holds, or"
          + " goes",
      "back to what ran before. Every step is in the audit trail; started again, it goes on where"
          + " it",
      "was."
    },
    footer = {
      "",
      "@|bold Examples|@",
      "  creance release rollout --release 1.4.0 web.plan.yaml     begin, as far as it goes now",
      "  creance release rollout --watch web.plan.yaml             and look every 30 s until it"
          + " ends",
      "  creance release status web.plan.yaml                      all clusters in one table",
      "  creance release rollout --promote web.plan.yaml           open the gate by hand",
      "  creance release rollout --hold --reason 'lunch' web.plan.yaml",
      "  creance release rollback --reason 'too noisy' web.plan.yaml",
      "",
      "A plan:",
      "  rollout: web",
      "  rules: registry:5000/rules/web",
      "  policy: policy.json",
      "  prometheus: http://prometheus:9090",
      "  operator: {name: control, key: control.key}       # has the role ROLLBACK in the policy",
      "  gate: {soak: 1h, node_hours: 5, tolerance: 2}",
      "  waves:",
      "    - {name: canary, clusters: [lab]}                # its clusters follow the channel"
          + " canary",
      "    - {name: stable, clusters: [eu-1, {name: eu-2, nodes: 40}]}",
      "",
      "Exit codes: 0 done, or under way and nothing wrong; 1 held, rolled back or refused; 3 the",
      "registry or a file cannot be read."
    })
public final class ReleaseRolloutCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Mixin private RolloutOption rollout = new RolloutOption();

  @Option(
      names = "--release",
      paramLabel = "VERSION",
      description = "The release to begin with: a version, a channel or a digest in the registry.")
  private String release = "";

  @ArgGroup private Pace pace = new Pace();

  @ArgGroup private Deed deed = new Deed();

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      description = "With --watch: how often to look (default: 30).")
  private int every = 30;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the audit trail.")
  private String reason = "";

  @Option(names = "--schema", help = true, description = "Print the JSON schema of plans.")
  private boolean schema;

  @Parameters(arity = "0..1", paramLabel = "PLAN", description = "The plan, a YAML file.")
  private @Nullable Path plan;

  public ReleaseRolloutCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** How long to go on. */
  static final class Pace {
    @Option(names = "--once", description = "Go as far as it can now (default).")
    private boolean once;

    @Option(names = "--watch", description = "Go on until it ends or is held.")
    private boolean watch;
  }

  /** What somebody does by hand. */
  static final class Deed {
    @Option(names = "--promote", description = "Open the gate by hand.")
    private boolean promote;

    @Option(names = "--hold", description = "Stop by hand.")
    private boolean hold;

    @Option(names = "--resume", description = "Let it go on; its wave is measured anew.")
    private boolean resume;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (schema) {
      terminal.print(PlanReader.schema().stripTrailing());
      terminal.flush();
      return ExitCode.DONE;
    }
    if (plan == null || every < 1) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), plan == null ? "which plan?" : "--every takes 1 or more seconds");
    }
    try {
      return rollout.with(plan, this::go);
    } catch (RolloutException e) {
      terminal.err().println("creance: " + e.getMessage());
      return ExitCode.NO;
    }
  }

  private int go(Rollout running)
      throws IOException, InterruptedException, ReleaseException, RolloutException {
    if (!release.isEmpty()) {
      running.start(release, rollout.actor());
    }
    if (deed.promote) {
      running.promote(rollout.actor(), reason);
    } else if (deed.hold) {
      running.hold(rollout.actor(), reason);
    } else if (deed.resume) {
      running.resume(rollout.actor(), reason);
    }
    String said = "";
    while (true) {
      Progress progress = running.advance();
      String line = RolloutText.line(progress);
      if (!line.equals(said)) {
        terminal.err().println(line);
        said = line;
      }
      Phase phase = progress.state().phase();
      if (!pace.watch || phase.ended() || phase == Phase.HELD) {
        return code(progress.state());
      }
      Thread.sleep(Duration.ofSeconds(every));
    }
  }

  private static int code(RolloutState state) {
    return state.phase() == Phase.HELD || state.phase() == Phase.ROLLED_BACK
        ? ExitCode.NO
        : ExitCode.DONE;
  }
}
