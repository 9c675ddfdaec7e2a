package dev.creance.events.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.events.state.Surroundings.Group;
import dev.creance.events.state.Surroundings.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserTableTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void looksUnknownIdsUpOnThisMachine() throws IOException {
    UserTable users = new UserTable(hostUsers());

    users.seen("", 33, 33);
    users.seen("", 34, 34);

    assertThat(users.user("", 33))
        .isEqualTo(new User(33, 33, "www-data", "/var/www", "/usr/sbin/nologin"));
    assertThat(users.group("", 33)).isEqualTo(new Group(33, "www-data"));
    assertThat(users.user("", 34)).isNull();
    assertThat(users.group("", 34)).isNull();
  }

  @Test
  void knowsRootWithoutShell() {
    UserTable users = new UserTable(HostUsers.NONE);

    users.seen("", 0, 0);
    users.seen("", ThreadState.NO_ID, ThreadState.NO_ID);

    assertThat(users.user("", 0)).isEqualTo(new User(0, 0, "root", "/root", "<NA>"));
    assertThat(users.group("", 0)).isEqualTo(new Group(0, "root"));
    assertThat(users.user("", ThreadState.NO_ID)).isNull();
  }

  @Test
  void renamesButDoesNotAddUsersOfContainers() {
    UserTable users = new UserTable(HostUsers.NONE);
    long before = users.version();

    users.name("c1", 1000, 1000, "app", "/app", "/bin/sh");
    users.seen("c1", 1000, 1000);
    assertThat(users.user("c1", 1000)).isNull();
    assertThat(users.version()).isEqualTo(before);

    users.name("", 1000, 100, "me", "/home/me", "/bin/sh");
    users.name("", 1000, 200, "you", "/home/you", "/bin/bash");
    assertThat(users.user("", 1000))
        .isEqualTo(new User(1000, 100, "you", "/home/you", "/bin/bash"));
    assertThat(users.version()).isGreaterThan(before);

    users.removeUser("", 1000);
    assertThat(users.user("", 1000)).isNull();
  }

  @Test
  void ignoresReferencesToOtherLists() {
    UserTable users = new UserTable(HostUsers.NONE);

    users.name("", 5, 5, "+@admins", "", "");
    users.name("", 6, "-nobody");

    assertThat(users.user("", 5)).isNull();
    assertThat(users.group("", 6)).isNull();
  }

  private HostUsers hostUsers() throws IOException {
    Path passwd =
        Files.writeString(
            folder.resolve("passwd"),
            """
            root:x:0:0:root:/root:/bin/bash
            broken:x:34:x:::
            short:x:34
            www-data:x:33:33:www-data:/var/www:/usr/sbin/nologin
            again:x:33:33::/:/bin/sh
            """);
    Path group = Files.writeString(folder.resolve("group"), "x:y\nwww-data:x:33:a,b\n");
    return HostUsers.of(passwd, group);
  }
}
