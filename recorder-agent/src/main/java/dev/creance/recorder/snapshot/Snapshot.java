package dev.creance.recorder.snapshot;

import dev.creance.events.scap.CaptureHeader;
import dev.creance.events.scap.CaptureHeader.ProcessEntry;
import dev.creance.recorder.kernel.Posix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells what the machine looks like now. It takes a moment, during which things change: processes
 * that end meanwhile are left out, and events recorded meanwhile may say again what is told here.
 */
public final class Snapshot {
  private final Posix posix = new Posix();
  private final @Nullable String hostName;
  private final List<String> cgroups;

  /**
   * @param hostName the machine's name in the capture; null for its own
   * @param cgroups names in the unified hierarchy: only processes in and below these are told;
   *     empty for all processes
   */
  public Snapshot(@Nullable String hostName, List<String> cgroups) {
    this.hostName = hostName;
    this.cgroups = List.copyOf(cgroups);
  }

  /** Tells the machine, its interfaces, users, processes and their descriptors. */
  public void tell(CaptureHeader header) {
    Machine.tell(header, hostName);
    Interfaces.tell(header);
    Users.tell(header);
    ThreadReader threads = new ThreadReader(posix);
    DescriptorScan descriptors = new DescriptorScan(posix);
    for (long pid : ProcFiles.numbers("/proc")) {
      ProcessEntry process = isTold(pid) ? threads.read(pid, pid) : null;
      if (process == null) {
        continue;
      }
      header.process(process);
      for (long tid : ProcFiles.numbers("/proc/" + pid + "/task")) {
        ProcessEntry thread = tid == pid ? null : threads.read(pid, tid);
        if (thread != null) {
          header.process(thread);
        }
      }
      descriptors.tell(pid, header);
    }
    header.complete();
  }

  private boolean isTold(long pid) {
    if (cgroups.isEmpty()) {
      return true;
    }
    String text = ProcFiles.read("/proc/" + pid + "/cgroup");
    for (String line : (Iterable<String>) (text == null ? "" : text).lines()::iterator) {
      if (line.startsWith("0::")) {
        String name = line.substring(3);
        return cgroups.stream().anyMatch(chosen -> isIn(name, chosen));
      }
    }
    return false;
  }

  private static boolean isIn(String name, String chosen) {
    return name.equals(chosen) || chosen.equals("/") || name.startsWith(chosen + "/");
  }
}
