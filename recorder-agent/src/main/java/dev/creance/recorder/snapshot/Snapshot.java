package dev.creance.recorder.snapshot;

import dev.creance.events.scap.CaptureHeader;
import dev.creance.events.scap.CaptureHeader.ProcessEntry;
import dev.creance.recorder.kernel.Posix;
import org.jspecify.annotations.Nullable;

/**
 * Tells what the machine looks like now. It takes a moment, during which things change: processes
 * that end meanwhile are left out, and events recorded meanwhile may say again what is told here.
 */
public final class Snapshot {
  private final Posix posix = new Posix();
  private final @Nullable String hostName;

  /**
   * @param hostName the machine's name in the capture; null for its own
   */
  public Snapshot(@Nullable String hostName) {
    this.hostName = hostName;
  }

  /** Tells the machine, its interfaces, users, processes and their descriptors. */
  public void tell(CaptureHeader header) {
    Machine.tell(header, hostName);
    Interfaces.tell(header);
    Users.tell(header);
    ThreadReader threads = new ThreadReader(posix);
    DescriptorScan descriptors = new DescriptorScan(posix);
    for (long pid : ProcFiles.numbers("/proc")) {
      ProcessEntry process = threads.read(pid, pid);
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
}
