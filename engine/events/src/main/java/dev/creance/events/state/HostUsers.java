package dev.creance.events.state;

import dev.creance.events.state.Surroundings.Group;
import dev.creance.events.state.Surroundings.User;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Users and groups of the machine that replays: Falco gives their names to ids that a capture does
 * not name.
 */
public interface HostUsers {
  /** Knows nobody. */
  HostUsers NONE =
      new HostUsers() {
        @Override
        public @Nullable User user(int uid) {
          return null;
        }

        @Override
        public @Nullable Group group(int gid) {
          return null;
        }
      };

  /** The user with an id; null when there is none. */
  @Nullable User user(int uid);

  /** The group with an id; null when there is none. */
  @Nullable Group group(int gid);

  /** Those of {@code /etc/passwd} and {@code /etc/group}; nobody where they cannot be read. */
  static HostUsers ofThisMachine() {
    return of(Path.of("/etc/passwd"), Path.of("/etc/group"));
  }

  /** Those of files in the format of {@code passwd(5)} and {@code group(5)}. */
  static HostUsers of(Path passwd, Path group) {
    Map<Integer, User> users = new HashMap<>();
    for (String line : lines(passwd)) {
      String[] part = line.split(":", 7);
      if (part.length == 7) {
        Integer uid = id(part[2]);
        Integer gid = id(part[3]);
        if (uid != null && gid != null) {
          users.putIfAbsent(uid, new User(uid, gid, part[0], part[5], part[6]));
        }
      }
    }
    Map<Integer, Group> groups = new HashMap<>();
    for (String line : lines(group)) {
      String[] part = line.split(":", 4);
      Integer gid = part.length >= 3 ? id(part[2]) : null;
      if (gid != null) {
        groups.putIfAbsent(gid, new Group(gid, part[0]));
      }
    }
    return new HostUsers() {
      @Override
      public @Nullable User user(int uid) {
        return users.get(uid);
      }

      @Override
      public @Nullable Group group(int gid) {
        return groups.get(gid);
      }
    };
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return List.of();
    }
  }

  private static @Nullable Integer id(String text) {
    try {
      return Integer.parseUnsignedInt(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
