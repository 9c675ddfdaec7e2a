package dev.creance.tuning.recording;

import dev.creance.corpus.Label;
import dev.creance.corpus.Manifest;
import dev.creance.events.state.EventScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the labels of a corpus say of a moment and of a process.
 *
 * <p>A hit belongs to a label when it is of its host and time and, if the label names processes,
 * when its process is one of them, descends from one, or is in the session or the process group
 * that one leads (a child keeps these when its parent ends). A hit in an attack step is never
 * normal, and the time of an attack step that names no processes is not exposure.
 */
public final class LabelBook {
  private static final int[] NONE = {};

  private final AttackStep[] steps;
  private final long[] latestEnd;
  private final List<Label> normal = new ArrayList<>();
  private final Map<String, Exposure> normalTimes = new HashMap<>();
  private final List<Exposure> exposures = new ArrayList<>();
  private final ProcessTree tree = new ProcessTree();
  private int[] found = new int[4];

  LabelBook(Manifest manifest, List<AttackStep> attackSteps) {
    this.steps = attackSteps.toArray(AttackStep[]::new);
    Arrays.sort(steps, Comparator.comparingLong(step -> step.label().start()));
    this.latestEnd = new long[steps.length];
    long latest = Long.MIN_VALUE;
    for (int i = 0; i < steps.length; i++) {
      latest = Math.max(latest, steps[i].label().end());
      latestEnd[i] = latest;
    }
    for (Label label : manifest.labels()) {
      if (LabelKind.of(label) == LabelKind.NORMAL) {
        normal.add(label);
      }
    }
    for (Manifest.Capture capture : manifest.captures()) {
      Exposure exposure =
          Exposure.of(of(normal, capture.host()), capture.firstTime(), capture.lastTime())
              .without(attacks(capture));
      exposures.add(exposure);
      normalTimes.merge(
          capture.host(),
          exposure,
          (one, other) -> {
            List<Exposure.Stretch> both = new ArrayList<>(one.stretches());
            both.addAll(other.stretches());
            return new Exposure(both);
          });
    }
  }

  private Exposure attacks(Manifest.Capture capture) {
    List<Label> whole =
        Arrays.stream(steps)
            .map(AttackStep::label)
            .filter(label -> label.pids().isEmpty())
            .toList();
    return Exposure.of(of(whole, capture.host()), capture.firstTime(), capture.lastTime());
  }

  private static List<Label> of(List<Label> labels, String host) {
    return labels.stream().filter(label -> isOf(label, host)).toList();
  }

  private static boolean isOf(Label label, String host) {
    return label.host().isEmpty() || label.host().equals(host);
  }

  /** The normal time of each capture, in the manifest's order. */
  public List<Exposure> normalExposures() {
    return List.copyOf(exposures);
  }

  /** What is labelled normal, in node-days. */
  public double normalDays() {
    return exposures.stream().mapToDouble(Exposure::days).sum();
  }

  /** The indexes of the attack steps that an event belongs to, ascending; mostly empty. */
  public int[] stepsOf(EventScope scope, String host) {
    long time = scope.event.timestamp();
    int count = 0;
    // Steps are sorted by their starts: go back from the last that has begun.
    for (int i = lastStarted(time); i >= 0 && latestEnd[i] >= time; i--) {
      Label label = steps[i].label();
      if (label.end() >= time && isOf(label, host) && tree.holds(label, scope)) {
        if (count == found.length) {
          found = Arrays.copyOf(found, count * 2);
        }
        found[count++] = steps[i].index();
      }
    }
    if (count == 0) {
      return NONE;
    }
    int[] indexes = Arrays.copyOf(found, count);
    Arrays.sort(indexes);
    return indexes;
  }

  private int lastStarted(long time) {
    int low = 0;
    int high = steps.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (steps[middle].label().start() <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  /** Whether an event that is in no attack step is of what is labelled normal. */
  public boolean isNormal(EventScope scope, String host) {
    long time = scope.event.timestamp();
    Exposure times = normalTimes.get(host);
    if (times == null || !times.contains(time)) {
      return false;
    }
    for (Label label : normal) {
      if (label.start() <= time
          && time <= label.end()
          && isOf(label, host)
          && tree.holds(label, scope)) {
        return true;
      }
    }
    return false;
  }

  /** Whether an event belongs to a label of any kind. */
  public boolean belongs(EventScope scope, String host, Label label) {
    long time = scope.event.timestamp();
    return label.start() <= time
        && time <= label.end()
        && isOf(label, host)
        && tree.holds(label, scope);
  }
}
