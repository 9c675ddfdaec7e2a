package dev.creance.workbench.command;

import dev.creance.release.approval.Verdict;
import dev.creance.release.approval.Verifier;
import dev.creance.release.bundle.ReleaseException;
import dev.creance.release.publish.Fetched;
import dev.creance.release.publish.Fetcher;
import dev.creance.release.registry.Registry;
import dev.creance.rollout.gate.Judgement;
import dev.creance.rollout.run.ClusterStatus;
import dev.creance.rollout.run.Rollout;
import dev.creance.rollout.run.RolloutException;
import dev.creance.rollout.run.RolloutState;
import dev.creance.workbench.report.RolloutJson;
import dev.creance.workbench.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;

/** Says what channels point at. */
@Command(
    name = "status",
    description = {
      "Says which release a channel points at, and whether the policy lets it run; of rollout"
          + " plans,",
      "what every cluster runs and how noisy it is there, foretold and measured."
    },
    footer = {
      "",
      "@|bold Examples|@",
      "  creance release status --policy policy.json registry:5000/rules/web:stable",
      "  creance release status web.plan.yaml                      all clusters in one table",
      "  creance release status --json web.plan.yaml | jq '.rollouts[].clusters[] | select(.drift >"
          + " 0)'",
      "",
      "Exit codes: 0 all may run, 1 one may not or is not as foretold, 3 a registry cannot be",
      "reached."
    })
public final class ReleaseStatusCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "Who may make and approve releases; plans name their own.")
  private @Nullable Path policy;

  @Option(names = "--json", description = "Plans as one JSON document on standard output.")
  private boolean json;

  @Mixin private RolloutOption rollout = new RolloutOption();

  @Parameters(
      arity = "1..*",
      paramLabel = "REFERENCE|PLAN",
      description = "Channels, or rollout plans (*.yaml).")
  private List<String> channels = new ArrayList<>();

  public ReleaseStatusCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Path> plans = new ArrayList<>();
    List<String> references = new ArrayList<>();
    for (String channel : channels) {
      if (channel.endsWith(".yaml") || channel.endsWith(".yml")) {
        plans.add(Path.of(channel));
      } else {
        references.add(channel);
      }
    }
    if (json && !references.isEmpty()) {
      throw new CommandLine.ParameterException(
          command.commandLine(), "--json is for rollout plans");
    }
    int code = json ? document(plans) : ExitCode.DONE;
    for (Path file : json ? List.<Path>of() : plans) {
      code = Math.max(code, plan(file, this::table));
    }
    return references.isEmpty() ? code : Math.max(code, references(references));
  }

  /** What is said of a plan. */
  @FunctionalInterface
  private interface Saying {
    void say(Path file, Rollout running, List<ClusterStatus> clusters)
        throws IOException, InterruptedException, ReleaseException;
  }

  private int document(List<Path> plans) throws IOException, InterruptedException {
    int code = ExitCode.DONE;
    try (JsonGenerator document = RolloutJson.begin(terminal.out())) {
      for (Path file : plans) {
        code =
            Math.max(
                code,
                plan(
                    file,
                    (plan, running, clusters) -> {
                      RolloutState state = running.state();
                      RolloutJson.write(
                          document, plan.toString(), state, gate(running, state), clusters);
                    }));
      }
      RolloutJson.end(document);
    }
    terminal.print("");
    terminal.flush();
    return code;
  }

  private static Optional<Judgement> gate(Rollout running, RolloutState state)
      throws IOException, InterruptedException, ReleaseException {
    return state.phase() == RolloutState.Phase.WATCHING
        ? Optional.of(running.judge(state))
        : Optional.empty();
  }

  private void table(Path file, Rollout running, List<ClusterStatus> clusters) throws IOException {
    RolloutText.table(clusters, terminal.outInk()).forEach(terminal::print);
    terminal.flush();
    terminal
        .err()
        .println(RolloutText.line(new Rollout.Progress(running.state(), Optional.empty())));
  }

  private int plan(Path file, Saying saying) throws IOException, InterruptedException {
    try {
      return rollout.with(
          file,
          running -> {
            List<ClusterStatus> clusters = running.status();
            saying.say(file, running, clusters);
            boolean wrong =
                clusters.stream()
                    .flatMap(cluster -> cluster.judgement().stream())
                    .anyMatch(judgement -> judgement.decision() == Judgement.Decision.FAIL);
            return wrong ? ExitCode.NO : ExitCode.DONE;
          });
    } catch (RolloutException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private int references(List<String> references) throws IOException, InterruptedException {
    if (policy == null) {
      throw new CommandLine.ParameterException(
          command.commandLine(), "channels are judged by a policy: --policy FILE");
    }
    Verifier verifier = new Verifier(ReleaseFiles.policy(policy));
    int code = ExitCode.DONE;
    try (Registry registry = ReleaseFiles.registry()) {
      for (String channel : references) {
        terminal.print(channel);
        try {
          Fetched fetched =
              new Fetcher(registry)
                  .fetch(ReleaseFiles.reference(command.commandLine(), channel), "")
                  .orElseThrow();
          Verdict verdict = verifier.judge(fetched.release(), fetched.signatures());
          ReleaseText.lines(fetched.release(), fetched.signatures())
              .forEach(line -> terminal.print("  " + line));
          ReleaseText.lines(verdict).forEach(line -> terminal.print("  " + line));
          code = verdict.accepted() ? code : ExitCode.NO;
        } catch (ReleaseException e) {
          terminal.print("  May not run: " + e.getMessage());
          code = ExitCode.NO;
        }
      }
    }
    terminal.flush();
    return code;
  }
}
