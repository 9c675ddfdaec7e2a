package dev.creance.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What Linux says of a process.
 *
 * @param residentBytes of memory, now
 * @param peakBytes of memory, at most so far
 * @param cpuSeconds of user and system
 */
public record Resources(long residentBytes, long peakBytes, double cpuSeconds) {
  private static final double TICKS = 100;

  /** Of a process that runs; zeros when it is gone. */
  public static Resources of(long pid) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    if (!Files.isReadable(process.resolve("status"))) {
      return new Resources(0, 0, 0);
    }
    long resident = 0;
    long peak = 0;
    for (String line : Files.readAllLines(process.resolve("status"))) {
      if (line.startsWith("VmRSS:")) {
        resident = kilobytes(line);
      } else if (line.startsWith("VmHWM:")) {
        peak = kilobytes(line);
      }
    }
    String stat = Files.readString(process.resolve("stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return new Resources(
        resident << 10,
        peak << 10,
        (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS);
  }

  private static long kilobytes(String line) {
    return Long.parseLong(line.replaceAll("\\D", ""));
  }

  /** Its memory in a few words. */
  public String memory() {
    return "%,d MB resident, at most %,d MB".formatted(residentBytes >> 20, peakBytes >> 20);
  }
}
