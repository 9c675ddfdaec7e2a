package dev.creance.recorder;

import dev.creance.recorder.capture.FlightRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import sun.misc.Signal;

/**
 * The ways to ask a flight recorder for its memory: SIGUSR1, and a file that somebody, whoever
 * reacts to alerts for example, creates.
 */
final class DumpRequests {
  private static final String SIGNAL = "USR1";
  private static final int LOOK_MILLIS = 500;

  private DumpRequests() {}

  static void listen(FlightRecorder recorder, @Nullable Path trigger) {
    Signal.handle(new Signal(SIGNAL), signal -> recorder.requestDump());
    if (trigger != null) {
      Thread.ofPlatform().name("trigger").daemon().start(() -> watch(recorder, trigger));
    }
  }

  private static void watch(FlightRecorder recorder, Path trigger) {
    try {
      while (true) {
        Thread.sleep(LOOK_MILLIS);
        if (Files.exists(trigger)) {
          Files.deleteIfExists(trigger);
          recorder.requestDump();
        }
      }
    } catch (IOException e) {
      recorder.requestDump(); // asked for, though the file can't be deleted: no more looking
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
