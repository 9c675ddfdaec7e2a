package dev.creance.workbench.window.service;

import dev.creance.corpus.format.CorpusException;
import dev.creance.tuning.normal.NormalLearner;
import dev.creance.tuning.normal.NormalProfile;
import dev.creance.tuning.recording.Recording;
import dev.creance.tuning.recording.Recordings;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.window.shown.NormalWorkload;
import dev.creance.workbench.window.shown.NormalWorkload.Behaviour;
import dev.creance.workbench.window.shown.NormalWorkload.Difference;
import dev.creance.workbench.window.shown.Wrong;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Says what workloads do on an ordinary day, and what is new against that. */
public final class Normality {
  private final Laboratory laboratory;

  public Normality(Laboratory laboratory) {
    this.laboratory = laboratory;
  }

  /** What workloads do on what is labelled normal. */
  public CompletableFuture<NormalWorkload.All> profiles() {
    return laboratory.newest(
        "profiles",
        recordings -> {
          if (recordings.normalDays() <= 0) {
            return new NormalWorkload.All(List.of(), "");
          }
          NormalProfile profile = new NormalLearner(recordings).learn();
          return new NormalWorkload.All(
              workloads(profile),
              Quantities.seconds(profile.nodeDays() * 86400)
                  + " labelled normal in "
                  + Quantities.count(normal(recordings), "corpus", "corpora"));
        });
  }

  private static long normal(Recordings recordings) {
    long count = 0;
    for (int i = 0; i < recordings.all().size(); i++) {
      count += recordings.labels(i).normalDays() > 0 ? 1 : 0;
    }
    return count;
  }

  private static List<NormalWorkload> workloads(NormalProfile profile) {
    List<NormalWorkload> workloads = new ArrayList<>();
    profile
        .workloads()
        .forEach((name, kinds) -> {
          List<Behaviour> behaviours = new ArrayList<>();
          kinds.forEach((kind, all) ->
              all.forEach((what, seen) ->
                  behaviours.add(
                      new Behaviour(kind, what, seen.count(), seen.hosts(), seen.days()))));
          behaviours.sort(Comparator.comparingLong(one -> -one.count()));
          long seen = behaviours.stream().mapToLong(Behaviour::count).sum();
          workloads.add(new NormalWorkload(name, seen, behaviours));
        });
    workloads.sort(Comparator.comparingLong(one -> -one.seen()));
    return workloads;
  }

  /**
   * What is new in a corpus, and what was not seen again.
   *
   * @param base the corpus to hold it against; empty for all that is labelled normal
   */
  public CompletableFuture<List<Difference>> compare(String base, String corpus) {
    return laboratory.newest(
        "compare",
        recordings -> {
          NormalProfile before =
              base.isEmpty() ? new NormalLearner(recordings).learn() : observed(recordings, base);
          NormalProfile after = observed(recordings, corpus);
          List<Difference> differences = new ArrayList<>();
          after.without(before).forEach(one -> differences.add(shown(true, one)));
          if (!base.isEmpty()) {
            before.without(after).forEach(one -> differences.add(shown(false, one)));
          }
          differences.sort(
              Comparator.comparing((Difference one) -> !one.fresh())
                  .thenComparingLong(one -> -one.count()));
          return differences;
        });
  }

  private static NormalProfile observed(Recordings recordings, String name)
      throws CorpusException, InterruptedException, Wrong {
    for (Recording recording : recordings.all()) {
      if (recording.name().equals(name)) {
        return new NormalLearner(Recordings.of(List.of(recording))).observe();
      }
    }
    throw new Wrong("no corpus called '" + name + "' is open");
  }

  private static Difference shown(boolean fresh, NormalProfile.Difference one) {
    return new Difference(fresh, one.workload(), one.behaviour(), one.what(), one.seen().count());
  }
}
