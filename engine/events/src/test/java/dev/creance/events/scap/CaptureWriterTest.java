package dev.creance.events.scap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.creance.events.Event;
import dev.creance.events.scap.CaptureHeader.GroupEntry;
import dev.creance.events.scap.CaptureHeader.NetworkInterface;
import dev.creance.events.scap.CaptureHeader.UserEntry;
import dev.creance.testing.Shared;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CaptureWriterTest {
  private static final int CLOSE_EXIT = 5;
  private static final int PROCESS_INFO = 234;
  private static final int PLUGIN_EVENT = 322;

  /** Captures that current libs wrote: copied, not a byte differs. */
  @ParameterizedTest
  @ValueSource(strings = {"attack-exec", "attack-priv", "containers", "zoo"})
  void copiesNewCapturesByteForByte(String name) throws IOException {
    Path file = Shared.file("captures/" + name + "/capture.scap.gz");
    byte[] original;
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      original = in.readAllBytes();
    }
    byte[] copy = copy(original);
    assertThat(Arrays.mismatch(original, copy)).isEqualTo(-1);
  }

  /** Captures of other versions: the copy tells and holds the same. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "falco-cat_write",
        "falco-connect_localhost",
        "falco-empty",
        "falco-run-as-user-0",
        "falco-syscall",
        "libs-curl_google_comments",
        "libs-sample",
        "libs-single_ipv6_conn"
      })
  void copiesOldCapturesIntoTheNewFormat(String name) throws IOException {
    byte[] original = Files.readAllBytes(Shared.file("captures/" + name + "/capture.scap.gz"));
    assertSameContent(original, copy(original));
  }

  @Test
  void copiesConcatenatedCapturesAndBlocksOfEveryKind() throws IOException {
    for (byte[] original : List.of(EverythingCapture.bytes(), EverythingCapture.oldBytes())) {
      byte[] copy = copy(original);
      assertSameContent(original, copy);
      assertThat(copy(copy)).isEqualTo(copy);
    }
  }

  private static byte[] copy(byte[] original) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Event event = new Event();
    try (CaptureWriter writer = CaptureWriter.plain(out);
        CaptureReader reader = RawCapture.open(original, writer.head())) {
      while (reader.next(event)) {
        writer.write(event);
      }
      assertThat(writer.events()).isEqualTo(reader.counts().delivered());
      writer.flush();
      assertThat(writer.bytes()).isEqualTo(out.size());
    }
    return out.toByteArray();
  }

  private static void assertSameContent(byte[] one, byte[] other) throws IOException {
    RecordedHeader expectedHeader = new RecordedHeader();
    RecordedHeader header = new RecordedHeader();
    Event expected = new Event();
    Event event = new Event();
    try (CaptureReader oneReader = RawCapture.open(one, expectedHeader);
        CaptureReader otherReader = RawCapture.open(other, header)) {
      while (oneReader.next(expected)) {
        assertThat(otherReader.next(event)).isTrue();
        if (!EventSamples.describe(event).equals(EventSamples.describe(expected))
            || event.cpu() != expected.cpu()
            || event.flags() != expected.flags()) {
          assertThat(EventSamples.describe(event)).isEqualTo(EventSamples.describe(expected));
        }
      }
      assertThat(otherReader.next(event)).isFalse();
    }
    assertThat(header.restarts).isEqualTo(expectedHeader.restarts);
    assertThat(header.machines).isEqualTo(expectedHeader.machines);
    assertThat(header.interfaces).isEqualTo(expectedHeader.interfaces);
    assertThat(header.users).isEqualTo(expectedHeader.users);
    assertThat(header.groups).isEqualTo(expectedHeader.groups);
    assertThat(header.processes).isEqualTo(expectedHeader.processes);
    assertThat(header.descriptors).isEqualTo(expectedHeader.descriptors);
  }

  @Test
  void writesIpv4InterfacesBeforeIpv6Ones() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    NetworkInterface six =
        new NetworkInterface("six", "6".repeat(16), "6".repeat(16), "6".repeat(16), 1);
    NetworkInterface four = new NetworkInterface("four", "4444", "4444", "4444", 2);
    try (CaptureWriter writer = CaptureWriter.plain(out)) {
      writer.head().interfaces(List.of(six, four));
      writer.write(close(1));
    }
    RecordedHeader header = new RecordedHeader();
    RawCapture.open(out.toByteArray(), header).close();
    assertThat(header.interfaces).containsExactly(four, six);
  }

  @Test
  void writesUsersGroupsAndContainersAsEvents() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CaptureWriter writer = CaptureWriter.gzip(out)) {
      writer.userAdded(1, new UserEntry(5, 6, "u", "/h", "/s"), "");
      writer.groupAdded(2, new GroupEntry(7, "g"), "0123456789ab");
      writer.container(3, "{\"container\":{}}");
    }
    List<String> events = new ArrayList<>();
    Event event = new Event();
    try (CaptureReader reader = RawCapture.open(out.toByteArray(), new CaptureHeader() {})) {
      while (reader.next(event)) {
        events.add(EventSamples.describe(event));
      }
    }
    assertThat(events)
        .containsExactly(
            "PPME_USER_ADDED_E ts=1 tid=-1 05000000 06000000 7500 2f6800 2f7300 00",
            "PPME_GROUP_ADDED_E ts=2 tid=-1 07000000 6700 30313233343536373839616200",
            "PPME_ASYNCEVENT_E ts=3 tid=1 00000000 636f6e7461696e657200"
                + " 7b22636f6e7461696e6572223a7b7d7d00");
  }

  @Test
  void takesEncodedEventsAndBlocks() throws IOException {
    byte[] encoded =
        RawCapture.bytes(raw -> raw.eventBody(true, CLOSE_EXIT, 9, 7, 0, new byte[8], new byte[8]));
    byte[] block =
        RawCapture.bytes(
            raw -> raw.event(BlockType.EVENT_V2, CLOSE_EXIT, 10, 7, new byte[8], new byte[8]));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CaptureWriter writer = CaptureWriter.plain(out);
        Arena arena = Arena.ofConfined()) {
      MemorySegment nativeEvent = arena.allocate(encoded.length, 8);
      nativeEvent.copyFrom(MemorySegment.ofArray(encoded));
      writer.write(3, 0, nativeEvent);
      writer.write(3, 1, MemorySegment.ofArray(encoded));
      writer.writeBlocks(MemorySegment.ofArray(block));
      assertThatThrownBy(() -> writer.write(3, 1, nativeEvent.asSlice(0, encoded.length - 1)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    byte[] expected =
        new RawCapture()
            .section()
            .event(BlockType.EVENT_V2, CLOSE_EXIT, 9, 7, new byte[8], new byte[8])
            .block(BlockType.FLAGGED_EVENT_V2, body -> body.u16(3).u32(1).raw(encoded))
            .raw(block)
            .toBytes();
    assertThat(out.toByteArray()).isEqualTo(expected);
  }

  @Test
  void refusesWhatTheFormatHasNoRoomFor() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EventBuilder builder = new EventBuilder();
    try (CaptureWriter writer = CaptureWriter.plain(out)) {
      Event long16 = builder.begin(7, 1, 1, 0).int64(0).bytes("x".repeat(65_536)).event();
      assertThatThrownBy(() -> writer.write(long16))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("65535");
      writer.write(builder.begin(PLUGIN_EVENT, 1, 1, 0).int32(1).bytes("x".repeat(70_000)).event());
      writer.write(close(2));
    }
    Event event = new Event();
    try (CaptureReader reader = RawCapture.open(out.toByteArray(), new CaptureHeader() {})) {
      assertThat(reader.next(event)).isTrue();
      assertThat(event.length(1)).isEqualTo(70_000);
      assertThat(reader.next(event)).isTrue();
      assertThat(event.timestamp()).isEqualTo(2);
      assertThat(reader.next(event)).isFalse();
    }
  }

  /** Up to the last byte that an ordinary block holds, then in a large one. */
  @ParameterizedTest
  @ValueSource(ints = {65_491, 65_492, 65_493, 65_535})
  void writesEventsAtTheBorderOfALargeBlock(int size) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Event written =
        new EventBuilder().begin(PROCESS_INFO, 1, 1, 0).int64(1).bytes("x".repeat(size)).event();
    try (CaptureWriter writer = CaptureWriter.plain(out)) {
      writer.write(written);
    }
    assertThat(LittleEndian.int32(out.toByteArray(), 28))
        .isEqualTo(size > 65_492 ? BlockType.EVENT_V2_LARGE : BlockType.EVENT_V2);
    Event event = new Event();
    try (CaptureReader reader = RawCapture.open(out.toByteArray(), new CaptureHeader() {})) {
      assertThat(reader.next(event)).isTrue();
      assertThat(event.length(1)).isEqualTo(size);
    }
  }

  /** As after a crash: what was flushed can be read, and that the rest is missing is told. */
  @Test
  void whatWasFlushedIsReadable() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] soFar;
    try (CaptureWriter writer = CaptureWriter.gzip(out)) {
      for (int i = 1; i <= 1000; i++) {
        writer.write(close(i));
      }
      writer.flush();
      soFar = out.toByteArray();
      writer.write(close(1001));
    }
    Event event = new Event();
    try (CaptureReader reader =
        CaptureReader.open(new ByteArrayInputStream(soFar), "cut", new CaptureHeader() {})) {
      for (int i = 1; i <= 1000; i++) {
        assertThat(reader.next(event)).isTrue();
      }
      assertThat(event.timestamp()).isEqualTo(1000);
      assertThatThrownBy(() -> reader.next(event)).isInstanceOf(CaptureException.class);
    }
  }

  private static Event close(long timestamp) {
    return new EventBuilder().begin(CLOSE_EXIT, timestamp, 7, 0).int64(0).int64(3).event();
  }
}
