package dev.creance.corpus.evaluate;

import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;

/** The columns that a value depends on. */
final class Dependencies {
  private final Set<Axis> axes = new HashSet<>();

  Dependencies add(Axis axis) {
    if (axis.kind() != Axis.Kind.CONSTANT) {
      axes.add(axis);
    }
    return this;
  }

  /** The axis that all of it comes down to. */
  Axis axis() {
    if (axes.contains(Axis.REPLAY)) {
      return Axis.REPLAY;
    }
    if (axes.isEmpty()) {
      return Axis.CONSTANT;
    }
    // A context decides its class.
    if (axes.contains(Axis.PROCESS)) {
      axes.remove(Axis.PROCESS_CLASS);
    }
    if (axes.contains(Axis.DESCRIPTOR)) {
      axes.remove(Axis.DESCRIPTOR_CLASS);
    }
    if (axes.size() == 1) {
      return axes.iterator().next();
    }
    if (axes.contains(Axis.ROW)) {
      return Axis.ROW;
    }
    return Axis.tuple(
        axes.stream()
            .sorted(Comparator.comparing(Axis::kind).thenComparing(Axis::parameter))
            .toList());
  }
}
