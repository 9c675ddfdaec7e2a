package dev.creance.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.creance.events.scap.CaptureException;
import dev.creance.events.state.EventScope;
import dev.creance.events.state.HostUsers;
import dev.creance.events.state.Options;
import dev.creance.testing.Shared;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
  private static final Options OPTIONS = Options.defaults().withHostUsers(HostUsers.NONE);

  /** The capture's first events tell of users and groups: rules do not see them. */
  private static final int INITIAL_EVENTS = 82;

  @TempDir private Path folder = Path.of("");

  @Test
  void givesEventsWithTheirSurroundings() throws IOException {
    try (Replay replay = Replay.open(capture("zoo"), OPTIONS)) {
      assertThat(replay.next()).isTrue();
      EventScope scope = replay.scope();
      assertThat(scope.event.number()).isEqualTo(INITIAL_EVENTS + 1);
      assertThat(scope.thread).isNotNull();
      assertThat(replay.progress()).isBetween(0.0, 1.0);

      long visible = 1;
      while (replay.next()) {
        visible++;
      }
      assertThat(replay.damage()).isEmpty();
      assertThat(replay.progress()).isEqualTo(1);
      assertThat(visible).isEqualTo(8979);
      assertThat(replay.scope().event.number()).isEqualTo(visible + INITIAL_EVENTS);
    }
  }

  @Test
  void givesWhatComesBeforeDamage() throws IOException {
    byte[] whole = bytes(capture("zoo"));
    Path cut = folder.resolve("cut.scap");
    Files.write(cut, Arrays.copyOf(whole, whole.length * 2 / 3));

    try (Replay replay = Replay.open(cut, OPTIONS)) {
      long visible = 0;
      while (replay.next()) {
        visible++;
      }
      assertThat(visible).isBetween(3000L, 8978L);
      assertThat(replay.damage().orElseThrow()).hasMessageContaining("cut.scap: at byte ");
      assertThat(replay.next()).isFalse();
    }
  }

  @Test
  void startsAnewWhereCapturesAreConcatenated() throws IOException {
    ByteArrayOutputStream twice = new ByteArrayOutputStream();
    twice.write(bytes(capture("zoo")));
    twice.write(bytes(capture("zoo")));
    Path both = folder.resolve("both.scap");
    Files.write(both, twice.toByteArray());

    try (Replay replay = Replay.open(both, OPTIONS)) {
      long visible = 0;
      int threads = 0;
      while (replay.next()) {
        visible++;
        if (visible == 8979 || visible == 2 * 8979) {
          assertThat(threads).isIn(0, replay.state().threadCount());
          threads = replay.state().threadCount();
        }
      }
      assertThat(replay.damage()).isEmpty();
      assertThat(visible).isEqualTo(2 * 8979);
      assertThat(replay.scope().event.number()).isEqualTo(2 * 8979 + INITIAL_EVENTS);
    }
  }

  @Test
  void refusesWhatIsNoCapture() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "this is no capture at all");

    assertThatThrownBy(() -> Replay.open(text, OPTIONS)).isInstanceOf(CaptureException.class);
  }

  private static Path capture(String name) {
    return Shared.file("captures/" + name + "/capture.scap.gz");
  }

  private static byte[] bytes(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return in.readAllBytes();
    }
  }
}
