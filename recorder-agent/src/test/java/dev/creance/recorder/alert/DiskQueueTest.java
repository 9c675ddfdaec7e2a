package dev.creance.recorder.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DiskQueueTest {
  @TempDir private Path folder;

  private static byte[] message(int number) {
    return ("message " + number).getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> take(DiskQueue queue, int count) throws Exception {
    List<String> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] first = queue.first();
      taken.add(new String(first, StandardCharsets.UTF_8));
      queue.delivered(first);
    }
    return taken;
  }

  @Test
  void goesOnWhereItEnded() throws Exception {
    try (DiskQueue queue = DiskQueue.open(folder, 1 << 20)) {
      for (int i = 0; i < 5; i++) {
        assertThat(queue.add(message(i))).isTrue();
      }
      assertThat(take(queue, 2)).containsExactly("message 0", "message 1");
    }
    try (DiskQueue queue = DiskQueue.open(folder, 1 << 20)) {
      queue.add(message(5));
      assertThat(queue.waiting()).isEqualTo(4);
      assertThat(take(queue, 4))
          .containsExactly("message 2", "message 3", "message 4", "message 5");
    }
  }

  @Test
  void whatIsCutOffOrDamagedEndsItsSegmentOnly() throws Exception {
    try (DiskQueue queue = DiskQueue.open(folder, 1 << 20)) {
      queue.add(message(0));
      queue.add(message(1));
    }
    Path segment = folder.resolve("0000000001.queue");
    Files.write(segment, new byte[] {0, 0, 0, 99, 1, 2}, StandardOpenOption.APPEND);
    Files.write(folder.resolve("position"), new byte[] {1, 2, 3});
    try (DiskQueue queue = DiskQueue.open(folder, 1 << 20)) {
      queue.add(message(2));
      assertThat(queue.waiting()).isEqualTo(3);
      assertThat(take(queue, 3)).containsExactly("message 0", "message 1", "message 2");
    }
  }

  @Test
  void isBoundedAndGivesItsRoomBack() throws Exception {
    byte[] large = new byte[100_000];
    try (DiskQueue queue = DiskQueue.open(folder, 3 << 20)) {
      int added = 0;
      while (queue.add(large)) {
        added++;
      }
      assertThat(added).isBetween(30, 32);
      take(queue, 20);
      assertThat(queue.add(large)).isTrue();
      assertThat(size()).isLessThanOrEqualTo((3 << 20) + 20);
    }
  }

  private long size() throws IOException {
    try (var files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  /** Another process adds and takes until it is killed in the middle of it, again and again. */
  @Test
  void nothingThatWasAddedIsLostWhenTheProcessIsKilled() throws Exception {
    int known = -1;
    int taken = 0;
    for (int round = 0; round < 6; round++) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Adder.class.getName(),
                  folder.toString(),
                  Integer.toString(known + 1))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try (var lines = process.inputReader()) {
        int until = known + 300 + 37 * round;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          known = Integer.parseInt(line); // it was added before it was told
          if (known >= until) {
            process.toHandle().destroyForcibly();
          }
        }
      }
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      try (DiskQueue queue = DiskQueue.open(folder, 64 << 20)) {
        int waiting = (int) queue.waiting();
        List<String> all = take(queue, waiting);
        for (String one : all) {
          int number = Integer.parseInt(one.substring("message ".length()));
          assertThat(number).isEqualTo(taken);
          taken++;
        }
        assertThat(taken).as("all that was told is there").isGreaterThan(known);
        known = taken - 1;
      }
    }
  }

  /** Adds messages and tells their numbers, until it is killed. */
  static final class Adder {
    public static void main(String[] args) throws Exception {
      try (DiskQueue queue = DiskQueue.open(Path.of(args[0]), 64 << 20)) {
        for (int i = Integer.parseInt(args[1]); ; i++) {
          queue.add(message(i));
          System.out.println(i);
          System.out.flush();
        }
      }
    }
  }
}
