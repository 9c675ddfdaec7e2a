package dev.creance.tuning.normal;

import dev.creance.tuning.recording.HitColumn;
import dev.creance.tuning.recording.HitTable;
import dev.creance.tuning.recording.Workload;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What of recorded events was never seen before, in words. */
public final class Novelty {
  private final Map<Integer, NormalProfile> profiles;
  private final Map<Place, Set<String>> news = new HashMap<>();

  /** An event. */
  private record Place(int recording, long time, long number) {}

  Novelty(Behaviours seen, Map<Integer, NormalProfile> profiles) {
    this.profiles = profiles;
    HitTable table = seen.table();
    for (int hit = 0; hit < table.size(); hit++) {
      String what = seen.what(hit);
      if (what == null) {
        continue;
      }
      Set<String> reasons = news.computeIfAbsent(place(table, hit), key -> new HashSet<>(2));
      String workload = seen.workload(hit);
      String word = seen.behaviour(hit).word();
      if (!normal(table.recording(hit)).knows(workload, word, what)) {
        reasons.add(NormalProfile.sentence(workload, word, what, seen.example(hit)));
      }
      String spawner = seen.spawner(hit);
      if (spawner != null
          && !normal(table.recording(hit)).knows(spawner, Behaviours.SPAWNS, what)) {
        reasons.add(NormalProfile.sentence(spawner, Behaviours.SPAWNS, what, seen.example(hit)));
      }
    }
  }

  /** What a table of hits has to have to be judged, beginning at any column. */
  public static List<HitColumn> columns() {
    return List.of(new Workload(), Behaviours.program());
  }

  private NormalProfile normal(int recording) {
    return Objects.requireNonNull(profiles.get(recording));
  }

  private static Place place(HitTable table, int hit) {
    return new Place(table.recording(hit), table.time(hit), table.number(hit));
  }

  /**
   * What is new about a hit; empty when it is expected, null when it can't be judged.
   *
   * @param hits a table that has {@link #columns()}
   * @param column where they begin
   */
  public @Nullable Set<String> of(HitTable hits, int hit, int column) {
    Set<String> known = news.get(place(hits, hit));
    String workload = Behaviours.decoded(hits.value(column, hit));
    String program = Behaviours.decoded(hits.value(column + 1, hit));
    if (workload == null || program == null) {
      return known;
    }
    if (normal(hits.recording(hit)).knows(workload, Behaviours.ACTS, program)) {
      return known == null ? Set.of() : known;
    }
    Set<String> all = new HashSet<>(known == null ? Set.of() : known);
    all.add(NormalProfile.sentence(workload, Behaviours.ACTS, program, ""));
    return all;
  }
}
