package dev.creance.events.scap;

import dev.creance.events.Event;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Measures reading alone: {@code java -cp TEST_CLASSES:CLASSES:GRAMMAR_CLASSES
 * dev.creance.events.scap.ReadSpeed CAPTURE [ROUNDS]}.
 */
final class ReadSpeed {
  private ReadSpeed() {}

  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[0]);
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    for (int round = 0; round < rounds; round++) {
      decompress(file);
      read(file);
    }
  }

  private static void decompress(Path file) throws Exception {
    long start = System.nanoTime();
    long total = 0;
    try (StreamDecoder decoder = new StreamDecoder(Files.newInputStream(file))) {
      Chunk chunk = new Chunk(1 << 20);
      boolean more = true;
      while (more) {
        chunk.limit = Chunk.HEADROOM;
        more = decoder.fill(chunk);
        total += chunk.limit - Chunk.HEADROOM;
      }
    }
    report("decompress alone", start, total, 0);
  }

  private static void read(Path file) throws Exception {
    long start = System.nanoTime();
    Event event = new Event();
    long sum = 0;
    try (CaptureReader reader = CaptureReader.open(file, new CaptureHeader() {})) {
      while (reader.next(event)) {
        sum += event.parameterCount() + event.code();
      }
      report("read events", start, reader.position(), reader.counts().raw());
      System.out.printf(
          "  delivered %,d, dropped %,d, unknown %,d, check %d%n",
          reader.counts().delivered(), reader.counts().dropped(), reader.counts().unknown(), sum);
    }
  }

  private static void report(String what, long start, long bytes, long events) {
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "%-17s %6.3f s, %,d bytes, %5.0f MB/s, %.2f M events/s%n",
        what, seconds, bytes, bytes / seconds / 1e6, events / seconds / 1e6);
  }
}
