package dev.creance.recorder.snapshot;

import dev.creance.events.scap.CaptureHeader.ProcessEntry;
import dev.creance.recorder.kernel.FileStatus;
import dev.creance.recorder.kernel.Posix;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one thread from {@code /proc}, as libscap's process list holds it. Kernel threads and
 * zombies, which have neither a command line nor an executable, are left out.
 */
final class ThreadReader {
  private static final int LONGEST_LIST = 4096;
  private static final int THREAD_FLAGS = 1 | 1 << 13; // CLONE_FILES, CLONE_THREAD
  private static final String DELETED = " (deleted)";
  private static final long CAP_DAC_OVERRIDE = 1 << 1;
  private static final long CAP_FOWNER = 1 << 3;

  private final Posix posix;

  ThreadReader(Posix posix) {
    this.posix = posix;
  }

  /** The thread, or null when it has no user space or is gone. */
  @Nullable ProcessEntry read(long pid, long tid) {
    String folder = "/proc/" + pid + (tid == pid ? "" : "/task/" + tid) + "/";
    String commandLine = ProcFiles.read(folder + "cmdline", LONGEST_LIST);
    String executable = posix.readLink(folder + "exe");
    String statusText = ProcFiles.read(folder + "status");
    String stat = ProcFiles.read(folder + "stat");
    if (commandLine == null || statusText == null || stat == null) {
      return null;
    }
    if (commandLine.isEmpty() && (executable == null || executable.isEmpty())) {
      return null;
    }
    StatusFile status = new StatusFile(statusText);
    String[] fields = fields(stat);
    FileStatus exe = posix.status(folder + "exe");
    int uid = (int) status.number("Uid", 1, -1);
    int gid = (int) status.number("Gid", 1, -1);
    String path = executable == null ? "" : executable;
    int argument = commandLine.indexOf('\0');
    return new ProcessEntry(
        tid,
        status.number("Tgid", 0, pid),
        status.number("PPid", 0, 0),
        signed(fields, 3),
        status.last("NSpgid", signed(fields, 2)),
        name(folder),
        argument < 0 ? commandLine : commandLine.substring(0, argument),
        path.endsWith(DELETED) ? path.substring(0, path.length() - DELETED.length()) : path,
        argument < 0 ? "" : commandLine.substring(argument + 1),
        orSlash(posix.readLink(folder + "cwd")),
        fileLimit(folder),
        tid == pid ? 0 : THREAD_FLAGS,
        uid,
        gid,
        status.number("VmSize", 0, 0),
        status.number("VmRSS", 0, 0),
        status.number("VmSwap", 0, 0),
        signed(fields, 9),
        signed(fields, 7),
        tid == pid ? environment(folder) : "", // readers take it from the process
        status.last("NSpid", tid),
        status.last("NStgid", pid),
        cgroups(folder),
        orSlash(posix.readLink(folder + "root")),
        namespaceStart(folder),
        (int) signed(fields, 4),
        loginUser(folder),
        exe != null && isWritable(exe, uid, gid, status.hex("CapEff")),
        status.hex("CapInh"),
        status.hex("CapPrm"),
        status.hex("CapEff"),
        false,
        exe == null ? 0 : exe.inode(),
        exe == null ? 0 : exe.changeTime(),
        exe == null ? 0 : exe.modificationTime(),
        path.startsWith("/memfd:"),
        false,
        signed(fields, 2));
  }

  /** The fields of {@code stat} behind the name, which may hold spaces and parentheses. */
  private static String[] fields(String stat) {
    int end = stat.lastIndexOf(')');
    return stat.substring(Math.min(stat.length(), end + 2)).strip().split(" ");
  }

  private static long signed(String[] fields, int index) {
    if (index >= fields.length) {
      return 0;
    }
    try {
      return Long.parseLong(fields[index]);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static String name(String folder) {
    String name = ProcFiles.read(folder + "comm");
    if (name == null) {
      return "";
    }
    return name.endsWith("\n") ? name.substring(0, name.length() - 1) : name;
  }

  private static String orSlash(@Nullable String path) {
    return path == null || path.isEmpty() ? "/" : path;
  }

  private static String environment(String folder) {
    String environment = ProcFiles.read(folder + "environ", LONGEST_LIST);
    return environment == null ? "" : environment;
  }

  private static long fileLimit(String folder) {
    String limits = ProcFiles.read(folder + "limits");
    if (limits != null) {
      for (String line : (Iterable<String>) limits.lines()::iterator) {
        if (line.startsWith("Max open files")) {
          String soft = line.substring("Max open files".length()).strip().split("\\s+")[0];
          return soft.equals("unlimited") ? -1 : Long.parseLong(soft);
        }
      }
    }
    return -1;
  }

  private static int loginUser(String folder) {
    String text = ProcFiles.read(folder + "loginuid");
    try {
      return text == null ? -1 : (int) Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** When the first process of the thread's pid namespace began, as its own /proc dates it. */
  private long namespaceStart(String folder) {
    FileStatus init = posix.status(folder + "root/proc/1/cmdline");
    return init == null ? 0 : init.changeTime();
  }

  private static boolean isWritable(FileStatus exe, int uid, int gid, long capabilities) {
    if (exe.user() == uid || (capabilities & (CAP_DAC_OVERRIDE | CAP_FOWNER)) != 0) {
      return true;
    }
    int mode = exe.group() == gid ? exe.mode() >> 3 : exe.mode();
    return (mode & 2) != 0;
  }

  /**
   * {@code subsystem=path} and a NUL for each subsystem. Where the unified hierarchy has them, its
   * one path stands for all that the events name.
   */
  private static String cgroups(String folder) {
    String text = ProcFiles.read(folder + "cgroup");
    if (text == null) {
      return "";
    }
    Map<String, String> paths = new LinkedHashMap<>();
    for (String subsystem : new String[] {"cpuset", "cpu", "cpuacct", "blkio", "memory"}) {
      paths.put(subsystem, "");
    }
    String unified = "/";
    for (String line : (Iterable<String>) text.lines()::iterator) {
      String[] parts = line.split(":", 3);
      if (parts.length < 3) {
        continue;
      }
      if (parts[1].isEmpty()) {
        unified = parts[2];
      } else if (!parts[1].startsWith("name=")) {
        for (String subsystem : parts[1].split(",")) {
          paths.put(subsystem, parts[2]);
        }
      }
    }
    StringBuilder cgroups = new StringBuilder();
    for (Map.Entry<String, String> path : paths.entrySet()) {
      cgroups.append(path.getKey()).append('=');
      cgroups.append(path.getValue().isEmpty() ? unified : path.getValue()).append('\0');
    }
    return cgroups.toString();
  }
}
