package dev.creance.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A live harmless attack: what is detected meanwhile is what a replay of the recording detects. */
@Tag("kernel")
final class DetectLiveTest {
  private static final String RULES = Path.of("../corpora/rules").toString();

  @TempDir Path folder;

  @BeforeAll
  static void needsTheKernel() throws Exception {
    Kernel.load(Kernel.everything()).close();
  }

  private void attack() throws Exception {
    Path tool = folder.resolve("tool");
    Path script =
        Files.writeString(
            folder.resolve("attack.sh"),
            """
            cat /etc/shadow >/dev/null
            cp /bin/cat %1$s && %1$s /etc/shadow >/dev/null
            ln -s /etc/shadow %2$s
            find / -maxdepth 1 -name id_rsa
            """
                .formatted(tool, folder.resolve("link")));
    for (int i = 0; i < 3; i++) {
      Process process = new ProcessBuilder("sh", script.toString()).inheritIO().start();
      process.waitFor();
      Files.deleteIfExists(folder.resolve("link"));
      Thread.sleep(200);
    }
  }

  /**
   * Alerts of what the attack's shell started: others may be at work, and the detectors themselves
   * load programs into the kernel and read what runs while not all of them watch yet.
   */
  private List<String> alerts(Path file) throws Exception {
    return Files.readAllLines(file).stream()
        .filter(line ->
            line.contains(" parent=sh ")
                && (line.contains("command=cat /etc/shadow") || line.contains(folder.toString())))
        .toList();
  }

  @Test
  void liveAlertsAreThoseOfTheReplay() throws Exception {
    Path socket = folder.resolve("events");
    Path capture = folder.resolve("recording.scap.gz");
    Path apart = folder.resolve("apart.jsonl");
    Path alone = folder.resolve("alone.jsonl");
    Path replayed = folder.resolve("replayed.jsonl");
    try (RecorderProcess recorder =
            RecorderProcess.start(
                List.of(), "record", "--serve", socket.toString(), "--output", capture.toString());
        RecorderProcess one =
            RecorderProcess.start(
                List.of(), "detect", "--rules", RULES, "--quiet", "--alerts", alone.toString())) {
      recorder.awaitStart(capture);
      try (RecorderProcess two =
          RecorderProcess.start(
              List.of(),
              "detect",
              "--from",
              socket.toString(),
              "--rules",
              RULES,
              "--quiet",
              "--alerts",
              apart.toString())) {
        recorder.awaitMessage("a detector has come");
        one.awaitMessage("watching");
        Thread.sleep(1000);
        attack();
        Thread.sleep(2500);
        one.terminate();
        recorder.terminate();
        assertThat(one.await()).as(one.messages()).isZero();
        assertThat(recorder.await()).as(recorder.messages()).isZero();
        two.terminate();
        assertThat(two.await()).as(two.messages()).isZero();
        assertThat(two.messages()).doesNotContain("not seen");
      }
    }
    try (RecorderProcess replay =
        RecorderProcess.start(
            List.of(),
            "detect",
            "--rules",
            RULES,
            "--quiet",
            "--alerts",
            replayed.toString(),
            capture.toString())) {
      assertThat(replay.await()).as(replay.messages()).isZero();
    }
    assertThat(alerts(replayed)).hasSizeGreaterThanOrEqualTo(6);
    assertThat(new TreeSet<>(alerts(apart))).isEqualTo(new TreeSet<>(alerts(replayed)));
    assertThat(alerts(alone).stream().map(DetectLiveTest::withoutTime).sorted())
        .containsExactlyElementsOf(
            alerts(replayed).stream().map(DetectLiveTest::withoutTime).sorted().toList());
  }

  /** Two programs in the kernel look at the clock one after the other. */
  private static String withoutTime(String alert) {
    return alert
        .replaceAll("\"output\":\"[0-9:.]*", "\"output\":\"")
        .replaceAll("\"evt.time\":\\d+", "")
        .replaceAll("\"time\":\"[^\"]*\"", "");
  }
}
