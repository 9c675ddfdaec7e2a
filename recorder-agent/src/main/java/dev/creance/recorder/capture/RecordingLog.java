package dev.creance.recorder.capture;

/** Where a recording says what its operator should know. One line each. */
public interface RecordingLog {
  void problem(String line);

  void note(String line);
}
