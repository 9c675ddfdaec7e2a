package dev.creance.benchmark;

import dev.creance.events.Replay;
import dev.creance.events.state.Options;
import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.LoadResult;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.grammar.rules.RulesetLoader;
import dev.creance.match.Matching;
import dev.creance.match.RulesetMatcher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Replaying a gzipped capture through the 93 stock rules, all enabled. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@State(Scope.Benchmark)
public class MatchBenchmark {
  @Param({"FIRST", "ALL"})
  public Matching matching = Matching.ALL;

  /** Another capture than the sample, for example {@code -p capture=large.scap.gz}. */
  @Param("")
  public String capture = "";

  private Ruleset ruleset = Ruleset.EMPTY;
  private Path file = Path.of("");

  @Setup
  public void load() throws IOException {
    LoadResult loaded = new RulesetLoader(LoadOptions.defaults()).load(Samples.sources());
    if (!loaded.successful()) {
      throw new IllegalStateException("the rules do not load: " + loaded.errors());
    }
    ruleset = loaded.ruleset();
    file = capture.isEmpty() ? Samples.capture() : Path.of(capture);
  }

  /** The whole capture; what it takes beyond {@link StateBenchmark} is matching. */
  @Benchmark
  public long replay() throws IOException {
    RulesetMatcher matcher = new RulesetMatcher(ruleset, matching);
    try (Replay replay = Replay.open(file, Options.defaults())) {
      long hits = 0;
      while (replay.next()) {
        hits += matcher.match(replay.scope());
      }
      return hits;
    }
  }
}
