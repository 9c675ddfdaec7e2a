package dev.creance.export;

import dev.creance.corpus.segment.Segment;
import dev.creance.events.state.EventScope;
import java.io.IOException;

/** Takes events, one after the other, and ends a file. */
public interface Output {
  /** Adds an event. */
  void add(EventScope scope, Segment segment) throws IOException;

  /** Writes what is still held back; the stream stays open. */
  void finish() throws IOException;
}
