package dev.creance.recorder.snapshot;

import dev.creance.events.scap.CaptureHeader;
import org.jspecify.annotations.Nullable;

/** The machine: processors, memory, name, when it was started. */
final class Machine {
  private Machine() {}

  /**
   * @param hostName what to call it; null for its own name
   */
  static void tell(CaptureHeader header, @Nullable String hostName) {
    String own = ProcFiles.read("/proc/sys/kernel/hostname");
    header.machine(
        new CaptureHeader.MachineInfo(
            Runtime.getRuntime().availableProcessors(),
            number("/proc/meminfo", "MemTotal:") * 1024,
            0,
            hostName != null ? hostName : own == null ? "" : own.strip(),
            number("/proc/stat", "btime") * 1_000_000_000L,
            0));
  }

  /** The first number of the line that begins with a word; 0 where there is none. */
  private static long number(String path, String word) {
    String text = ProcFiles.read(path);
    for (String line : (Iterable<String>) (text == null ? "" : text).lines()::iterator) {
      String[] part = line.strip().split("\\s+");
      if (part.length > 1 && part[0].equals(word)) {
        return Long.parseLong(part[1]);
      }
    }
    return 0;
  }
}
