package dev.creance.workbench.window.service;

import dev.creance.corpus.Corpus;
import dev.creance.corpus.evaluate.MeasureSession;
import dev.creance.grammar.rules.LoadResult;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.RuleSources;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.grammar.source.SourceFile;
import dev.creance.tuning.noise.NoiseMeter;
import dev.creance.tuning.noise.NoiseReport;
import dev.creance.tuning.noise.NoiseReport.StepOutcome;
import dev.creance.tuning.noise.NoiseReport.TechniqueCoverage;
import dev.creance.tuning.recording.Recording;
import dev.creance.tuning.recording.Recordings;
import dev.creance.tuning.regression.Mutants;
import dev.creance.tuning.regression.TestFile;
import dev.creance.tuning.regression.TestFile.Expectation;
import dev.creance.tuning.regression.TestFile.Subject;
import dev.creance.tuning.regression.TestFileReader;
import dev.creance.tuning.regression.TestOutcome;
import dev.creance.tuning.regression.TestRunner;
import dev.creance.tuning.rules.RuleFiles;
import dev.creance.workbench.input.CorpusFolders;
import dev.creance.workbench.window.shown.Coverage;
import dev.creance.workbench.window.shown.Proof;
import dev.creance.workbench.window.shown.Wrong;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Runs the tests of a workspace on its open corpora, with the rules as they are in the editor. */
public final class Proving {
  private static final int DEPTH = 8;
  private static final long ROW_SET_MEMORY = 16L << 20;

  private final Workspace workspace;
  private final Laboratory laboratory;

