package dev.creance.benchmark;

import dev.creance.corpus.Corpus;
import dev.creance.corpus.CorpusImporter;
import dev.creance.corpus.ImportOptions;
import dev.creance.corpus.ImportProgress;
import dev.creance.corpus.evaluate.MeasureSession;
import dev.creance.corpus.evaluate.Measurement;
import dev.creance.events.Replay;
import dev.creance.events.state.ContainerEngine;
import dev.creance.events.state.Options;
import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.LoadResult;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.grammar.rules.RulesetLoader;
import dev.creance.grammar.source.SourceFile;
import dev.creance.match.Matching;
import dev.creance.match.RulesetMatcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * What a corpus is worth: importing it, measuring a ruleset on it beside replaying the capture, and
 * measuring edits, on as many copies of a capture as asked for (each with other times and another
 * host).
 *
 * <pre>
 * ./creance bench --corpus CAPTURE COPIES RULES...
 * </pre>
 */
public final class CorpusBenchmark {
  private static final int EDITS = 200;
  private static final long ROW_SETS = 256L << 20;

  private CorpusBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 3) {
      System.err.println("usage: ./creance bench --corpus CAPTURE COPIES RULES...");
      System.exit(2);
    }
    Path capture = Path.of(arguments[0]);
    int copies = Integer.parseInt(arguments[1]);
    List<SourceFile> rules = new ArrayList<>();
    for (String file : Arrays.asList(arguments).subList(2, arguments.length)) {
      rules.add(new SourceFile(file, Files.readString(Path.of(file))));
    }
    Path folder = Files.createTempDirectory("creance-bench");
    try {
      run(capture, copies, rules, folder);
    } finally {
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void run(Path capture, int copies, List<SourceFile> rules, Path folder)
      throws IOException, InterruptedException {
    Ruleset ruleset = load(rules);
    double replayed = replay(capture, ruleset);
    double stateOnly = replay(capture, Ruleset.EMPTY);
    List<Path> captures = new ArrayList<>();
    long captureBytes = 0;
    for (int copy = 0; copy < copies; copy++) {
      Path shifted = folder.resolve("copy" + copy + ".scap.gz");
      ShiftedCapture.write(capture, shifted, copy);
      captures.add(shifted);
      captureBytes += Files.size(shifted);
    }
    Path path = folder.resolve("corpus");
    double imported = importAll(captures, path);
    try (Corpus corpus = Corpus.open(path)) {
      long corpusBytes = corpus.segments().stream().mapToLong(segment -> segment.length()).sum();
      double perMillion = 1e6 / corpus.events();
      System.out.printf(
          "%,d events in %d segments; %,d bytes, the gzipped captures %,d (%.2f)%n",
          corpus.events(),
          corpus.segments().size(),
          corpusBytes,
          captureBytes,
          (double) corpusBytes / captureBytes);
      double events = corpus.events();
      double copyEvents = events / copies;
      System.out.printf("replay with the rules   %,12.0f events/s%n", copyEvents / replayed);
      System.out.printf("replay, state only      %,12.0f events/s%n", copyEvents / stateOnly);
      System.out.printf(
          "import                  %,12.0f events/s, %.0f%% of the replay's%n",
          events / imported, 100 * events / imported / (copyEvents / replayed));
      cold(corpus, ruleset, replayed * copies, perMillion);
      edits(corpus, rules, ruleset);
    }
  }

  private static double replay(Path capture, Ruleset ruleset) throws IOException {
    double best = Double.MAX_VALUE;
    for (int round = 0; round < 3; round++) {
      long start = System.nanoTime();
      RulesetMatcher matcher = new RulesetMatcher(ruleset, Matching.ALL);
      try (Replay replay = Replay.open(capture, state())) {
        while (replay.next()) {
          matcher.match(replay.scope());
        }
      }
      best = Math.min(best, seconds(start));
    }
    return best;
  }

  private static double importAll(List<Path> captures, Path corpus)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    CorpusImporter importer =
        new CorpusImporter(
            corpus, new ImportOptions(state(), "none", List.of()), ImportProgress.NONE);
    for (Path capture : captures) {
      importer.add(capture);
    }
    return seconds(start);
  }

  /** The whole ruleset, nothing known before but the columns. */
  private static void cold(Corpus corpus, Ruleset ruleset, double replayed, double perMillion)
      throws IOException, InterruptedException {
    List<Double> millis = new ArrayList<>();
    for (int round = 0; round < 7; round++) {
      try (MeasureSession session = new MeasureSession(corpus, ROW_SETS)) {
        session.prepare();
        Measurement measurement = session.measure(ruleset);
        double elapsed = measurement.elapsed().toNanos() / 1e6;
        millis.add(elapsed);
        if (round == 0) {
          System.out.printf(
              "measure, first in this process %,.1f ms (%,d hits)%n", elapsed, measurement.hits());
        }
      }
    }
    millis.sort(Comparator.naturalOrder());
    double median = millis.get(millis.size() / 2);
    System.out.printf(
        "measure, cold row sets: median %,.1f ms, best %,.1f ms; %.2f ms a million events; the"
            + " replay takes %,.0f times as long%n",
        median, millis.getFirst(), median * perMillion, replayed * 1000 / median);
  }

  /** Edits as an analyst makes them, one after the other, on a warm session. */
  private static void edits(Corpus corpus, List<SourceFile> rules, Ruleset ruleset)
      throws IOException, InterruptedException {
    Random random = new Random(1);
    double[] measured = new double[EDITS];
    double[] loaded = new double[EDITS];
    try (MeasureSession session = new MeasureSession(corpus, ROW_SETS)) {
      session.prepare();
      session.measure(ruleset);
      for (int i = -20; i < EDITS; i++) {
        List<SourceFile> edited = new ArrayList<>(rules);
        edited.add(new SourceFile("edit.yaml", edit(ruleset, random, i)));
        long start = System.nanoTime();
        Ruleset changed = load(edited);
        double loading = seconds(start) * 1000;
        Measurement measurement = session.measure(changed);
        if (i >= 0) {
          loaded[i] = loading;
          measured[i] = measurement.elapsed().toNanos() / 1e6;
        }
      }
    }
    print("edit to counts of all rules", measured);
    print("loading the edited rules   ", loaded);
  }

  private static void print(String what, double[] millis) {
    double[] sorted = millis.clone();
    Arrays.sort(sorted);
    System.out.printf(
        "%s: median %.1f ms, 90%% %.1f ms, 99%% %.1f ms, worst %.1f ms (%d edits)%n",
        what,
        sorted[sorted.length / 2],
        sorted[sorted.length * 9 / 10],
        sorted[sorted.length * 99 / 100],
        sorted[sorted.length - 1],
        sorted.length);
  }

  private static String edit(Ruleset ruleset, Random random, int number) {
    List<Rule> enabled = ruleset.rules().stream().filter(Rule::enabled).toList();
    Rule rule = enabled.get(random.nextInt(enabled.size()));
    return switch (random.nextInt(5)) {
      case 0 ->
          "- rule: "
              + quoted(rule.name())
              + "\n  exceptions:\n    - name: edit"
              + number
              + "\n      fields: [proc.name, proc.pname]\n      comps: [=, =]\n      values:\n"
              + "        - [tool"
              + number
              + ", runner]\n  override:\n    exceptions: append\n";
      case 1 -> {
        List<Ruleset.NamedList> lists =
            ruleset.lists().stream().filter(list -> !list.items().isEmpty()).toList();
        yield "- list: "
            + lists.get(random.nextInt(lists.size())).name()
            + "\n  items: [added"
            + number
            + "]\n  override:\n    items: append\n";
      }
      case 2 ->
          "- macro: "
              + ruleset.macros().get(random.nextInt(ruleset.macros().size())).name()
              + "\n  condition: or proc.name = macro"
              + number
              + "\n  override:\n    condition: append\n";
      case 3 -> condition(rule, "and not fd.name startswith /opt/edit" + number);
      default -> condition(rule, "and proc.cmdline contains edit" + number);
    };
  }

  private static String condition(Rule rule, String more) {
    return "- rule: "
        + quoted(rule.name())
        + "\n  condition: "
        + more
        + "\n  override:\n    condition: append\n";
  }

  private static String quoted(String name) {
    return "\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static Ruleset load(List<SourceFile> files) {
    LoadResult result = new RulesetLoader(LoadOptions.defaults()).load(files);
    if (!result.successful()) {
      throw new IllegalArgumentException("the rules do not load: " + result.errors().getFirst());
    }
    return result.ruleset();
  }

  private static Options state() {
    return Options.defaults().withContainerEngines(ContainerEngine.parse("none"));
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
