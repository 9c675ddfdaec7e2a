package dev.creance.recorder;

import dev.creance.events.Event;
import dev.creance.events.scap.CaptureHeader;
import dev.creance.events.scap.CaptureReader;
import java.nio.file.Path;

/** Prints a capture's events by their bytes; for whoever works on the kernel side. */
final class EventDump {
  private EventDump() {}

  public static void main(String[] args) throws Exception {
    Event event = new Event();
    try (CaptureReader reader = CaptureReader.open(Path.of(args[0]), new CaptureHeader() {})) {
      while (reader.next(event)) {
        System.out.println(event.tid() + " " + event.type().name() + " " + EventText.of(event));
      }
    }
  }
}
