package dev.creance.recorder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Ids of cgroups in the unified hierarchy: the inodes of their folders. */
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
