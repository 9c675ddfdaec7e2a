package dev.creance.tuning.robust;

import dev.creance.corpus.evaluate.EventReplay;
import dev.creance.corpus.evaluate.EventReplay.Losses;
import dev.creance.corpus.format.CorpusException;
import dev.creance.corpus.segment.Head;
import dev.creance.events.Event;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.match.Matching;
import dev.creance.match.RulesetMatcher;
import dev.creance.tuning.recording.Recording;
import dev.creance.tuning.recording.Recordings;
import dev.creance.tuning.robust.Robustness.Change;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Replays recordings with losses, and holds the hits against those without. */
public final class RobustnessMeter {
  /** From so many events on a single replay has drops enough. */
  private static final long MANY = 300_000;

  private static final int REPLAYS = 5;
  private static final long SEED = 0x0c1e_a2ceL;

  private final Recordings recordings;

  public RobustnessMeter(Recordings recordings) {
    this.recordings = recordings;
  }

  /** An event of a recording. */
  private record Place(int recording, long time, long number) {}

  /** The hits of each rule, and the events that were lost. */
  private record Hits(List<Set<Place>> rules, Set<Place> lost) {}

  /** Measures rules, whether or not they are enabled. */
  public List<Robustness> measure(List<Rule> rules) throws CorpusException {
    List<Rule> on = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      on.add(rules.get(i).switched(i, true));
    }
    Ruleset ruleset = new Ruleset(on, List.of(), List.of());
    Hits whole = replay(ruleset, Losses.NONE);
    List<List<Change>> changes = new ArrayList<>();
    rules.forEach(rule -> changes.add(new ArrayList<>()));
    for (Scenario scenario : Scenario.values()) {
      int replays = scenario.random() && recordings.events() < MANY ? REPLAYS : 1;
      long[][] counts = new long[rules.size()][4];
      for (int replay = 0; replay < replays; replay++) {
        Hits hits = replay(ruleset, scenario.losses(SEED + replay));
        for (int rule = 0; rule < counts.length; rule++) {
          count(whole.rules.get(rule), hits, rule, counts[rule]);
        }
      }
      for (int rule = 0; rule < counts.length; rule++) {
        long[] own = counts[rule];
        changes.get(rule).add(new Change(scenario, replays, own[0], own[1], own[2], own[3]));
      }
    }
    List<Robustness> all = new ArrayList<>();
    for (int rule = 0; rule < rules.size(); rule++) {
      all.add(new Robustness(rules.get(rule), whole.rules.get(rule).size(), changes.get(rule)));
    }
    return all;
  }

  private static void count(Set<Place> before, Hits after, int rule, long[] counts) {
    Set<Place> now = after.rules.get(rule);
    for (Place place : before) {
      if (now.contains(place)) {
        counts[0]++;
      } else if (after.lost.contains(place)) {
        counts[1]++;
      } else {
        counts[2]++;
      }
    }
    counts[3] += now.stream().filter(place -> !before.contains(place)).count();
  }

  private Hits replay(Ruleset ruleset, Losses losses) throws CorpusException {
    List<Set<Place>> hits = new ArrayList<>();
    ruleset.rules().forEach(rule -> hits.add(new HashSet<>()));
    Set<Place> lost = new HashSet<>();
    for (int i = 0; i < recordings.all().size(); i++) {
      int at = i;
      Recording recording = recordings.get(i);
      RulesetMatcher matcher = new RulesetMatcher(ruleset, Matching.ALL);
      Losses noted =
          new Losses() {
            @Override
            public Head left(Head head) {
              return losses.left(head);
            }

            @Override
            public boolean lost(Event event) {
              boolean gone = losses.lost(event);
              if (gone) {
                lost.add(new Place(at, event.timestamp(), event.number()));
              }
              return gone;
            }
          };
      new EventReplay(recording.session())
          .visit(
              noted,
              (scope, segment) -> {
                for (int n = matcher.match(scope), hit = 0; hit < n; hit++) {
                  hits.get(matcher.matched(hit).index())
                      .add(new Place(at, scope.event.timestamp(), scope.event.number()));
                }
                return true;
              });
    }
    return new Hits(hits, lost);
  }
}
