package dev.creance.tuning.shrink;

import dev.creance.corpus.segment.Head;
import dev.creance.events.Event;
import dev.creance.events.scap.CaptureWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A small capture in which a rule fires on the last event.
 *
 * @param head the processes and descriptors that are needed
 * @param events those that are needed, the one that trips the rule last
 * @param eventsBefore how many events the recording has up to it
 * @param processesBefore how many processes its head has
 * @param scrubbed whether values of environments and contents of files and sockets were masked:
 *     false when the rule fires only with them as they are
 */
public record Shrunk(
    Head head, List<Event> events, long eventsBefore, int processesBefore, boolean scrubbed) {
  public Shrunk {
    events = List.copyOf(events);
  }

  /** Writes the capture, gzipped. */
  public void write(Path file) throws IOException {
    try (CaptureWriter writer =
        CaptureWriter.gzip(new BufferedOutputStream(Files.newOutputStream(file)))) {
      head.tell(writer.head());
      for (Event event : events) {
        writer.write(event);
      }
    }
  }
}
