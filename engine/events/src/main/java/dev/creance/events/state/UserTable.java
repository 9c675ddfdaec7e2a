package dev.creance.events.state;

import dev.creance.events.scap.CaptureHeader.GroupEntry;
import dev.creance.events.scap.CaptureHeader.UserEntry;
import dev.creance.events.state.Surroundings.Group;
import dev.creance.events.state.Surroundings.User;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Users and groups by container ({@code ""} is the host) and id.
 *
 * <p>Only the host's are ever added in a replay: those of a container Falco reads from the files of
 * a running one. An entry that is there already can be renamed.
 */
public final class UserTable {
  private static final String HOST = "";
  private static final String NONE = "<NA>";
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_PATH = 1023;

  private final HostUsers hostUsers;
  private final Map<String, Map<Integer, User>> users = new HashMap<>();
  private final Map<String, Map<Integer, Group>> groups = new HashMap<>();
  private long version;

  UserTable(HostUsers hostUsers) {
    this.hostUsers = hostUsers;
  }

  /** Changes with every entry that comes, goes or changes. */
  long version() {
    return version;
  }

  @Nullable User user(String containerId, int uid) {
    Map<Integer, User> of = users.get(containerId);
    return of == null ? null : of.get(uid);
  }

  @Nullable Group group(String containerId, int gid) {
    Map<Integer, Group> of = groups.get(containerId);
    return of == null ? null : of.get(gid);
  }

  /** The user list of a capture's head. */
  void addAll(List<UserEntry> userEntries, List<GroupEntry> groupEntries) {
    for (UserEntry user : userEntries) {
      name(HOST, user.uid(), user.gid(), user.name(), user.home(), user.shell());
    }
    for (GroupEntry group : groupEntries) {
      name(HOST, group.gid(), group.name());
    }
  }

  /** A thread runs as these: looks up those that are not known yet. */
  void seen(String containerId, int uid, int gid) {
    seenUser(containerId, uid, gid);
    seenGroup(containerId, gid);
  }

  public void seenUser(String containerId, int uid, int gid) {
    if (uid == ThreadState.NO_ID || !containerId.equals(HOST) || user(HOST, uid) != null) {
      return;
    }
    if (uid == 0) {
      name(HOST, uid, gid, "root", "/root", NONE);
      return;
    }
    User known = hostUsers.user(uid);
    if (known != null) {
      of(users, HOST).put(uid, known);
    }
  }

  void seenGroup(String containerId, int gid) {
    if (gid == ThreadState.NO_ID || !containerId.equals(HOST) || group(HOST, gid) != null) {
      return;
    }
    if (gid == 0) {
      name(HOST, gid, "root");
      return;
    }
    Group known = hostUsers.group(gid);
    if (known != null) {
      of(groups, HOST).put(gid, known);
    }
  }

  /** Tells a user's name. */
  public void name(String containerId, int uid, int gid, String name, String home, String shell) {
    User known = user(containerId, uid);
    if (listEntry(name) || known == null && !containerId.equals(HOST)) {
      return;
    }
    User told =
        new User(
            uid,
            known == null ? gid : known.gid(),
            cut(name, LONGEST_NAME),
            cut(home, LONGEST_PATH),
            cut(shell, LONGEST_PATH));
    of(users, containerId).put(uid, told);
  }

  /** Tells a group's name. */
  void name(String containerId, int gid, String name) {
    if (listEntry(name) || group(containerId, gid) == null && !containerId.equals(HOST)) {
      return;
    }
    of(groups, containerId).put(gid, new Group(gid, cut(name, LONGEST_NAME)));
  }

  public void removeUser(String containerId, int uid) {
    of(users, containerId).remove(uid);
  }

  void removeGroup(String containerId, int gid) {
    of(groups, containerId).remove(gid);
  }

  /** Whether it is one of passwd's lines that refer to another list. */
  private static boolean listEntry(String name) {
    return name.startsWith("+") || name.startsWith("-");
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }

  /** A container's table, to be changed. */
  private <T> Map<Integer, T> of(Map<String, Map<Integer, T>> map, String containerId) {
    version++;
    return map.computeIfAbsent(containerId, id -> new HashMap<>());
  }
}
