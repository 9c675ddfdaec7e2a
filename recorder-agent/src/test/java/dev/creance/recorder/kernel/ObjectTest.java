package dev.creance.recorder.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.creance.grammar.vocabulary.EventTable;
import dev.creance.grammar.vocabulary.EventType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The committed object: made of the sources beside it, with the layouts that Java knows. */
final class ObjectTest {
  private static final Path SOURCES = Path.of("../bpf").toAbsolutePath().normalize();

  private static byte[] object() throws IOException {
    try (InputStream in = ObjectTest.class.getResourceAsStream("creance_recorder.bpf.o")) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  @Test
  void structuresLieAsJavaKnowsThem() throws IOException {
    ObjectTypes types = ObjectTypes.of(object());
    assertThat(types.structure("recorder_settings"))
        .isEqualTo(
            new ObjectTypes.Structure(
                (int) SharedLayout.Settings.SIZE,
                Map.of(
                    "look_mask", (int) SharedLayout.Settings.LOOK_MASK,
                    "own_process", (int) SharedLayout.Settings.OWN_PROCESS,
                    "cgroups_only", (int) SharedLayout.Settings.CGROUPS_ONLY,
                    "snaplen", (int) SharedLayout.Settings.SNAPLEN,
                    "wake_at", (int) SharedLayout.Settings.WAKE_AT,
                    "rare_wake_at", (int) SharedLayout.Settings.RARE_WAKE_AT,
                    "ring_bytes", (int) SharedLayout.Settings.RING_BYTES,
                    "recorded", (int) SharedLayout.Settings.RECORDED,
                    "syscall_codes", (int) SharedLayout.Settings.SYSCALL_CODES)));
    assertThat(types.structure("recorder_counters"))
        .isEqualTo(
            new ObjectTypes.Structure(
                (int) SharedLayout.Counters.SIZE,
                Map.of(
                    "seen", (int) SharedLayout.Counters.SEEN,
                    "dropped", (int) SharedLayout.Counters.DROPPED,
                    "oversized", (int) SharedLayout.Counters.OVERSIZED,
                    "foreign_calls", (int) SharedLayout.Counters.FOREIGN_CALLS,
                    "unhandled_calls", (int) SharedLayout.Counters.UNHANDLED_CALLS)));
    assertThat(types.structure("recorder_control"))
        .isEqualTo(
            new ObjectTypes.Structure(
                (int) SharedLayout.Control.SIZE,
                Map.of(
                    "boot_offset", (int) SharedLayout.Control.BOOT_OFFSET,
                    "reader_sleeps", (int) SharedLayout.Control.READER_SLEEPS)));
    ObjectTypes.Structure ring = types.structure("recorder_ring");
    assertThat(ring.size()).isEqualTo((int) SharedLayout.Ring.SIZE);
    assertThat(ring.offsets())
        .containsAllEntriesOf(
            Map.of(
                "head", (int) SharedLayout.Ring.HEAD,
                "at", (int) SharedLayout.Ring.AT,
                "busy", (int) SharedLayout.Ring.BUSY,
                "tail", (int) SharedLayout.Ring.TAIL));
  }

  @Test
  void numbersAreAsJavaKnowsThem() throws IOException {
    assertThat(Files.readString(SOURCES.resolve("shared.h")))
        .containsPattern("#define SYSCALLS " + SharedLayout.SYSCALLS + "\\b")
        .containsPattern("#define EVENT_TYPES " + SharedLayout.EVENT_TYPES + "\\b")
        .containsPattern("#define RING_DATA " + SharedLayout.RING_DATA + "\\b")
        .containsPattern("#define RING_SLACK " + SharedLayout.RING_SLACK + "\\b")
        .containsPattern("#define RECORD_HEADER " + SharedLayout.RECORD_HEADER + "\\b");
  }

  @Test
  void noParameterIsMissing() throws IOException {
    // event_end names this symbol where the number of parameters isn't the schema's.
    assertThat(new String(object(), StandardCharsets.ISO_8859_1))
        .doesNotContain("wrong_number_of_parameters");
  }

  @Test
  void eventTypesAreTheTables() throws IOException {
    String header = Files.readString(SOURCES.resolve("event_types.h"));
    EventTable table = EventTable.current();
    Matcher define =
        Pattern.compile("#define EVENT_(\\w+) (\\d+)\n#define PARAMS_(\\w+) (\\d+)\n")
            .matcher(header);
    int count = 0;
    while (define.find()) {
      EventType type = table.type(Integer.parseInt(define.group(2)));
      assertThat(type.enumName()).matches("PPME_(SYSCALL_|SOCKET_)?" + define.group(1));
      assertThat(define.group(3)).isEqualTo(define.group(1));
      assertThat(type.parameters()).hasSize(Integer.parseInt(define.group(4)));
      count++;
    }
    assertThat(count).isGreaterThan(150);
  }

  @Test
  void objectIsMadeOfItsSources(@TempDir Path folder) throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/clang-14"))
            && Files.isExecutable(Path.of("/usr/bin/llvm-strip-14"))
            && Files.isExecutable(Path.of("/usr/bin/make"))
            && Files.exists(Path.of("/usr/include/bpf/bpf_helpers.h")),
        "rebuilding needs clang-14, llvm-14, libbpf-dev and make");
    Path built = folder.resolve("built.o");
    Process make =
        new ProcessBuilder("make", "-s", "-C", SOURCES.toString(), "OBJECT=" + built)
            .redirectErrorStream(true)
            .start();
    String output = new String(make.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(make.waitFor()).as(output).isZero();
    assertThat(Files.mismatch(built, SOURCES.resolve("creance_recorder.bpf.o")))
        .as("first differing byte; run make in bpf/ and commit the object")
        .isEqualTo(-1);
  }
}
