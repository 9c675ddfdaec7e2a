package dev.creance.events.scap;

import dev.creance.events.Event;
import java.io.IOException;

/** Where recorded events come from, one after the other. */
public interface EventFeed extends AutoCloseable {
  /**
   * Fills in the next event. Its bytes are valid until the next call.
   *
   * @return false at the end
   * @throws CaptureException when the recording is damaged here; what came before is valid, and
   *     nothing comes after
   */
  boolean next(Event into) throws CaptureException;

  /** What was met so far. */
  CaptureCounts counts();

  /** Bytes of the file used so far. */
  long filePosition();

  @Override
  void close() throws IOException;
}
