package dev.creance.workbench.command;

import dev.creance.corpus.CorpusImporter;
import dev.creance.corpus.ImportOptions;
import dev.creance.corpus.ImportProgress;
import dev.creance.corpus.Manifest;
import dev.creance.events.state.ContainerEngine;
import dev.creance.events.state.HostUsers;
import dev.creance.events.state.Options;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.tuning.recording.Recordings;
import dev.creance.tuning.shrink.Shrinker;
import dev.creance.tuning.shrink.Shrunk;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.terminal.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a regression test of an alert. */
@Command(
    name = "shrink",
    description = {
      "Makes a regression test of an alert: the smallest capture in which the rule still fires, its"
          + " corpus, and the test file.",
      "",
      "Values of environment variables and the contents of files and sockets are masked, unless the"
          + " rule needs them; then it says so."
    },
    footer = {
      "",
      "@|bold Examples|@",
      "  creance hits --rules rules/ --rule NAME --extra-field evt.num --json corpora/attack | head"
          + " -1",
      "  creance shrink --rules rules/ --rule NAME --event 1959 corpora/attack --into tests/shell",
      "  creance test tests/",
      "",
      "Exit codes: 0 done, 1 the rule does not fire on that event or the rules do not load, 3 the",
      "corpus is damaged."
    })
public final class ShrinkCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Mixin private RuleOptions rules = new RuleOptions();

  @Option(names = "--rule", required = true, paramLabel = "NAME", description = "The rule.")
  private String name = "";

  @Option(
      names = "--event",
      required = true,
      paramLabel = "N",
      description = "The event that it fires on: evt.num.")
  private long event;

  @Option(
      names = "--into",
      required = true,
      paramLabel = "DIR",
      description = "Where capture, corpus and test file go; made when missing.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path into;

  @Parameters(paramLabel = "CORPUS", arity = "0..1", description = "A corpus.")
  private List<Path> corpora = new ArrayList<>();

  public ShrinkCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    TuningInput input = new TuningInput(terminal, command, rules);
    List<Path> paths = input.corpora(corpora);
    if (paths.size() != 1) {
      throw new ParameterException(command.commandLine(), "which corpus? give one");
    }
    Optional<Ruleset> loaded = input.ruleset();
    if (loaded.isEmpty()) {
      return ExitCode.NO;
    }
    Rule rule = input.rule(loaded.get(), name);
    try (Recordings recordings = Recordings.open(paths)) {
      Optional<Shrunk> shrunk = new Shrinker(recordings.get(0), rule).shrink(event);
      if (shrunk.isEmpty()) {
        terminal.err().println("creance: '" + name + "' does not fire on event " + event);
        return ExitCode.NO;
      }
      String engines =
          recordings.get(0).corpus().manifest().captures().stream()
              .map(Manifest.Capture::containerEngines)
              .findFirst()
              .orElse("all");
      write(rule, shrunk.get(), engines);
    }
    return ExitCode.DONE;
  }

  private void write(Rule rule, Shrunk shrunk, String engines)
      throws IOException, InterruptedException {
    Files.createDirectories(into);
    String word = rule.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    Path capture = into.resolve(word + ".scap.gz");
    shrunk.write(capture);
    Path corpus = into.resolve(word + ".corpus");
    Options state =
        Options.defaults()
            .withContainerEngines(ContainerEngine.parse(engines))
            .withHostUsers(HostUsers.NONE);
    new CorpusImporter(corpus, new ImportOptions(state, engines, List.of()), ImportProgress.NONE)
        .add(capture);
    Path test = into.resolve(word + ".test.yaml");
    Files.writeString(test, test(rule, corpus), StandardCharsets.UTF_8);
    terminal.print(test.toString());
    terminal.flush();
    terminal
        .err()
        .println(
            Quantities.count(shrunk.events().size(), "event", "events")
                + " of "
                + Quantities.grouped(shrunk.eventsBefore())
                + " and "
                + Quantities.count(shrunk.head().processes().size(), "process", "processes")
                + " of "
                + Quantities.grouped(shrunk.processesBefore())
                + ", "
                + Quantities.bytes(Files.size(capture))
                + (shrunk.scrubbed()
                    ? "; environments and contents are masked"
                    : "; the rule needs environments or contents as they are: look at them before"
                        + " you share this"));
  }

  private String test(Rule rule, Path corpus) {
    Path folder = into.toAbsolutePath().normalize();
    String files =
        String.join(
            ", ",
            rules.rules().stream()
                .map(
                    file -> quoted(folder.relativize(file.toAbsolutePath().normalize()).toString()))
                .toList());
    return "rules: ["
        + files
        + "]\ncorpora:\n  alert: "
        + quoted(String.valueOf(corpus.getFileName()))
        + "\ntests:\n  - rule: "
        + quoted(rule.name())
        + "\n    at_least: 1\n";
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
