package dev.creance.recorder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Cgroups of the unified hierarchy: their ids, which are the inodes of their folders, and names.
 */
final class Cgroups {
  private static final List<Path> ROOTS =
      List.of(Path.of("/sys/fs/cgroup"), Path.of("/sys/fs/cgroup/unified"));

  private Cgroups() {}

  /**
   * @param paths folders, or paths below the hierarchy's root
   */
  static List<Long> ids(List<String> paths) throws UsageException, IOException {
    List<Long> ids = new ArrayList<>();
    for (String path : paths) {
      ids.add((Long) Files.getAttribute(folder(path), "unix:ino"));
    }
    return ids;
  }

  /** The same groups as {@code /proc/PID/cgroup} names them, such as {@code /system.slice}. */
  static List<String> names(List<String> paths) throws UsageException, IOException {
    List<String> names = new ArrayList<>();
    for (String path : paths) {
      Path folder = folder(path).toRealPath();
      Path root = folder;
      while (root.getParent() != null && isUnified(root.getParent())) {
        root = root.getParent();
      }
      names.add("/" + root.relativize(folder));
    }
    return names;
  }

  private static Path folder(String path) throws UsageException {
    Path given = Path.of(path);
    if (isUnified(given)) {
      return given;
    }
    for (Path root : ROOTS) {
      Path below = root.resolve(path.startsWith("/") ? path.substring(1) : path);
      if (isUnified(below)) {
        return below;
      }
    }
    throw new UsageException("--cgroup " + path + ": no such cgroup in the unified hierarchy");
  }

  private static boolean isUnified(Path folder) {
    return Files.exists(folder.resolve("cgroup.controllers"));
  }
}
