package dev.creance.benchmark;

import dev.creance.events.Replay;
import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.LoadResult;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.grammar.rules.RulesetLoader;
import dev.creance.grammar.source.SourceFile;
import dev.creance.match.Matching;
import dev.creance.match.RulesetMatcher;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One ruleset over one recording, all rules on all events: measured on the corpus in new processes,
 * replayed by ourselves, and by Falco where it is installed; else Falco's documented time.
 */
final class RatioBenchmark {
  private static final int ROUNDS = 7;

  /**
   * Falco 0.44.1 with its stock rules, all of them enabled and matched, on two recordings, by their
   * numbers of events: seconds on two processors.
   */
  private static final Map<Long, Double> DOCUMENTED = Map.of(2_954_354L, 9.7, 5_900_974L, 5.1);

  private static final Pattern NUMBER =
      Pattern.compile("\"(elapsedMillis|openMillis|compileMillis|hits|events)\"\\s*:\\s*([0-9.]+)");

  private final Path capture;
  private final List<Path> rules;

  RatioBenchmark(Path capture, List<Path> rules) {
    this.capture = capture;
    this.rules = rules;
  }

  void run(CorpusCopies copies) throws IOException, InterruptedException {
    copies.grow(1);
    try (var corpus = copies.open()) {
      copies.describe(corpus);
    }
    double[] elapsed = new double[ROUNDS];
    double[] opening = new double[ROUNDS];
    double[] compiling = new double[ROUNDS];
    long events = 0;
    for (int i = 0; i < ROUNDS; i++) {
      String json = measure(copies.path());
      elapsed[i] = number(json, "elapsedMillis");
      opening[i] = number(json, "openMillis");
      compiling[i] = number(json, "compileMillis");
      events = (long) number(json, "events");
      if (i == 0) {
        System.out.printf("%,.0f hits%n", number(json, "hits"));
      }
    }
    double median = Figures.median(elapsed);
    System.out.printf("creance measure, new process, cold: %s%n", Figures.distribution(elapsed));
    System.out.printf("  opening and checking before that: %s%n", Figures.distribution(opening));
    System.out.printf("  compiling the rules before that: %s%n", Figures.distribution(compiling));
    double replayed = replay();
    System.out.printf(
        "creance replay: %.2f s, %,.0f events/s; measuring is %.0f times as fast%n",
        replayed, events / replayed, replayed * 1000 / median);
    falco(events, median);
    System.out.println(Figures.load());
  }

  private String measure(Path corpus) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(System.getProperty("creance.home", ".") + "/creance", "measure"));
    for (Path file : rules) {
      command.add("--rules");
      command.add(file.toString());
    }
    command.add("--json");
    command.add(corpus.toString());
    Process process = new ProcessBuilder(command).redirectError(discard()).start();
    String json = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " failed");
    }
    return json;
  }

  private static double number(String json, String name) {
    Matcher matcher = NUMBER.matcher(json);
    while (matcher.find()) {
      if (matcher.group(1).equals(name)) {
        return Double.parseDouble(matcher.group(2));
      }
    }
    return 0;
  }

  private double replay() throws IOException {
    List<SourceFile> files = new ArrayList<>();
    for (Path path : rules) {
      files.add(new SourceFile(path.toString(), Files.readString(path)));
    }
    LoadResult loaded = new RulesetLoader(LoadOptions.defaults()).load(files);
    Ruleset ruleset = loaded.ruleset();
    double best = Double.MAX_VALUE;
    for (int round = 0; round < 2; round++) {
      long start = System.nanoTime();
      RulesetMatcher matcher = new RulesetMatcher(ruleset, Matching.ALL);
      try (Replay replay = Replay.open(capture, CorpusCopies.state())) {
        while (replay.next()) {
          matcher.match(replay.scope());
        }
      }
      best = Math.min(best, (System.nanoTime() - start) / 1e9);
    }
    return best;
  }

  private void falco(long events, double median) throws IOException, InterruptedException {
    if (installed()) {
      List<String> command = new ArrayList<>(List.of("falco"));
      for (Path file : rules) {
        command.add("-r");
        command.add(file.toString());
      }
      command.addAll(
          List.of(
              "-o",
              "engine.kind=replay",
              "-o",
              "engine.replay.capture_file=" + capture,
              "-o",
              "rule_matching=all",
              "-o",
              "json_output=true",
              "-o",
              "priority=debug"));
      long start = System.nanoTime();
      new ProcessBuilder(command)
          .redirectOutput(discard())
          .redirectError(discard())
          .start()
          .waitFor();
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          "falco, here: %.2f s; measuring is %.0f times as fast%n",
          seconds, seconds * 1000 / median);
    }
    Double documented = DOCUMENTED.get(events);
    if (documented != null) {
      System.out.printf(
          Locale.ROOT,
          "Falco 0.44.1, documented for this recording: %.1f s; measuring is %.0f times as fast"
              + " (the bar is 100: %.0f ms)%n",
          documented,
          documented * 1000 / median,
          documented * 10);
    }
  }

  private static boolean installed() {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(folder, "falco"))) {
        return true;
      }
    }
    return false;
  }

  private static File discard() {
    return new File("/dev/null");
  }
}
