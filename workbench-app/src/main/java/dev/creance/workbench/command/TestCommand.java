package dev.creance.workbench.command;

import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.RuleSources;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.grammar.source.SourceFile;
import dev.creance.tuning.recording.Recording;
import dev.creance.tuning.recording.Recordings;
import dev.creance.tuning.regression.Mutants;
import dev.creance.tuning.regression.Mutants.Mutant;
import dev.creance.tuning.regression.TestFile;
import dev.creance.tuning.regression.TestFileException;
import dev.creance.tuning.regression.TestFileReader;
import dev.creance.tuning.regression.TestFileSchema;
import dev.creance.tuning.regression.TestOutcome;
import dev.creance.tuning.regression.TestRunner;
import dev.creance.tuning.rules.RuleFiles;
import dev.creance.workbench.input.CorpusFolders;
import dev.creance.workbench.report.TestFiles;
import dev.creance.workbench.report.TestText;
import dev.creance.workbench.terminal.Terminal;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the regression tests of rules. */
@Command(
    name = "test",
    description = {
      "Runs the regression tests of rules: what they must catch, where they must stay silent, how"
          + " noisy they may be, what their alerts say.",
      "",
      "Tests are in files called *.test.yaml beside the rules, --schema prints their form."
    },
    footer = {
      "",
      "@|bold A test file|@",
      "  rules: [../rules, local.yaml]          # in Falco's loading order, relative to this file",
      "  corpora:",
      "    web: ../corpora/web",
      "    attack: ../corpora/attack",
      "  tests:",
      "    - rule: Run shell untrusted",
      "      corpus: attack",
      "      label: web_shell                   # only hits of what is labelled so",
      "      at_least: 1                        # or exactly, at_most, never: true",
      "    - rule: Run shell untrusted",
      "      on: normal                         # only hits on what is labelled normal",
      "      never: true",
      "    - tag: filesystem                    # or all: true",
      "      noise_at_most: 20                  # hits per node-day on normal",
      "    - rule: Run shell untrusted",
      "      snapshot: shells.alerts            # the alerts themselves; written with --update",
      "",
      "@|bold Examples|@",
      "  creance test tests/",
      "  creance test --junit junit.xml --sarif tests.sarif --markdown summary.md tests/",
      "  creance test --mutate tests/           # which parts of conditions does no test notice?",
      "",
      "Exit codes: 0 all passed, 1 a test failed, 2 a test file is wrong, 3 a corpus is damaged."
    })
public final class TestCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Parameters(
      arity = "0..*",
      paramLabel = "DIR",
      description = "Test files, or directories with such, however deep.")
  private List<Path> paths = new ArrayList<>();

  @Option(names = "--junit", paramLabel = "FILE", description = "Write JUnit's XML.")
  private @Nullable Path junit;

  @Option(names = "--sarif", paramLabel = "FILE", description = "Write SARIF 2.1.0.")
  private @Nullable Path sarif;

  @Option(names = "--markdown", paramLabel = "FILE", description = "Write Markdown.")
  private @Nullable Path markdown;

  @Option(names = "--update", description = "Write snapshots anew instead of comparing them.")
  private boolean update;

  @Option(
      names = "--mutate",
      description =
          "Also drop and negate each part of each tested rule's condition, and list the changes"
              + " that no test notices and the parts that no recording exercises.")
  private boolean mutate;

  @Option(
      names = {"-q", "--quiet"},
      description = "List only what failed.")
  private boolean quiet;

  @Option(names = "--schema", description = "Print the JSON schema of test files and stop.")
  private boolean schema;

  public TestCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (schema) {
      terminal.print(TestFileSchema.text().strip());
      return ExitCode.DONE;
    }
    long start = System.nanoTime();
    List<TestFile> files = read();
    List<TestOutcome> outcomes = new ArrayList<>();
    List<Mutant> mutants = new ArrayList<>();
    Map<Path, Recording> open = new HashMap<>();
    try (Recordings recordings = open(files, open)) {
      for (TestFile file : files) {
        List<SourceFile> sources = RuleSources.read(file.rules());
        Optional<Ruleset> ruleset =
            LoadedRules.loadSources(terminal, sources, LoadOptions.defaults());
        if (ruleset.isEmpty()) {
          return ExitCode.NO;
        }
        Recordings own = Recordings.of(file.corpora().values().stream().map(open::get).toList());
        outcomes.addAll(new TestRunner(file, ruleset.get(), own, update).run());
        if (mutate) {
          RuleFiles rules = new RuleFiles(sources, LoadOptions.defaults());
          mutants.addAll(new Mutants(file, rules, own).run(ruleset.get()));
        }
      }
      long nanos = System.nanoTime() - start;
      print(outcomes, mutants, nanos);
      write(outcomes, nanos / 1e9);
      return outcomes.stream().allMatch(TestOutcome::passed) ? ExitCode.DONE : ExitCode.NO;
    }
  }

  private List<TestFile> read() throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path path : paths.isEmpty() ? List.of(Path.of(".")) : paths) {
      if (Files.isRegularFile(path)) {
        found.add(path);
      } else if (!Files.isDirectory(path)) {
        throw new NoSuchFileException(path.toString());
      } else {
        try (var walk = Files.walk(path)) {
          walk.filter(file -> file.getFileName().toString().matches(".*\\.test\\.ya?ml"))
              .sorted()
              .forEach(found::add);
        }
      }
    }
    if (found.isEmpty()) {
      throw new ParameterException(
          command.commandLine(), "no test files (*.test.yaml) there; --help shows one");
    }
    List<TestFile> files = new ArrayList<>();
    for (Path file : found) {
      try {
        files.add(TestFileReader.read(file));
      } catch (TestFileException e) {
        throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
      }
    }
    return files;
  }

  /** Opens each corpus of all files once. */
  private static Recordings open(List<TestFile> files, Map<Path, Recording> open)
      throws IOException {
    List<Path> corpora =
        files.stream().flatMap(file -> file.corpora().values().stream()).distinct().toList();
    Recordings recordings = Recordings.open(corpora.stream().map(CorpusFolders::madeOf).toList());
    for (int i = 0; i < corpora.size(); i++) {
      open.put(corpora.get(i), recordings.get(i));
    }
    return recordings;
  }

  private void print(List<TestOutcome> outcomes, List<Mutant> mutants, long nanos) {
    TestText text = new TestText(outcomes);
    text.lines(terminal.outInk(), !quiet).forEach(terminal::print);
    if (mutate) {
      terminal.print("");
      TestText.mutants(mutants, terminal.outInk()).forEach(terminal::print);
    }
    terminal.flush();
    terminal.err().println(text.summary(terminal.errInk(), nanos / 1_000_000));
  }

  private void write(List<TestOutcome> outcomes, double seconds) throws IOException {
    if (junit != null) {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(junit))) {
        TestFiles.junit(outcomes, seconds, out);
      }
    }
    if (sarif != null) {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(sarif))) {
        TestFiles.sarif(outcomes, out);
      }
    }
    if (markdown != null) {
      Files.write(markdown, new TestText(outcomes).markdown(), StandardCharsets.UTF_8);
    }
  }
}
