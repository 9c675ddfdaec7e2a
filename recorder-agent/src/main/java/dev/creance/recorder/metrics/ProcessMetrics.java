package dev.creance.recorder.metrics;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** CPU time and memory of this process, under the names that all exporters use. */
public final class ProcessMetrics implements MetricsText.Source {
  private static final double TICKS_A_SECOND = 100; // USER_HZ, the same on every Linux
  private static final int USER_TIME = 11; // of the fields behind the name, as is the system's next
  private final double start = System.currentTimeMillis() / 1e3;

  @Override
  public void tell(MetricsText page) {
    try {
      String stat = read("/proc/self/stat");
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      double ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]);
      page.counter("process_cpu_seconds_total", "User and system CPU time.")
          .sample(ticks / TICKS_A_SECOND);
      long kilobytes = 0;
      for (String line : read("/proc/self/status").split("\n")) {
        if (line.startsWith("VmRSS:")) {
          kilobytes = Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
      page.gauge("process_resident_memory_bytes", "Resident memory.").sample(kilobytes * 1024);
    } catch (IOException e) {
      // Without /proc nothing is known; a missing sample says so.
    }
    page.gauge("process_start_time_seconds", "When the process started, by the clock.")
        .sample(start);
  }

  private static String read(String file) throws IOException {
    return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
  }
}
