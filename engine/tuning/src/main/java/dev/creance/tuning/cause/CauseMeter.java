package dev.creance.tuning.cause;

import dev.creance.corpus.format.CorpusException;
import dev.creance.corpus.segment.Partition;
import dev.creance.corpus.segment.Segment;
import dev.creance.grammar.rules.Rule;
import dev.creance.tuning.cause.NoiseCauses.Expectation;
import dev.creance.tuning.normal.NormalLearner;
import dev.creance.tuning.normal.NormalProfile;
import dev.creance.tuning.normal.Novelty;
import dev.creance.tuning.recording.HitColumn;
import dev.creance.tuning.recording.HitTable;
import dev.creance.tuning.recording.Recording;
import dev.creance.tuning.recording.Recordings;
import dev.creance.tuning.recording.Signature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tells the causes of noise apart. */
public final class CauseMeter {
  private static final long NEAR = 1_000_000_000L;
  private static final String DROP = "drop";
  private static final int SIGNATURE = 0;
  private static final int UNDECIDED = 1;
  private static final int JUDGED = 2;

  private final Recordings recordings;

  public CauseMeter(Recordings recordings) {
    this.recordings = recordings;
  }

  /**
   * Measures rules, whether or not they are enabled.
   *
   * @param normal what is normal; without it, each recording is held against the other ones that
   *     are labelled normal, where there are any
   */
  public List<NoiseCauses> measure(List<Rule> rules, Optional<NormalProfile> normal)
      throws CorpusException, InterruptedException {
    List<HitColumn> columns = new ArrayList<>(List.of(new Signature(), new UndecidedHit()));
    columns.addAll(Novelty.columns());
    HitTable hits = HitTable.collect(recordings, rules, columns);
    Optional<Novelty> novelty = novelty(normal);
    List<TreeSet<Long>> drops = drops();
    List<Causes> causes = new ArrayList<>();
    rules.forEach(rule -> causes.add(new Causes(rule, novelty)));
    for (int hit = 0; hit < hits.size(); hit++) {
      if (hits.normal(hit)) {
        causes.get(hits.rule(hit)).add(hits, hit, near(drops.get(hits.recording(hit)), hits, hit));
      }
    }
    return causes.stream().map(Causes::result).toList();
  }

  private Optional<Novelty> novelty(Optional<NormalProfile> normal)
      throws CorpusException, InterruptedException {
    NormalLearner learner = new NormalLearner(recordings);
    if (normal.isPresent()) {
      return Optional.of(learner.novelty(recording -> normal.get()));
    }
    long labelled = 0;
    for (int i = 0; i < recordings.all().size(); i++) {
      labelled += recordings.labels(i).normalDays() > 0 ? 1 : 0;
    }
    return labelled > 1 ? Optional.of(learner.noveltyAmongOthers()) : Optional.empty();
  }

  /** When the recorder says that it dropped events, by recording. */
  private List<TreeSet<Long>> drops() throws CorpusException {
    List<TreeSet<Long>> all = new ArrayList<>();
    for (Recording recording : recordings.all()) {
      TreeSet<Long> times = new TreeSet<>();
      for (Segment segment : recording.corpus().segments()) {
        List<Partition> partitions = new ArrayList<>(segment.partitions());
        partitions.addAll(segment.hidden());
        for (Partition partition : partitions) {
          if (partition.type().name().equals(DROP)) {
            for (int row = 0; row < partition.size(); row++) {
              times.add(segment.time(partition.place(row)));
            }
          }
        }
      }
      all.add(times);
    }
    return all;
  }

  private static boolean near(TreeSet<Long> drops, HitTable hits, int hit) {
    long time = hits.time(hit);
    Long next = drops.ceiling(time - NEAR);
    return next != null && next <= time + NEAR;
  }

  /** Adds up the hits of one rule. */
  private static final class Causes {
    private final Rule rule;
    private final Optional<Novelty> novelty;
    private final Set<List<Integer>> signatures = new HashSet<>();
    private final Map<String, Long> fields = new HashMap<>();
    private final Map<String, Long> reasons = new HashMap<>();
    private long hits;
    private long missing;
    private long nearDrops;
    private long repeats;
    private long expected;
    private long novel;
    private long unjudged;
    private long unexplained;

    Causes(Rule rule, Optional<Novelty> novelty) {
      this.rule = rule;
      this.novelty = novelty;
    }

    void add(HitTable table, int hit, boolean nearDrop) {
      hits++;
      String undecided = table.value(UNDECIDED, hit);
      boolean repeat = !signatures.add(List.of(table.recording(hit), table.code(SIGNATURE, hit)));
      boolean known = false;
      if (novelty.isPresent()) {
        @Nullable Set<String> news = novelty.get().of(table, hit, JUDGED);
        known = news != null && news.isEmpty();
        judge(news);
      }
      if (undecided != null) {
        missing++;
        for (String field : undecided.split(" ")) {
          fields.merge(field, 1L, Long::sum);
        }
      }
      nearDrops += nearDrop ? 1 : 0;
      repeats += repeat ? 1 : 0;
      unexplained += undecided == null && !nearDrop && !repeat && !known ? 1 : 0;
    }

    private void judge(@Nullable Set<String> news) {
      if (news == null) {
        unjudged++;
      } else if (news.isEmpty()) {
        expected++;
      } else {
        novel++;
        news.forEach(reason -> reasons.merge(reason, 1L, Long::sum));
      }
    }

    NoiseCauses result() {
      return new NoiseCauses(
          rule,
          hits,
          missing,
          fields,
          nearDrops,
          repeats,
          novelty.map(unused -> new Expectation(expected, novel, unjudged, reasons)),
          unexplained);
    }
  }
}
