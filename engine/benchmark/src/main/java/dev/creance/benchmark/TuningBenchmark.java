package dev.creance.benchmark;

import dev.creance.corpus.CorpusImporter;
import dev.creance.corpus.ImportOptions;
import dev.creance.corpus.ImportProgress;
import dev.creance.corpus.LabelFile;
import dev.creance.corpus.Labelling;
import dev.creance.events.state.ContainerEngine;
import dev.creance.events.state.HostUsers;
import dev.creance.events.state.Options;
import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.LoadResult;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.source.SourceFile;
import dev.creance.tuning.compare.Comparer;
import dev.creance.tuning.propose.Ownership;
import dev.creance.tuning.propose.Proposals;
import dev.creance.tuning.propose.Proposer;
import dev.creance.tuning.recording.Recordings;
import dev.creance.tuning.regression.TestFile;
import dev.creance.tuning.regression.TestFileReader;
import dev.creance.tuning.regression.TestOutcome;
import dev.creance.tuning.regression.TestRunner;
import dev.creance.tuning.rules.RuleFiles;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What tuning costs: 100 rules with 20 tests each, two rulesets compared, and exceptions mined for
 * a rule with more than 100,000 hits; all on the sample corpora, each on corpora just opened. The
 * first round is what a command takes.
 */
public final class TuningBenchmark {
  private static final int ROUNDS = 3;
  private static final int RULES = 100;
  private static final int TESTS = 20;
  private static final String NOISY =
      """
      - rule: Noisy
        desc: hits nearly everything that is done to files and sockets
        condition: fd.name exists
        output: file=%fd.name by=%proc.name
        priority: INFO
      """;
  private static final String CHANGE =
      """
      - rule: Create Hidden Files or Directories
        condition: and not proc.name in (tar, git)
        override:
          condition: append
      """;

  private final Path work;
  private final List<Path> corpora = new ArrayList<>();
  private final List<Path> files = new ArrayList<>();

  private TuningBenchmark(Path work) {
    this.work = work;
  }

  public static void main(String[] arguments) throws Exception {
    Path house = Path.of(System.getProperty("creance.home", "."));
    Path work = Files.createTempDirectory("creance-bench");
    try {
      TuningBenchmark benchmark = new TuningBenchmark(work);
      benchmark.prepare(house.resolve("corpora"));
      for (int round = 1; round <= ROUNDS; round++) {
        benchmark.round(round);
      }
      System.out.println(Figures.load());
    } finally {
      delete(work);
    }
  }

  private void prepare(Path samples) throws IOException, InterruptedException {
    try (Stream<Path> folders = Files.list(samples)) {
      for (Path folder : folders.sorted().toList()) {
        String name = folder.getFileName().toString();
        if (name.equals("attacks") || name.startsWith("normal-")) {
          corpora.add(imported(folder, work.resolve(name)));
        }
      }
    }
    for (String name :
        List.of(
            "falco_rules.yaml",
            "falco-incubating_rules.yaml",
            "falco-sandbox_rules.yaml",
            "overlays/enable-all.yaml")) {
      files.add(samples.resolve("rules").resolve(name));
    }
    StringBuilder more = new StringBuilder();
    int have = rules(files).load().ruleset().rules().size();
    for (int i = have; i < RULES; i++) {
      more.append(
          NOISY.replace("Noisy", "Shell " + i).replace("fd.name exists", "proc.name = sh" + i));
    }
    files.add(Files.writeString(work.resolve("more.yaml"), more.isEmpty() ? "# none" : more));
    Files.writeString(work.resolve("bench.test.yaml"), tests());
  }

  private static Path imported(Path folder, Path into) throws IOException, InterruptedException {
    Path labels = folder.resolve("labels.json");
    Labelling labelling =
        Files.exists(labels) ? Labelling.within(LabelFile.read(labels)) : Labelling.whole("normal");
    Options state =
        Options.defaults()
            .withContainerEngines(ContainerEngine.parse("all"))
            .withHostUsers(HostUsers.NONE);
    new CorpusImporter(into, new ImportOptions(state, "all", labelling), ImportProgress.NONE)
        .add(folder.resolve("capture.scap.gz"));
    return into;
  }

  private static RuleFiles rules(List<Path> paths) throws IOException {
    List<SourceFile> sources = new ArrayList<>();
    for (Path path : paths) {
      sources.add(new SourceFile(path.toString(), Files.readString(path)));
    }
    return new RuleFiles(sources, LoadOptions.defaults());
  }

  /** Each rule on each corpus in turn, and on what is normal. */
  private String tests() throws IOException {
    StringBuilder text = new StringBuilder("rules: [");
    files.forEach(file -> text.append('"').append(file.toAbsolutePath()).append("\", "));
    text.append("]\ncorpora: {");
    for (int i = 0; i < corpora.size(); i++) {
      text.append(i == 0 ? "" : ", ").append('c').append(i).append(": ");
      text.append(corpora.get(i).getFileName());
    }
    text.append("}\ntests:\n");
    for (Rule rule : rules(files).load().ruleset().rules().subList(0, RULES)) {
      for (int i = 0; i < TESTS; i++) {
        text.append("  - rule: \"").append(rule.name()).append("\"\n");
        text.append(i % 4 == 3 ? "    on: normal\n" : "    corpus: c" + i % corpora.size() + "\n");
        text.append("    at_most: 1000000\n");
      }
    }
    return text.toString();
  }

  private void round(int round) throws Exception {
    System.out.println("round " + round);
    TestFile file = TestFileReader.read(work.resolve("bench.test.yaml"));
    RuleFiles files = rules(this.files);
    LoadResult loaded = files.load();
    try (Recordings recordings = Recordings.open(corpora)) {
      Clock clock = new Clock();
      List<TestOutcome> outcomes = new TestRunner(file, loaded.ruleset(), recordings, false).run();
      clock.tell("%,d tests of %d rules".formatted(outcomes.size(), RULES));
    }
    LoadResult changed = files.loadWith(new SourceFile("change.yaml", CHANGE));
    try (Recordings recordings = Recordings.open(corpora)) {
      Clock clock = new Clock();
      var comparison =
          new Comparer(recordings).compare(loaded.ruleset().rules(), changed.ruleset().rules());
      clock.tell("a difference of %d rules".formatted(comparison.rules().size()));
    }
    RuleFiles noisy =
        new RuleFiles(List.of(new SourceFile("noisy.yaml", NOISY)), LoadOptions.defaults());
    LoadResult one = noisy.load();
    try (Recordings recordings = Recordings.open(corpora)) {
      Clock clock = new Clock();
      Proposals proposals =
          new Proposer(noisy, recordings)
              .propose(
                  one,
                  one.ruleset().rules().getFirst(),
                  new Proposer.Options(5, 0.01, Ownership.unsigned(LocalDate.now())));
      clock.tell(
          "%d proposals for %,d hits".formatted(proposals.proposals().size(), proposals.hits()));
    }
  }

  /** Wall and processor time from its making on. */
  private static final class Clock {
    private final long start = System.nanoTime();
    private final long processors = processorNanos();

    void tell(String what) {
      System.out.printf(
          "  %-32s %,6.0f ms, %,6.0f ms of processors%n",
          what, (System.nanoTime() - start) / 1e6, (processorNanos() - processors) / 1e6);
    }

    private static long processorNanos() {
      return ManagementFactory.getOperatingSystemMXBean()
              instanceof com.sun.management.OperatingSystemMXBean system
          ? system.getProcessCpuTime()
          : 0;
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
