package dev.creance.events.state;

import org.jspecify.annotations.Nullable;

/** Where each engine puts a container's id into the path of its cgroup. */
final class CgroupLayouts {
  private static final int ID_LENGTH = 64;
  private static final int REPORTED_LENGTH = 12;

  /** Pairs of what stands before and after the id, in the order in which they are tried. */
  private static final String[] PODMAN = {
    "/libpod-", ".scope",
    "/libpod-", ".scope/container",
    "/libpod-", "",
    "/libpod-payload-", ".scope",
    "/libpod-payload-", ".scope/container",
    "/libpod-payload-", "",
  };

  private static final String[] DOCKER = {
    "/", "",
    "/docker-", ".scope",
  };

  private static final String[] CRI = {
    "/", "",
    "/crio-", "",
    "/cri-containerd-", ".scope",
    "/crio-", ".scope",
    ":cri-containerd:", "",
    "/docker-", ".scope",
    "/nerdctl-", ".scope",
  };

  private static final String[] LXC = {"/lxc/", "/lxc.payload/", "/lxc.payload."};

  private CgroupLayouts() {}

  /** The id of a container of an engine; null when the path is not of its layouts. */
  static @Nullable String id(ContainerEngine engine, String path) {
    return switch (engine) {
      case PODMAN -> hexId(path, PODMAN);
      case DOCKER -> hexId(path, DOCKER);
      case CRI -> hexId(path, CRI);
      case CONTAINERD -> containerd(path);
      case LXC -> lxc(path);
      case LIBVIRT_LXC -> libvirtLxc(path);
      case BPM -> bpm(path);
    };
  }

  private static @Nullable String hexId(String path, String[] layouts) {
    for (int i = 0; i < layouts.length; i += 2) {
      String id = between(path, layouts[i], layouts[i + 1], false);
      if (id != null) {
        return id;
      }
    }
    return null;
  }

  /**
   * The id between the last prefix and the last suffix: 64 hexadecimal characters, or any 1 to 64
   * ones under the lenient rule. Like the plugin, takes characters for hexadecimal when the first
   * that isn't is at index 64 of the whole path or later.
   */
  private static @Nullable String between(
      String path, String prefix, String suffix, boolean lenient) {
    int start = path.lastIndexOf(prefix);
    int end = suffix.isEmpty() ? path.length() : path.lastIndexOf(suffix);
    if (start < 0 || end < 0) {
      return null;
    }
    start += prefix.length();
    int length = end - start;
    if (length == ID_LENGTH && hexadecimal(path, start)) {
      return path.substring(start, start + REPORTED_LENGTH);
    }
    if (!lenient || length <= 0 || length > ID_LENGTH || systemd(path)) {
      return null;
    }
    return path.substring(start, start + Math.min(length, REPORTED_LENGTH));
  }

  private static boolean hexadecimal(String path, int start) {
    for (int i = start; i < path.length(); i++) {
      if (Character.digit(path.charAt(i), 16) < 0) {
        return i >= ID_LENGTH;
      }
    }
    return true;
  }

  private static boolean systemd(String path) {
    return path.endsWith(".service") || path.endsWith(".slice") || path.endsWith(".scope");
  }

  /** {@code /namespace/id}: the first whole path segment that can be a namespace's name. */
  private static @Nullable String containerd(String path) {
    int start = path.indexOf('/');
    while (start >= 0) {
      int end = path.indexOf('/', start + 1);
      if (end < 0) {
        return null;
      }
      if (namespace(path, start + 1, end)) {
        return between(path, path.substring(start, end + 1), "", true);
      }
      start = end;
    }
    return null;
  }

  /** Letters and digits, with single dots, underscores or dashes between them. */
  private static boolean namespace(String path, int start, int end) {
    boolean alphanumericBefore = false;
    for (int i = start; i < end; i++) {
      char c = path.charAt(i);
      boolean alphanumeric = alphanumeric(c);
      if (!alphanumeric && (!alphanumericBefore || c != '.' && c != '_' && c != '-')) {
        return false;
      }
      alphanumericBefore = alphanumeric;
    }
    return alphanumericBefore;
  }

  private static boolean alphanumeric(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
  }

  private static @Nullable String lxc(String path) {
    for (String prefix : LXC) {
      int at = path.indexOf(prefix);
      if (at >= 0) {
        int start = at + prefix.length();
        int end = path.indexOf('/', start);
        return path.substring(start, end < 0 ? path.length() : end);
      }
    }
    return null;
  }

  private static @Nullable String libvirtLxc(String path) {
    int at = path.indexOf(".libvirt-lxc");
    if (at >= 0 && at == path.length() - ".libvirt-lxc".length()) {
      int slash = path.lastIndexOf('/');
      if (slash >= 0) {
        return path.substring(slash + 1, at);
      }
    }
    at = path.indexOf("-lxc\\x2");
    if (at >= 0) {
      String suffix = path.contains(".scope/libvirt") ? ".scope/libvirt" : ".scope";
      int start = at + "-lxc\\x2d".length();
      int end = path.indexOf(suffix);
      if (end >= start && end == path.length() - suffix.length()) {
        return path.substring(start, end);
      }
    }
    at = path.indexOf("/libvirt/lxc/");
    return at < 0 ? null : path.substring(at + "/libvirt/lxc/".length());
  }

  private static @Nullable String bpm(String path) {
    int at = path.indexOf("bpm-");
    if (at < 0) {
      return null;
    }
    int start = at + "bpm-".length();
    int end = path.indexOf(".scope", start);
    String id = path.substring(start, end < 0 ? path.length() : end);
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if (!alphanumeric(c) && c != '.' && c != '_' && c != '-') {
        return null;
      }
    }
    return id.isEmpty() ? null : id;
  }
}
