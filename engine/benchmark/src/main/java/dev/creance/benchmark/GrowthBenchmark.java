package dev.creance.benchmark;

import dev.creance.corpus.Corpus;
import dev.creance.corpus.evaluate.MeasureSession;
import dev.creance.corpus.evaluate.Measurement;
import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.LoadResult;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.grammar.rules.RulesetLoader;
import dev.creance.grammar.source.SourceFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How the time to measure grows with the corpus and with the number of rules. Rules beyond those
 * that were given are variants of them with an exception of their own, as a company's overlays
 * have.
 */
final class GrowthBenchmark {
  private static final int[] RULES = {10, 100, 1_000};
  private static final int ROUNDS = 5;
  private static final long ROW_SETS = 256L << 20;

  private final List<SourceFile> files;
  private final int[] sizes;

  GrowthBenchmark(List<SourceFile> files, int[] sizes) {
    this.files = files;
    this.sizes = sizes;
  }

  void run(CorpusCopies copies) throws IOException, InterruptedException {
    List<Ruleset> rulesets = new ArrayList<>();
    for (int count : RULES) {
      rulesets.add(rules(count));
    }
    System.out.printf(
        "%14s %6s %9s %9s %9s %14s %14s%n",
        "events", "rules", "open ms", "read ms", "measure", "ns/event·rule", "again ms");
    for (int size : sizes) {
      copies.grow(size);
      for (Ruleset ruleset : rulesets) {
        line(copies, ruleset);
      }
    }
    System.out.println(
        "open: every byte is checked; read: columns are decoded; measure: nothing known of the"
            + " rules but the columns read (median of "
            + ROUNDS
            + "); again: the same rules once more.");
    System.out.println(Figures.memory());
    System.out.println(Figures.load());
  }

  private static void line(CorpusCopies copies, Ruleset ruleset)
      throws IOException, InterruptedException {
    double[] opened = new double[ROUNDS];
    double[] read = new double[ROUNDS];
    double[] measured = new double[ROUNDS];
    double[] again = new double[ROUNDS];
    long events = 0;
    long rules = ruleset.rules().stream().filter(Rule::enabled).count();
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      try (Corpus corpus = copies.open();
          MeasureSession session = new MeasureSession(corpus, ROW_SETS)) {
        opened[round] = (System.nanoTime() - start) / 1e6;
        start = System.nanoTime();
        session.prepare();
        read[round] = (System.nanoTime() - start) / 1e6;
        Measurement measurement = session.measure(ruleset);
        measured[round] = measurement.elapsed().toNanos() / 1e6;
        again[round] = session.measure(ruleset).elapsed().toNanos() / 1e6;
        events = measurement.events();
      }
    }
    double median = Figures.median(measured);
    System.out.printf(
        "%,14d %,6d %9.1f %9.1f %9.1f %14.4f %14.2f%n",
        events,
        rules,
        Figures.median(opened),
        Figures.median(read),
        median,
        median * 1e6 / events / rules,
        Figures.median(again));
  }

  /** The first rules, or all and variants of them. */
  private Ruleset rules(int count) {
    RulesetLoader loader = new RulesetLoader(LoadOptions.defaults());
    Ruleset given = loader.load(files).ruleset();
    List<Rule> enabled = given.rules().stream().filter(Rule::enabled).toList();
    StringBuilder more = new StringBuilder();
    for (int i = enabled.size(); i < count; i++) {
      Rule rule = enabled.get(i % enabled.size());
      more.append("- rule: variant ").append(i).append('\n');
      more.append("  desc: a variant\n  output: o\n  priority: INFO\n  condition: >\n    (");
      more.append(rule.conditionText().strip().replaceAll("\\s+", " "));
      more.append(") and not (proc.name = tool").append(i).append(" and proc.pname = runner)\n");
    }
    for (int i = count; i < enabled.size(); i++) {
      more.append("- rule: \"").append(enabled.get(i).name().replace("\"", "\\\""));
      more.append("\"\n  enabled: false\n  override:\n    enabled: replace\n");
    }
    List<SourceFile> all = new ArrayList<>(files);
    all.add(new SourceFile("variants.yaml", more.toString()));
    LoadResult result = loader.load(all);
    if (!result.successful()) {
      throw new IllegalArgumentException("the rules do not load: " + result.errors().getFirst());
    }
    return result.ruleset();
  }
}
