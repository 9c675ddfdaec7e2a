package dev.creance.conformance;

import dev.creance.events.state.EventScope;
import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.LoadResult;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.grammar.rules.RulesetLoader;
import dev.creance.grammar.source.SourceFile;
import java.util.List;

/** Rules over a capture, each hit told. */
final class RuleRun {
  private RuleRun() {}

  /** Takes a rule that fired, and what it fired on; the scope is valid during the call only. */
  @FunctionalInterface
  interface HitConsumer {
    void hit(Rule rule, EventScope scope);
  }

  /**
   * Loads rules that are known to load.
   *
   * @throws IllegalStateException when they do not
   */
  static Ruleset load(List<SourceFile> files, LoadOptions options) {
    LoadResult result = new RulesetLoader(options).load(files);
    if (!result.successful()) {
      throw new IllegalStateException("does not load: " + result.errors().getFirst());
    }
    return result.ruleset();
  }
}
