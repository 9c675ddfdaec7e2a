package dev.creance.conformance.check;

import dev.creance.events.Replay;
import dev.creance.events.state.EventScope;
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
import java.nio.file.Path;
import java.util.List;

/** Rules over a capture, each hit told. */
public final class RuleRun {
  private RuleRun() {}

  /** Takes a rule that fired, and what it fired on; the scope is valid during the call only. */
  @FunctionalInterface
  public interface HitConsumer {
    void hit(Rule rule, EventScope scope);
  }

  /**
   * Replays a capture through rules.
   *
   * @throws IOException when it is unreadable or damaged
   */
  public static void run(
      Path capture, Ruleset rules, Matching matching, Options state, HitConsumer consumer)
      throws IOException {
    RulesetMatcher matcher = new RulesetMatcher(rules, matching);
    try (Replay replay = Replay.open(capture, state)) {
      while (replay.next()) {
        int hits = matcher.match(replay.scope());
        for (int i = 0; i < hits; i++) {
          consumer.hit(matcher.matched(i), replay.scope());
        }
      }
      if (replay.damage().isPresent()) {
        throw replay.damage().get();
      }
    }
  }

  /**
   * Loads rules that are known to load.
   *
   * @throws IllegalStateException when they do not
   */
  public static Ruleset load(List<SourceFile> files, LoadOptions options) {
    LoadResult result = new RulesetLoader(options).load(files);
    if (!result.successful()) {
      throw new IllegalStateException("does not load: " + result.errors().getFirst());
    }
    return result.ruleset();
  }
}
