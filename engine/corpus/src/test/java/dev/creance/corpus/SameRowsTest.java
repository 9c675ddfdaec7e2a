package dev.creance.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.corpus.evaluate.HitRows;
import dev.creance.corpus.evaluate.MeasureSession;
import dev.creance.events.Replay;
import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.grammar.rules.RulesetLoader;
import dev.creance.grammar.source.SourceFile;
import dev.creance.match.CompiledCondition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Both evaluators give the same rows: random conditions over the whole catalogue of fields, on
 * random streams of events. The seed is printed. A longer run, or another one:
 *
 * <pre>
 * ./mvnw -Dquick test -pl engine/corpus -am -Dtest=SameRowsTest \
 *     -Dsurefire.failIfNoSpecifiedTests=false -Dcreance.sameRows=100000 -Dcreance.seed=45
 * </pre>
 */
class SameRowsTest {
  private static final long SEED = 44;
  private static final int EVENTS = 600;
  private static final int CONDITIONS = 400;

  @TempDir Path folder;

  @Test
  void random_conditions_on_random_streams() throws Exception {
    int cases = Integer.getInteger("creance.sameRows", 10_000);
    long seed = Long.getLong("creance.seed", SEED);
    System.out.println("SameRowsTest: -Dcreance.seed=" + seed);
    Random random = new Random(seed);
    RandomStream stream = new RandomStream(CorpusSamples.sampleCapture());
    int done = 0;
    for (int round = 0; done < cases; round++) {
      done += round(round, stream, random, seed);
    }
    assertThat(done).isGreaterThanOrEqualTo(cases);
  }

  /** One stream and many conditions; gives how many. */
  private int round(int round, RandomStream stream, Random random, long seed) throws Exception {
    Path capture = folder.resolve("stream" + round + ".scap");
    Path corpus = folder.resolve("corpus" + round);
    String engines = random.nextBoolean() ? "all" : "none";
    stream.write(capture, EVENTS, random);
    RandomConditions conditions = new RandomConditions();
    try (Replay replay = Replay.open(capture, CorpusSamples.state(engines))) {
      while (replay.next()) {
        conditions.see(replay.scope(), random);
      }
    }
    Ruleset ruleset = rules(conditions, random);
    List<BitSet> expected = eventByEvent(ruleset, capture, engines);
    CorpusSamples.importCapture(capture, corpus, engines);
    List<BitSet> actual = wholeColumns(ruleset, corpus);
    List<String> different = new ArrayList<>();
    for (int i = 0; i < expected.size(); i++) {
      BitSet difference = (BitSet) expected.get(i).clone();
      difference.xor(actual.get(i));
      if (!difference.isEmpty()) {
        different.add(
            ruleset.rules().get(i).conditionText().strip()
                + ": "
                + difference.cardinality()
                + " events differ, first "
                + difference.nextSetBit(0)
                + ", event by event: "
                + expected.get(i).get(difference.nextSetBit(0)));
      }
    }
    different.sort(Comparator.comparingInt(String::length));
    assertThat(different)
        .as("-Dcreance.seed=%d, round %d, engines %s, shortest first", seed, round, engines)
        .isEmpty();
    return expected.size();
  }

  private static Ruleset rules(RandomConditions conditions, Random random) {
    StringBuilder yaml = new StringBuilder();
    RulesetLoader loader = new RulesetLoader(LoadOptions.defaults());
    for (int i = 0; i < CONDITIONS; i++) {
      String condition = conditions.next(random);
      String item =
          "- rule: r"
              + i
              + "\n  desc: d\n  output: o\n  priority: INFO\n  condition: >\n    "
              + condition
              + "\n";
      if (loader.load(List.of(new SourceFile("one.yaml", item))).successful()) {
        yaml.append(item);
      }
    }
    return loader.load(List.of(new SourceFile("all.yaml", yaml.toString()))).ruleset();
  }

  private static List<BitSet> eventByEvent(Ruleset ruleset, Path capture, String engines)
      throws Exception {
    List<CompiledCondition> compiled = new ArrayList<>();
    List<BitSet> rows = new ArrayList<>();
    for (Rule rule : ruleset.rules()) {
      compiled.add(CompiledCondition.of(rule.condition()));
      rows.add(new BitSet());
    }
    try (Replay replay = Replay.open(capture, CorpusSamples.state(engines))) {
      while (replay.next()) {
        int code = replay.scope().event.code();
        for (int i = 0; i < compiled.size(); i++) {
          Rule rule = ruleset.rules().get(i);
          if (rule.eventCodes().get(code)
              && replay.scope().source.equals(rule.source())
              && compiled.get(i).holds(replay.scope())) {
            rows.get(i).set((int) replay.scope().event.number());
          }
        }
      }
      assertThat(replay.damage()).isEqualTo(Optional.empty());
    }
    return rows;
  }

  private static List<BitSet> wholeColumns(Ruleset ruleset, Path path) throws Exception {
    List<BitSet> rows = new ArrayList<>();
    try (Corpus corpus = Corpus.open(path);
        MeasureSession session = new MeasureSession(corpus, 64 << 20)) {
      for (Rule rule : ruleset.rules()) {
        BitSet own = new BitSet();
        new HitRows(session)
            .visit(
                List.of(rule),
                false,
                (hit, scope, segment) -> {
                  own.set((int) scope.event.number());
                  return true;
                });
        rows.add(own);
      }
    }
    return rows;
  }
}
