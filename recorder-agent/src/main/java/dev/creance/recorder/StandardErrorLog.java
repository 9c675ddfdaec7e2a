package dev.creance.recorder;

import dev.creance.recorder.capture.RecordingLog;

/** Lines on standard error. */
final class StandardErrorLog implements RecordingLog {
  @Override
  public void problem(String line) {
    System.err.println("recorder-agent: " + line);
  }

  @Override
  public void note(String line) {
    System.err.println(line);
  }
}
