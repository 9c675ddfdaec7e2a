package dev.creance.benchmark;

import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.RulesetLoader;
import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.syntax.ConditionParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reading the rule language: Falco's 93 stock rules, 5,000 lines in four files. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@State(Scope.Benchmark)
public class ParseBenchmark {
  private static final String CONDITION =
      "evt.type in (open, openat, openat2) and evt.is_open_write = true and fd.typechar = 'f'"
          + " and fd.name startswith /etc and not proc.name in (dpkg, rpm, apt)";

  private List<SourceFile> files = List.of();
  private List<String> conditions = List.of();
  private RulesetLoader loader = new RulesetLoader(LoadOptions.defaults());
  private int edits;

  @Setup
  public void load() throws IOException {
    files = Samples.sources();
    loader = new RulesetLoader(LoadOptions.defaults());
    conditions = loader.load(files).ruleset().rules().stream().map(Rule::conditionText).toList();
  }

  /** The tree of one condition: what an editor asks for at every key. */
  @Benchmark
  public Object condition() {
    return ConditionParser.parse(CONDITION);
  }

  /** The trees of all conditions. */
  @Benchmark
  public int conditions() {
    int errors = 0;
    for (String condition : conditions) {
      errors += ConditionParser.parse(condition).errors().size();
    }
    return errors;
  }

  /** All files from nothing: YAML, trees, linking, checking. */
  @Benchmark
  public Object loadAll() {
    return new RulesetLoader(LoadOptions.defaults()).load(files);
  }

  /** All files once more after a change to one, with a loader that has seen them before. */
  @Benchmark
  public Object loadAgain() {
    List<SourceFile> edited = new ArrayList<>(files);
    SourceFile last = files.getLast();
    edited.set(
        files.size() - 1, new SourceFile(last.name(), last.text() + "\n# edit " + edits++ + "\n"));
    return loader.load(edited);
  }
}
