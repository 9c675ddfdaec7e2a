package dev.creance.tuning.recording;

import dev.creance.corpus.Label;

/**
 * A labelled attack step of a recording.
 *
 * @param index among the steps of all recordings
 * @param recording the index of its recording
 */
public record AttackStep(int index, int recording, Label label) {
  public String name() {
    return label.name();
  }
}
