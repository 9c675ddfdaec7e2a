package dev.creance.recorder.detect;

import java.io.IOException;
import java.util.function.BooleanSupplier;

/** Where a detector's events come from. */
public interface EventSource {
  /**
   * Hands events to a detector until there are no more, or somebody wants it to stop.
   *
   * @param stop asked often
   */
  void run(Detector detector, BooleanSupplier stop) throws IOException, InterruptedException;

  /** Why no events come at the moment; empty when they do. */
  default String illness() {
    return "";
  }
}
