package dev.creance.tuning.normal;

import dev.creance.corpus.format.CorpusException;
import dev.creance.grammar.rules.Rule;
import dev.creance.tuning.normal.NormalProfile.Seen;
import dev.creance.tuning.recording.Exposure;
import dev.creance.tuning.recording.HitTable;
import dev.creance.tuning.recording.Recordings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Learns what is normal, and says of hits whether they are. */
public final class NormalLearner {
  private final Recordings recordings;
  private @Nullable Behaviours behaviours;

  public NormalLearner(Recordings recordings) {
    this.recordings = recordings;
  }

  private Behaviours behaviours() throws CorpusException, InterruptedException {
    Behaviours known = behaviours;
    if (known == null) {
      known = Behaviours.of(recordings);
      behaviours = known;
    }
    return known;
  }

  /** How often, where and when. */
  private static final class Tally {
    private long count;
    private String example = "";
    private final Set<String> hosts = new HashSet<>();
    private final Set<Long> days = new HashSet<>();

    void add(HitTable table, int hit, String shown) {
      count++;
      example = count == 1 ? shown : example;
      hosts.add(table.host(hit));
      days.add((long) Math.floor(table.time(hit) / Exposure.NANOS_PER_DAY));
    }

    Seen seen() {
      return new Seen(count, hosts.size(), days.size(), example);
    }
  }

  /** Learns from what is labelled normal. */
  public NormalProfile learn() throws CorpusException, InterruptedException {
    return learn(recording -> true);
  }

  /** Learns from what is labelled normal in some of the recordings. */
  public NormalProfile learn(IntPredicate used) throws CorpusException, InterruptedException {
    return profile(used, true);
  }

  /** What was done at all, labelled or not: to hold one recording against another. */
  public NormalProfile observe() throws CorpusException, InterruptedException {
    return profile(recording -> true, false);
  }

  private NormalProfile profile(IntPredicate used, boolean normalOnly)
      throws CorpusException, InterruptedException {
    Behaviours seen = behaviours();
    Map<String, Map<String, Map<String, Tally>>> tallies = new TreeMap<>();
    HitTable table = seen.table();
    for (int hit = 0; hit < table.size(); hit++) {
      if (normalOnly && !table.normal(hit) || !used.test(table.recording(hit))) {
        continue;
      }
      Map<String, Map<String, Tally>> workload =
          tallies.computeIfAbsent(seen.workload(hit), key -> new TreeMap<>());
      String what = seen.what(hit);
      if (what != null) {
        tally(workload, seen.behaviour(hit).word(), what).add(table, hit, seen.example(hit));
      }
      String program = seen.program(hit);
      if (program != null) {
        tally(workload, Behaviours.ACTS, program).add(table, hit, "");
      }
      String spawner = seen.spawner(hit);
      if (spawner != null && what != null) {
        tally(tallies.computeIfAbsent(spawner, key -> new TreeMap<>()), Behaviours.SPAWNS, what)
            .add(table, hit, seen.example(hit));
      }
    }
    Map<String, Map<String, Map<String, Seen>>> workloads = new TreeMap<>();
    tallies.forEach((workload, all) ->
        all.forEach((behaviour, ofBehaviour) ->
            ofBehaviour.forEach((what, tally) ->
                workloads
                    .computeIfAbsent(workload, key -> new TreeMap<>())
                    .computeIfAbsent(behaviour, key -> new TreeMap<>())
                    .put(what, tally.seen()))));
    Map<String, String> corpora = new TreeMap<>();
    double days = 0;
    for (int i = 0; i < recordings.all().size(); i++) {
      if (used.test(i)) {
        corpora.put(recordings.get(i).name(), recordings.get(i).corpus().manifest().digest());
        days += recordings.labels(i).normalDays();
      }
    }
    return new NormalProfile(NormalProfile.VERSION, corpora, days, workloads);
  }

  private static Tally tally(
      Map<String, Map<String, Tally>> workload, String behaviour, String what) {
    return workload
        .computeIfAbsent(behaviour, key -> new TreeMap<>())
        .computeIfAbsent(what, key -> new Tally());
  }

  /**
   * What the hits of a rule are, held against what is normal.
   *
   * @param expected hits of which everything was seen before
   * @param novel hits of which something was not
   * @param unjudged hits of which no behaviour and no program is known
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
    HitTable hits = HitTable.collect(recordings, List.of(rule), Novelty.columns());
    Novelty novelty = novelty(recording -> normal);
    long expected = 0;
    long novel = 0;
    long unjudged = 0;
    Map<String, Long> reasons = new HashMap<>();
    for (int hit = 0; hit < hits.size(); hit++) {
      Set<String> why = novelty.of(hits, hit, 0);
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

  /** A profile for each recording. */
  @FunctionalInterface
  public interface Normal {
    NormalProfile of(int recording) throws CorpusException, InterruptedException;
  }

  /**
   * What is new in the recordings.
   *
   * @param normal what each of them is held against
   */
  public Novelty novelty(Normal normal) throws CorpusException, InterruptedException {
    Map<Integer, NormalProfile> profiles = new HashMap<>();
    for (int i = 0; i < recordings.all().size(); i++) {
      profiles.put(i, normal.of(i));
    }
    return new Novelty(behaviours(), profiles);
  }

  /**
   * What is new in each recording against the others: a recording is not its own witness. With a
   * single one nothing is known, and everything is new.
   */
  public Novelty noveltyAmongOthers() throws CorpusException, InterruptedException {
    return novelty(recording -> learn(other -> other != recording));
  }
}
