package dev.creance.workbench.window.service;

import dev.creance.corpus.Manifest;
import dev.creance.tuning.recording.Recording;
import dev.creance.tuning.recording.Recordings;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.window.shown.RulePage.Mark;
import java.util.ArrayList;
import java.util.List;

/**
 * The recorded time in slices: captures one after another without the time between them, each as
 * wide as its share of the recorded time.
 */
final class Timeline {
  private final int slices;
  private final List<Stretch> stretches = new ArrayList<>();
  private final long total;

  /**
   * @param recording its index
   * @param before recorded time before it, in ns
   */
  private record Stretch(int recording, String name, long first, long last, long before) {}

  Timeline(Recordings recordings, int slices) {
    this.slices = slices;
    long before = 0;
    for (int i = 0; i < recordings.all().size(); i++) {
      Recording recording = recordings.get(i);
      for (Manifest.Capture capture : recording.corpus().manifest().captures()) {
        stretches.add(
            new Stretch(i, recording.name(), capture.firstTime(), capture.lastTime(), before));
        before += Math.max(1, capture.recordedNanos());
      }
    }
    total = Math.max(1, before);
  }

  /** The slice of a moment of a recording. */
  int slice(int recording, long time) {
    for (Stretch stretch : stretches) {
      if (stretch.recording == recording && time >= stretch.first && time <= stretch.last) {
        return at(stretch.before + time - stretch.first);
      }
    }
    return 0;
  }

  private int at(long nanos) {
    return (int) Math.min(slices - 1, (double) nanos / total * slices);
  }

  /** Where each capture begins. */
  List<Mark> marks() {
    return stretches.stream()
        .map(stretch ->
            new Mark(
                at(stretch.before),
                stretch.name,
                Quantities.seconds((stretch.last - stretch.first) / 1e9)))
        .toList();
  }
}
