package dev.creance.recorder;

import dev.creance.recorder.capture.RecordingLog;

/** A log that nobody reads. */
public final class SilentLog implements RecordingLog {
  @Override
  public void problem(String line) {}

  @Override
  public void note(String line) {}
}
