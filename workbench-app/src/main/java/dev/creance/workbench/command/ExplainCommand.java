package dev.creance.workbench.command;

import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.match.Matching;
import dev.creance.match.explain.Explainer;
import dev.creance.match.explain.Explanation;
import dev.creance.workbench.report.ExplanationText;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
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

/** Says why a rule fired on an event, or what kept it from firing. */
@Command(
    name = "explain",
    description =
        "Says why a rule fired on an event, or what kept it from firing: its condition as a tree,"
            + " each part with its truth, values and place.",
    footer = {
      "",
      "@|bold Examples|@",
      "  creance explain --rules corpora/rules --rule 'Write below etc' --event 6218 \\",
      "      corpora/attacks/capture.scap.gz",
      "",
      "Events have the numbers of evt.num: 'creance events' lists them.",
      "Exit codes: 0 it fires, 1 it does not."
    })
public final class ExplainCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Mixin private RuleOptions rules = new RuleOptions();

  @Mixin private EngineOption engines = new EngineOption();

  @Option(names = "--rule", required = true, paramLabel = "NAME", description = "The rule.")
  private String ruleName = "";

  @Option(
      names = "--event",
      required = true,
      paramLabel = "N",
      description = "The event's number (evt.num).")
  private long number;

  @Option(
      names = "--rule-matching",
      paramLabel = "first|all",
      description = "Whether an earlier rule can keep this one from firing (first, the default).")
  private Matching matching = Matching.FIRST;

  @Parameters(paramLabel = "CAPTURE", arity = "0..1", description = "A capture.")
  private List<Path> captures = new ArrayList<>();

  public ExplainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    List<Path> files = rules.captures(captures);
    if (files.size() != 1) {
      throw new ParameterException(command.commandLine(), "needs one capture");
    }
    Optional<Ruleset> loaded =
        LoadedRules.load(
            terminal, rules.rules(), LoadOptions.defaults().withSelections(rules.selections()));
    if (loaded.isEmpty()) {
      return ExitCode.NO;
    }
    Rule rule =
        loaded
            .get()
            .rule(ruleName)
            .orElseThrow(() ->
                new ParameterException(
                    command.commandLine(),
                    "no rule is called '"
                        + ruleName
                        + "'"
                        + LoadedRules.meant(ruleName, loaded.get())));
    Explainer explainer = new Explainer(loaded.get(), matching);
    ExplanationText text = new ExplanationText(terminal.outInk());
    @Nullable Explanation[] found = new @Nullable Explanation[1];
    CaptureRun run = new CaptureRun(terminal, engines.options());
    run.run(
        files,
        (capture, scope) -> {
          if (scope.event.number() < number) {
            return true;
          }
          if (scope.event.number() == number) {
            Explanation explanation = explainer.explain(rule, scope);
            text.lines(explanation, scope).forEach(terminal::print);
            found[0] = explanation;
          }
          return false;
        });
    Explanation explanation = found[0];
    if (explanation == null) {
      terminal
          .err()
          .println(
              "creance: rules never see an event "
                  + number
                  + " here; the capture shows them "
                  + Quantities.count(run.events(), "event", "events"));
      return run.damaged() ? ExitCode.INPUT : ExitCode.NO;
    }
    return explanation.fired() ? ExitCode.DONE : ExitCode.NO;
  }
}
