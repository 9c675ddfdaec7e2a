package dev.creance.tuning.normal;

import dev.creance.corpus.format.CorpusException;
import dev.creance.events.Utf8Text;
import dev.creance.events.state.EventScope;
import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.RulesetLoader;
import dev.creance.grammar.source.SourceFile;
import dev.creance.tuning.normal.NormalProfile.Seen;
import dev.creance.tuning.recording.Exposure;
import dev.creance.tuning.recording.HitColumn;
import dev.creance.tuning.recording.HitTable;
import dev.creance.tuning.recording.Recording;
import dev.creance.tuning.recording.Recordings;
import dev.creance.tuning.recording.Workload;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Learns what is normal, and says of hits whether they are. */
public final class NormalLearner {
  private static final int WHAT = 0;
  private static final int WORKLOAD = 1;

  private final Recordings recordings;

  public NormalLearner(Recordings recordings) {
    this.recordings = recordings;
  }

  private static List<Rule> behaviours() {
    String text =
        Arrays.stream(Behaviour.values()).map(Behaviour::rule).collect(Collectors.joining());
    return new RulesetLoader(LoadOptions.defaults())
        .load(List.of(new SourceFile("behaviours", text)))
        .ruleset()
        .rules();
  }

  /** Reads what exactly, whatever the behaviour. */
  private static final class What implements HitColumn {
    private final Map<Behaviour, Behaviour.Reader> readers = new EnumMap<>(Behaviour.class);

    @Override
    public @Nullable String value(Rule rule, EventScope scope, int recording) {
      return readers
          .computeIfAbsent(Behaviour.valueOf(rule.name()), Behaviour::reader)
          .value(scope);
    }
  }

  private HitTable collect() throws CorpusException, InterruptedException {
    return HitTable.collect(recordings, behaviours(), List.of(new What(), new Workload()));
  }

  /** How often, where and when. */
  private static final class Tally {
    private long count;
    private final Set<String> hosts = new HashSet<>();
    private final Set<Long> days = new HashSet<>();
  }

  /** Learns from what is labelled normal. */
  public NormalProfile learn() throws CorpusException, InterruptedException {
    HitTable table = collect();
    Map<String, Map<String, Map<String, Tally>>> tallies = new TreeMap<>();
    for (int hit = 0; hit < table.size(); hit++) {
      String what = table.value(WHAT, hit);
      if (!table.normal(hit) || what == null) {
        continue;
      }
      Tally tally =
          tallies
              .computeIfAbsent(workload(table, hit), key -> new TreeMap<>())
              .computeIfAbsent(behaviour(table, hit).word(), key -> new TreeMap<>())
              .computeIfAbsent(Utf8Text.decode(what), key -> new Tally());
      tally.count++;
      tally.hosts.add(table.host(hit));
      tally.days.add((long) Math.floor(table.time(hit) / Exposure.NANOS_PER_DAY));
    }
    Map<String, Map<String, Map<String, Seen>>> workloads = new TreeMap<>();
    tallies.forEach((workload, behaviours) ->
        behaviours.forEach((behaviour, all) ->
            all.forEach((what, tally) ->
                workloads
                    .computeIfAbsent(workload, key -> new TreeMap<>())
                    .computeIfAbsent(behaviour, key -> new TreeMap<>())
                    .put(what, new Seen(tally.count, tally.hosts.size(), tally.days.size())))));
    Map<String, String> corpora = new TreeMap<>();
    for (Recording recording : recordings.all()) {
      corpora.put(recording.name(), recording.corpus().manifest().digest());
    }
    return new NormalProfile(NormalProfile.VERSION, corpora, recordings.normalDays(), workloads);
  }

  private static Behaviour behaviour(HitTable table, int hit) {
    return Behaviour.valueOf(table.rules().get(table.rule(hit)).name());
  }

  private static String workload(HitTable table, int hit) {
    String workload = table.value(WORKLOAD, hit);
    return workload == null ? "unknown" : Utf8Text.decode(workload);
  }

  /**
   * What the hits of a rule are, held against what is normal.
   *
   * @param expected hits of which everything was seen before
   * @param novel hits of which something was not
   * @param unjudged hits on events that are no behaviour of which profiles know
   * @param reasons what is new, and of how many hits; most first is up to the reader
   */
  public record Judgement(long expected, long novel, long unjudged, Map<String, Long> reasons) {
    public Judgement {
      reasons = Map.copyOf(reasons);
    }
  }

  /** Judges the hits of a rule. */
  public Judgement judge(Rule rule, NormalProfile normal)
      throws CorpusException, InterruptedException {
    HitTable seen = collect();
    Map<List<Long>, Set<String>> news = new HashMap<>();
    for (int hit = 0; hit < seen.size(); hit++) {
      String what = seen.value(WHAT, hit);
      if (what == null) {
        continue;
      }
      String text = Utf8Text.decode(what);
      String word = behaviour(seen, hit).word();
      String workload = workload(seen, hit);
      Set<String> reasons = news.computeIfAbsent(event(seen, hit), key -> new HashSet<>());
      if (!normal.knows(workload, word, text)) {
        reasons.add(workload + " " + word + " " + text);
      }
    }
    HitTable hits = HitTable.collect(recordings, List.of(rule), List.of());
    long expected = 0;
    long novel = 0;
    long unjudged = 0;
    Map<String, Long> reasons = new HashMap<>();
    for (int hit = 0; hit < hits.size(); hit++) {
      Set<String> why = news.get(event(hits, hit));
      if (why == null) {
        unjudged++;
      } else if (why.isEmpty()) {
        expected++;
      } else {
        novel++;
        why.forEach(reason -> reasons.merge(reason, 1L, Long::sum));
      }
    }
    return new Judgement(expected, novel, unjudged, reasons);
  }

  private static List<Long> event(HitTable table, int hit) {
    return List.of((long) table.recording(hit), table.time(hit), table.number(hit));
  }
}
