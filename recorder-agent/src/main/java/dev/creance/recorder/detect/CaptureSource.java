package dev.creance.recorder.detect;

import dev.creance.events.Event;
import dev.creance.events.scap.CaptureReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** A capture on disk, from its beginning to its end. */
public final class CaptureSource implements EventSource {
  private static final int PAUSE_EVERY = 1024;

  private final Path file;

  public CaptureSource(Path file) {
    this.file = file;
  }

  @Override
  public void run(Detector detector, BooleanSupplier stop) throws IOException {
    Event event = new Event();
    try (CaptureReader reader = CaptureReader.open(file, detector.restart())) {
      int untilPause = 0;
      while (reader.next(event)) {
        if (--untilPause < 0) {
          detector.pause();
          untilPause = PAUSE_EVERY;
          if (stop.getAsBoolean()) {
            return;
          }
        }
        detector.event(event);
      }
    } finally {
      detector.pause();
    }
  }
}