  public Proving(Workspace workspace, Laboratory laboratory) {
    this.workspace = workspace;
    this.laboratory = laboratory;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> walk = Files.walk(workspace.folder(), DEPTH)) {
      return walk.filter(file -> file.getFileName().toString().matches(".*\\.test\\.ya?ml"))
          .filter(file -> !workspace.folder().relativize(file).toString().contains(".creance"))
          .sorted()
          .toList();
    }
  }

  /** What tells one state of the test files from another: names, times and lengths. */
  public CompletableFuture<String> state() {
    return laboratory.withSessions(() -> {
      StringBuilder state = new StringBuilder();
      for (Path file : files()) {
        state
            .append(file)
            .append(Files.getLastModifiedTime(file))
            .append(Files.size(file))
            .append('\n');
      }
      return state.toString();
    });
  }

  /**
   * Runs all tests.
   *
   * @param texts the rule files as they are in the editor
   */
  public CompletableFuture<Proof> run(Map<Path, String> texts) {
    return laboratory.newest(
        "tests",
        recordings -> {
          long start = System.nanoTime();
          List<Proof.Outcome> outcomes = new ArrayList<>();
          List<String> problems = new ArrayList<>();
          List<Path> files = files();
          for (Path file : files) {
            try {
              run(file, texts, recordings, false).forEach(one -> outcomes.add(shown(one)));
            } catch (IOException | Wrong e) {
              problems.add(workspace.shortName(file) + ": " + e.getMessage());
            }
          }
          long millis = (System.nanoTime() - start) / 1_000_000;
          return new Proof(outcomes, problems, files.size(), millis);
        });
  }

  /** Accepts the alerts of a test file as they are now: writes its golden files anew. */
  public CompletableFuture<Integer> accept(Path file, Map<Path, String> texts) {
    return laboratory.newest(
        "accept",
        recordings ->
            (int)
                run(file, texts, recordings, true).stream()
                    .filter(one -> one.test().expectation() instanceof Expectation.Snapshot)
                    .count());
  }

  /** Mutates the tested rules of all files. */
  public CompletableFuture<List<Proof.Survivor>> mutate(Map<Path, String> texts) {
    return laboratory.newest(
        "mutate",
        recordings -> {
          List<Proof.Survivor> survivors = new ArrayList<>();
          for (Path path : files()) {
            TestFile file = TestFileReader.read(path);
            RuleFiles rules = rules(file, texts);
            try (Chosen chosen = new Chosen(file, recordings)) {
              for (Mutants.Mutant mutant :
                  new Mutants(file, rules, chosen.recordings).run(loaded(rules))) {
                if (mutant.fate() != Mutants.Fate.NOTICED) {
                  survivors.add(shown(workspace.shortName(path), mutant));
                }
              }
            }
          }
          return survivors;
        });
  }

  private static Proof.Survivor shown(String file, Mutants.Mutant mutant) {
    return new Proof.Survivor(
        file,
        mutant.rule(),
        mutant.part(),
        mutant.change() == Mutants.Change.DROPPED ? "left out" : "turned round",
        mutant.hitsBefore(),
        mutant.hits(),
        mutant.fate() == Mutants.Fate.MISSED ? "no test notices" : "no recording exercises it");
  }

  private List<TestOutcome> run(
      Path path, Map<Path, String> texts, Recordings recordings, boolean update)
      throws IOException, InterruptedException, Wrong {
    TestFile file = TestFileReader.read(path);
    RuleFiles rules = rules(file, texts);
    try (Chosen chosen = new Chosen(file, recordings)) {
      return new TestRunner(file, loaded(rules), chosen.recordings, update).run();
    }
  }

  private static RuleFiles rules(TestFile file, Map<Path, String> texts) throws IOException {
    Map<Path, String> own = new LinkedHashMap<>();
    for (SourceFile source : RuleSources.read(file.rules())) {
      Path path = Path.of(source.name()).toAbsolutePath().normalize();
      String edited = texts.get(path);
      own.put(path, edited == null ? source.text() : edited);
    }
    return RuleTexts.files(own);
  }

  private static Ruleset loaded(RuleFiles rules) throws Wrong {
    LoadResult result = rules.load();
    if (!result.successful()) {
      throw new Wrong(
          "its rules do not load: "
              + result.errors().getFirst().message().lines().findFirst().orElse(""));
    }
    return result.ruleset();
  }

  /** The recordings that a test file asks for: open ones, and others that are opened for it. */
  private final class Chosen implements AutoCloseable {
    private final List<Recording> opened = new ArrayList<>();
    private final Recordings recordings;

    Chosen(TestFile file, Recordings open) throws IOException {
      List<Recording> chosen = new ArrayList<>();
      try {
        for (Path asked : file.corpora().values()) {
          chosen.add(find(asked, open));
        }
      } catch (IOException | RuntimeException e) {
        close();
        throw e;
      }
      recordings = Recordings.of(chosen);
    }

    private Recording find(Path asked, Recordings open) throws IOException {
      Path path = CorpusFolders.madeOf(asked).toAbsolutePath().normalize();
      for (Recording recording : open.all()) {
        if (recording.corpus().path().toAbsolutePath().normalize().equals(path)) {
          return recording;
        }
      }
      Corpus corpus = Corpus.open(path);
      Recording recording =
          new Recording(
              workspace.shortName(asked), corpus, new MeasureSession(corpus, ROW_SET_MEMORY));
      opened.add(recording);
      return recording;
    }

    @Override
    public void close() {
      opened.forEach(recording -> {
        recording.session().close();
        recording.corpus().close();
      });
    }
  }

  private Proof.Outcome shown(TestOutcome one) {
    return new Proof.Outcome(
        one.file().path(),
        workspace.shortName(one.file().path().toAbsolutePath().normalize()),
        one.test().line(),
        one.test().name(),
        one.test().subject() instanceof Subject.OneRule rule ? rule.name() : "",
        switch (one.status()) {
          case PASSED -> Proof.State.PASSED;
          case FAILED -> Proof.State.FAILED;
          case BROKEN -> Proof.State.BROKEN;
        },
        one.message(),
        one.details(),
        one.test().expectation() instanceof Expectation.Snapshot);
  }

  /** Which techniques the enabled rules catch. */
  public CompletableFuture<Coverage> coverage(Ruleset ruleset) {
    return laboratory.newest(
        "coverage",
        recordings -> {
          List<Rule> rules = ruleset.rules().stream().filter(Rule::enabled).toList();
          return coverage(new NoiseMeter(recordings).measure(rules), rules, recordings);
        });
  }

  private static Coverage coverage(NoiseReport report, List<Rule> rules, Recordings recordings) {
    Map<String, List<Coverage.Technique>> byTactic = new TreeMap<>();
    for (TechniqueCoverage technique : report.techniques()) {
      List<Coverage.Step> steps =
          report.steps().stream()
              .filter(step -> step.techniques().contains(technique.id()))
              .map(step -> step(step, recordings))
              .toList();
      byTactic
          .computeIfAbsent(tactic(technique, rules), key -> new ArrayList<>())
          .add(new Coverage.Technique(technique.id(), steps, technique.claimedBy()));
    }
    List<Coverage.Tactic> tactics =
        byTactic.entrySet().stream()
            .map(entry -> new Coverage.Tactic(entry.getKey(), entry.getValue()))
            .toList();
    int caught = (int) report.steps().stream().filter(StepOutcome::caught).count();
    return new Coverage(tactics, report.steps().size(), caught);
  }

  private static Coverage.Step step(StepOutcome step, Recordings recordings) {
    long start = step.step().label().start();
    long end = step.step().label().end();
    return new Coverage.Step(
        step.step().name(),
        recordings.get(step.step().recording()).name(),
        "evt.rawtime >= " + start + " and evt.rawtime <= " + end,
        step.caughtBy());
  }

  /** The tactic that most of the rules name that claim a technique. */
  private static String tactic(TechniqueCoverage technique, List<Rule> rules) {
    String parent = technique.id().replaceAll("\\..*", "");
    Map<String, Integer> votes = new TreeMap<>();
    for (Rule rule : rules) {
      boolean claims =
          rule.tags().stream().anyMatch(tag -> tag.equals(technique.id()) || tag.equals(parent));
      if (claims) {
        rule.tags().stream()
            .filter(tag -> tag.startsWith("mitre_"))
            .forEach(tag -> votes.merge(tag, 1, Integer::sum));
      }
    }
    return votes.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(entry -> words(entry.getKey()))
        .orElse("No rule names a tactic");
  }

  private static String words(String tag) {
    String words = tag.substring("mitre_".length()).replace('_', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
