package dev.creance.recorder.snapshot;

import dev.creance.events.scap.CaptureHeader;
import dev.creance.events.scap.CaptureHeader.DescriptorEntry;
import dev.creance.recorder.kernel.FileStatus;
import dev.creance.recorder.kernel.Posix;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the open descriptors of processes from {@code /proc/PID/fd}. */
final class DescriptorScan {
  private static final int DIRECTORY = 2;
  private static final int FIFO = 7;
  private static final int UNSUPPORTED = 10;
  private static final int FILE_V2 = 16;
  private static final int MEMFD = 20;
  private static final Map<String, Integer> ANONYMOUS =
      Map.ofEntries(
          Map.entry("[eventfd]", 9),
          Map.entry("[signalfd]", 11),
          Map.entry("[eventpoll]", 12),
          Map.entry("inotify", 13),
          Map.entry("[timerfd]", 14),
          Map.entry("bpf-map", 17),
          Map.entry("bpf-prog", 17),
          Map.entry("bpf_link", 17),
          Map.entry("bpf_iter", 17),
          Map.entry("[userfaultfd]", 18),
          Map.entry("[io_uring]", 19),
          Map.entry("[pidfd]", 21));

  private final Posix posix;
  private final Map<String, SocketTables> socketsByNamespace = new HashMap<>();

  DescriptorScan(Posix posix) {
    this.posix = posix;
  }

  /** Tells the descriptors of a process. */
  void tell(long pid, CaptureHeader header) {
    String folder = "/proc/" + pid + "/";
    for (long number : ProcFiles.numbers(folder + "fd")) {
      DescriptorEntry entry = read(folder, number);
      if (entry != null) {
        header.descriptor(pid, entry);
      }
    }
  }

  private @Nullable DescriptorEntry read(String folder, long number) {
    String link = posix.readLink(folder + "fd/" + number);
    if (link == null) {
      return null;
    }
    if (link.startsWith("socket:[")) {
      return sockets(folder).find(inode(link), number);
    }
    if (link.startsWith("pipe:[")) {
      return named(number, inode(link), FIFO, link);
    }
    if (link.startsWith("anon_inode:")) {
      String kind = link.substring("anon_inode:".length());
      return named(number, 0, ANONYMOUS.getOrDefault(kind, UNSUPPORTED), "");
    }
    FileStatus status = posix.status(folder + "fd/" + number);
    if (status == null || status.isSocket()) {
      return null;
    }
    if (link.startsWith("/memfd:")) {
      return named(number, status.inode(), MEMFD, link);
    }
    if (status.isDirectory()) {
      return named(number, status.inode(), DIRECTORY, link);
    }
    if (status.isPipe()) {
      return named(number, status.inode(), FIFO, link);
    }
    return new DescriptorEntry(
        number,
        status.inode(),
        FILE_V2,
        link,
        OpenFlags.of(flags(folder, number)),
        status.device(),
        "",
        0,
        "",
        0,
        0,
        0,
        0);
  }

  private static DescriptorEntry named(long number, long inode, int type, String name) {
    return new DescriptorEntry(number, inode, type, name, 0, 0, "", 0, "", 0, 0, 0, 0);
  }

  /** The number in {@code kind:[number]}. */
  private static long inode(String link) {
    int start = link.indexOf('[');
    try {
      return Long.parseLong(link, start + 1, link.length() - 1, 10);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private SocketTables sockets(String folder) {
    String namespace = posix.readLink(folder + "ns/net");
    return socketsByNamespace.computeIfAbsent(
        namespace == null ? "" : namespace, key -> new SocketTables(folder + "net/"));
  }

  /** The flags that a file was opened with, as the kernel numbers them. */
  private static int flags(String folder, long number) {
    String info = ProcFiles.read(folder + "fdinfo/" + number, 512);
    if (info != null) {
      for (String line : (Iterable<String>) info.lines()::iterator) {
        if (line.startsWith("flags:")) {
          return Integer.parseUnsignedInt(line.substring(6).strip(), 8);
        }
      }
    }
    return 0;
  }
}
