package dev.creance.recorder.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.creance.events.Event;
import dev.creance.events.scap.CaptureHeader;
import dev.creance.events.scap.CaptureReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that chunks are written to: one, many, and the flight recorder's. */
final class CaptureFilesTest {
  @TempDir Path folder;

  private final Lines log = new Lines();
  private final SteppedClock clock = new SteppedClock();
  private int heads;

  /** A clock that goes where a test sets it, backwards, too. */
  private static final class SteppedClock extends Clock {
    private Instant now = Instant.parse("2026-01-05T10:11:12.345Z");

    void step(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private static final class Lines implements RecordingLog {
    private final List<String> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    @Override
    public void problem(String line) {
      problems.add(line);
    }

    @Override
    public void note(String line) {
      notes.add(line);
    }
  }

  /** A head that says which one it is by its machine's name. */
  private void head(OutputStream out) throws IOException {
    HeadWriter writer = new HeadWriter(out);
    writer.machine(new CaptureHeader.MachineInfo(2, 1 << 30, 0, "head" + heads++, 7, 0));
    writer.complete();
  }

  /** A chunk of close events whose descriptors count up. */
  private static Chunk chunk(int from, int count) {
    Chunk chunk = new Chunk();
    for (int fd = from; fd < from + count; fd++) {
      byte[] block = close(fd);
      int at = chunk.claim(block.length);
      System.arraycopy(block, 0, chunk.bytes(), at, block.length);
    }
    return chunk;
  }

  private static byte[] close(int fd) {
    ByteBuffer block = ByteBuffer.allocate(60).order(ByteOrder.LITTLE_ENDIAN);
    block.putInt(0x216).putInt(60).putShort((short) 1);
    block.putLong(1000L + fd).putLong(42).putInt(46).putShort((short) 5).putInt(2);
    block.putShort((short) 8).putShort((short) 8).putLong(0).putLong(fd);
    return block.putInt(60).array();
  }

  /** The descriptors in a capture, and what its head is called. */
  private record Content(List<Long> descriptors, List<String> heads) {}

  private static Content read(Path file) throws IOException {
    List<String> heads = new ArrayList<>();
    CaptureHeader header =
        new CaptureHeader() {
          @Override
          public void machine(MachineInfo machine) {
            heads.add(machine.hostName());
          }
        };
    List<Long> descriptors = new ArrayList<>();
    Event event = new Event();
    try (CaptureReader reader = CaptureReader.open(file, header)) {
      while (reader.next(event)) {
        descriptors.add(event.int64(1));
      }
    }
    return new Content(descriptors, heads);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private RotatingCapture capture(String name, RotationPolicy policy) throws IOException {
    return new RotatingCapture(folder.resolve(name), policy, this::head, clock, log);
  }

  @Test
  void oneFileCompressedOrPlain() throws IOException {
    for (String name : new String[] {"a.scap", "a.scap.gz"}) {
      try (RotatingCapture capture = capture(name, RotationPolicy.NONE)) {
        capture.write(chunk(0, 10));
        capture.write(chunk(10, 5));
        assertThat(capture.bytesOnDisk()).isEqualTo(Files.size(folder.resolve(name)));
      }
      Content content = read(folder.resolve(name));
      assertThat(content.descriptors()).hasSize(15).startsWith(0L).endsWith(14L);
    }
    assertThat(Files.size(folder.resolve("a.scap.gz")))
        .isLessThan(Files.size(folder.resolve("a.scap")));
  }

  @Test
  void everyFileCutOffAnywhereIsReadableUpToThere() throws IOException {
    Path file = folder.resolve("b.scap.gz");
    try (RotatingCapture capture = capture("b.scap.gz", RotationPolicy.NONE)) {
      for (int i = 0; i < 5; i++) {
        capture.write(chunk(i * 10, 10));
      }
    }
    byte[] whole = Files.readAllBytes(file);
    int last = 0;
    for (int length = whole.length; length > whole.length / 2; length -= 7) {
      Path cut = folder.resolve("cut.scap.gz");
      Files.write(cut, java.util.Arrays.copyOf(whole, length));
      List<Long> read = new ArrayList<>();
      Event event = new Event();
      try (CaptureReader reader = CaptureReader.open(cut, new CaptureHeader() {})) {
        while (reader.next(event)) {
          read.add(event.int64(1));
        }
      } catch (IOException e) {
        // Damage is told behind what could be read.
      }
      for (int i = 0; i < read.size(); i++) {
        assertThat(read.get(i)).isEqualTo(i);
      }
      last = read.size();
    }
    assertThat(last).isBetween(1, 49);
  }

  @Test
  void rotatesBySizeAndEachFileHasItsHead() throws IOException {
    RotationPolicy policy = new RotationPolicy(1, Duration.ZERO, 0);
    try (RotatingCapture capture = capture("c.scap.gz", policy)) {
      for (int i = 0; i < 3; i++) {
        capture.write(chunk(i, 1));
        clock.step(Duration.ofMillis(1));
      }
      assertThat(capture.files()).isEqualTo(3);
    }
    List<Path> files = files();
    assertThat(files).hasSize(3);
    assertThat(files.getFirst()).hasFileName("c-20260105T101112.345Z.scap.gz");
    for (int i = 0; i < 3; i++) {
      Content content = read(files.get(i));
      assertThat(content.descriptors()).containsExactly((long) i);
      assertThat(content.heads()).containsExactly("head" + i);
    }
  }

  @Test
  void rotatesByTimeAndAClockThatIsSetBackDoesNoHarm() throws IOException {
    RotationPolicy policy = new RotationPolicy(0, Duration.ofMinutes(10), 0);
    try (RotatingCapture capture = capture("d.scap.gz", policy)) {
      capture.write(chunk(0, 1));
      clock.step(Duration.ofHours(-5));
      capture.write(chunk(1, 1));
      clock.step(Duration.ofHours(5).plusMinutes(9));
      capture.write(chunk(2, 1));
      clock.step(Duration.ofMinutes(2));
      capture.idle();
      capture.write(chunk(3, 1));
    }
    List<Path> files = files();
    assertThat(files).hasSize(2);
    assertThat(read(files.get(0)).descriptors()).containsExactly(0L, 1L, 2L);
    assertThat(read(files.get(1)).descriptors()).containsExactly(3L);
  }

  @Test
  void diskBudgetDeletesTheOldestAndNothingElse() throws IOException {
    Path stranger = Files.writeString(folder.resolve("e-other.scap.gz"), "x".repeat(100_000));
    RotationPolicy policy = new RotationPolicy(1, Duration.ZERO, 700);
    try (RotatingCapture capture = capture("e.scap.gz", policy)) {
      for (int i = 0; i < 10; i++) {
        capture.write(chunk(i, 1));
        clock.step(Duration.ofSeconds(1));
      }
    }
    List<Path> left = new ArrayList<>(files());
    left.remove(stranger);
    long total = 0;
    for (Path file : left) {
      total += Files.size(file);
    }
    assertThat(total).isLessThan(1100); // the budget and the file under way
    assertThat(read(left.getLast()).descriptors()).containsExactly(9L);
    assertThat(stranger).exists();
    assertThat(log.notes).isNotEmpty().allMatch(line -> line.startsWith("deleted e-2026"));
  }

  @Test
  void aFileThatCannotBeBegunSaysSo() {
    assertThatThrownBy(() -> capture("/dev/null/x.scap.gz", RotationPolicy.NONE))
        .isInstanceOf(IOException.class);
  }

  @Test
  void flightRecorderKeepsTheLastMinutes() throws IOException {
    try (FlightRecorder recorder =
        new FlightRecorder(
            folder.resolve("f.scap.gz"), Duration.ofMinutes(4), 1 << 20, this::head, clock, log)) {
      for (int i = 0; i < 20; i++) {
        recorder.write(chunk(i, 1));
        clock.step(Duration.ofMinutes(1));
      }
      assertThat(files()).isEmpty();
      recorder.requestDump();
      recorder.idle();
    }
    Content content = read(files().getFirst());
    assertThat(content.descriptors()).startsWith(16L).endsWith(19L);
    assertThat(content.heads()).hasSize(1);
  }

  @Test
  void flightRecorderStaysWithinItsMemory() throws IOException {
    try (FlightRecorder recorder =
        new FlightRecorder(
            folder.resolve("g.scap.gz"), Duration.ofHours(1), 4_000, this::head, clock, log)) {
      for (int i = 0; i < 200; i++) {
        recorder.write(chunk(i, 1));
        clock.step(Duration.ofSeconds(1));
      }
      recorder.requestDump();
      recorder.idle();
    }
    assertThat(Files.size(files().getFirst())).isLessThan(4_500);
    assertThat(read(files().getFirst()).descriptors()).endsWith(199L);
    assertThat(log.problems).hasSize(1);
  }
}
