package dev.creance.corpus;

import dev.creance.events.Event;
import dev.creance.events.scap.CaptureReader;
import dev.creance.events.scap.CaptureWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Captures made of the beginning of the sample. */
public final class SmallCaptures {
  private SmallCaptures() {}

  /** Writes a capture of so many events, from an event on. */
  public static Path write(Path to, int from, int count) throws IOException {
    try (CaptureWriter writer = CaptureWriter.plain(Files.newOutputStream(to));
        CaptureReader reader = CaptureReader.open(CorpusSamples.sampleCapture(), writer.head())) {
      Event event = new Event();
      for (int i = 0; i < from + count && reader.next(event); i++) {
        if (i >= from) {
          writer.write(event);
        }
      }
    }
    return to;
  }
}
