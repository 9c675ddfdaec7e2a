package dev.creance.recorder.snapshot;

import dev.creance.events.scap.CaptureHeader;
import dev.creance.events.scap.CaptureHeader.GroupEntry;
import dev.creance.events.scap.CaptureHeader.UserEntry;
import java.util.ArrayList;
import java.util.List;

/** The users and groups of the host, from {@code /etc/passwd} and {@code /etc/group}. */
final class Users {
  private Users() {}

  static void tell(CaptureHeader header) {
    List<UserEntry> users = new ArrayList<>();
    for (String[] part : lines("/etc/passwd", 7)) {
      users.add(new UserEntry(id(part[2]), id(part[3]), part[0], part[5], part[6]));
    }
    List<GroupEntry> groups = new ArrayList<>();
    for (String[] part : lines("/etc/group", 3)) {
      groups.add(new GroupEntry(id(part[2]), part[0]));
    }
    header.users(users, groups);
  }

  /** The lines with enough parts; those of name services, beginning with + or −, aren't users. */
  private static List<String[]> lines(String path, int parts) {
    List<String[]> lines = new ArrayList<>();
    String text = ProcFiles.read(path);
    for (String line : (Iterable<String>) (text == null ? "" : text).lines()::iterator) {
      String[] part = line.split(":", -1);
      if (part.length >= parts && !line.startsWith("+") && !line.startsWith("-")) {
        lines.add(part);
      }
    }
    return lines;
  }

  private static int id(String text) {
    try {
      return Integer.parseUnsignedInt(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
