package dev.creance.events.scap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.creance.events.Event;
import dev.creance.events.scap.CaptureHeader.GroupEntry;
import dev.creance.events.scap.CaptureHeader.NetworkInterface;
import dev.creance.events.scap.CaptureHeader.ProcessEntry;
import dev.creance.events.scap.CaptureHeader.UserEntry;
import dev.creance.events.scap.RecordedHeader.Open;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks that no public capture holds any more or yet, composed by hand. */
final class OldFormatsTest {
  private static final int CLOSE_EXIT = 5;
  private static final int NOTIFICATION = 280;
  private static final int PLUGIN_EVENT = 322;
  private static final byte[] ZERO = new byte[8];

  private static RecordedHeader head(RawCapture capture) {
    RecordedHeader header = new RecordedHeader();
    byte[] bytes = capture.event(BlockType.EVENT_V2, CLOSE_EXIT, 1, 7, ZERO, ZERO).toBytes();
    try (CaptureReader reader = RawCapture.open(bytes, header)) {
      assertThat(reader.next(new Event())).isTrue();
      assertThat(reader.next(new Event())).isFalse();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return header;
  }

  private static List<Event> events(byte[] capture) throws IOException {
    List<Event> events = new ArrayList<>();
    Event event = new Event();
    try (CaptureReader reader = RawCapture.open(capture, new CaptureHeader() {})) {
      while (reader.next(event)) {
        events.add(event.copy());
      }
    }
    return events;
  }

  @ParameterizedTest
  @CsvSource({
    "202, 1",
    "8000ABCD, 1",
    "207, 2",
    "8013ABCD, 2",
    "209, 3",
    "8014ABCD, 3",
    "210, 4",
    "211, 5",
    "212, 6",
    "213, 7",
    "214, 8"
  })
  void readsProcessListsOfAllVersions(String type, int version) {
    RecordedHeader header =
        head(
            new RawCapture()
                .section()
                .block(
                    Integer.parseUnsignedInt(type, 16),
                    body -> {
                      process(body, version, 100);
                      process(body, version, 200);
                    }));
    assertThat(header.processes).containsExactly(entry(version, 100), entry(version, 200));
  }

  /** An entry in the order of the format's description. */
  private static void process(RawCapture body, int version, long tid) {
    body.u64(tid).u64(tid).u64(1);
    if (version >= 6) {
      body.u64(11);
    }
    if (version >= 8) {
      body.u64(12);
    }
    body.str16("sh").str16("/bin/sh");
    if (version >= 7) {
      body.str16("/bin/dash");
    }
    body.str16("-c\0true\0").str16("/tmp");
    body.u64(1024).u32(5).u32(1000).u32(1001);
    if (version >= 2) {
      body.u32(13).u32(14).u32(15).u64(16).u64(17);
    }
    if (version >= 3) {
      body.str16("A=b\0");
    }
    if (version >= 4) {
      body.u64(18).u64(19).str16("cpu=/x\0");
    }
    if (version >= 5) {
      body.str16("/");
    }
  }

  private static ProcessEntry entry(int version, long tid) {
    boolean two = version >= 2;
    boolean four = version >= 4;
    return new ProcessEntry(
        tid,
        tid,
        1,
        version >= 6 ? 11 : -1,
        version >= 8 ? 12 : -1,
        "sh",
        "/bin/sh",
        version >= 7 ? "/bin/dash" : "",
        "-c\0true\0",
        "/tmp",
        1024,
        5,
        1000,
        1001,
        two ? 13 : 0,
        two ? 14 : 0,
        two ? 15 : 0,
        two ? 16 : 0,
        two ? 17 : 0,
        version >= 3 ? "A=b\0" : "",
        four ? 18 : -1,
        four ? 19 : -1,
        four ? "cpu=/x\0" : "",
        version >= 5 ? "/" : "",
        0,
        0,
        -1,
        false,
        0,
        0,
        0,
        false,
        0,
        0,
        0,
        false,
        false,
        -1);
  }

  /** Tails of version 9: as the first writers made them, cut anywhere, and longer than we know. */
  @ParameterizedTest
  @CsvSource({
    "4, 0, 0, 77, false, 0, 0", "5, 0, 0, 77, true, 0, 0", "29, 0, 0, 77, true, 21, 0",
    "30, 41, 42, 77, true, 21, 0", "90, 41, 42, 77, true, 21, 51", "99, 41, 42, 77, true, 21, 51"
  })
  void readsTailsOfVersion9(
      int tailBytes, long start, int tty, int loginUid, boolean writable, long caps, long pgid) {
    byte[] tail =
        RawCapture.bytes(raw -> {
          if (tailBytes > 29) {
            raw.u64(41).u32(42);
          }
          raw.u32(77).u8(1).u64(21).u64(22).u64(23);
          raw.u8(1).u64(31).u64(32).u64(33).u8(1).u8(1).u64(51).u64(-1).u64(-1);
        });
    byte[] fields =
        RawCapture.bytes(raw -> {
          process(raw, 9, 100);
          raw.raw(Arrays.copyOf(tail, tailBytes));
        });
    RecordedHeader header =
        head(
            new RawCapture()
                .section()
                .block(
                    BlockType.PROCESSES_V9,
                    body ->
                        body.u32(fields.length + 4)
                            .raw(fields)
                            .u32(fields.length + 4)
                            .raw(fields)));
    assertThat(header.processes).hasSize(2);
    ProcessEntry process = header.processes.getLast();
    assertThat(process.pidnsInitStartTs()).isEqualTo(start);
    assertThat(process.tty()).isEqualTo(tty);
    assertThat(process.loginUid()).isEqualTo(loginUid);
    assertThat(process.exeWritable()).isEqualTo(writable);
    assertThat(process.capInheritable()).isEqualTo(caps);
    assertThat(process.pgid()).isEqualTo(pgid == 0 ? -1 : pgid);
  }

  @ParameterizedTest
  @ValueSource(strings = {"203", "8001ABCD", "218"})
  void readsDescriptorsOfAllTypes(String type) {
    boolean lengths = type.equals("218");
    RecordedHeader header =
        head(
            new RawCapture()
                .section()
                .block(
                    Integer.parseUnsignedInt(type, 16),
                    body -> {
                      body.u64(100);
                      descriptor(body, lengths, 0, 2, raw -> raw.str16("/dir"));
                      descriptor(
                          body,
                          lengths,
                          1,
                          3,
                          raw -> raw.hex("7f000001").hex("0a000002").u16(80).u16(81).u8(2));
                      descriptor(
                          body, lengths, 2, 4, raw -> raw.raw(new byte[32]).u16(1).u16(2).u8(3));
                      descriptor(body, lengths, 3, 5, raw -> raw.hex("00000000").u16(53).u8(3));
                      descriptor(body, lengths, 4, 6, raw -> raw.raw(new byte[16]).u16(54).u8(2));
                      descriptor(body, lengths, 5, 8, raw -> raw.u64(8).u64(9).str16("/run/s"));
                      descriptor(body, lengths, 6, 16, raw -> raw.u32(4097).str16("/f"));
                      descriptor(body, lengths, 7, 0, raw -> {});
                      descriptor(body, lengths, 8, 21, raw -> raw.str16("[pidfd]"));
                      descriptor(body, lengths, 9, 99, raw -> {});
                    }));
    List<String> found = new ArrayList<>();
    for (Open open : header.descriptors) {
      assertThat(open.tid()).isEqualTo(100);
      found.add(
          String.format(
              "%d %d %s %d %s:%d %s:%d %d %d %d",
              open.entry().number(),
              open.entry().type(),
              open.entry().name(),
              open.entry().openFlags(),
              hex(open.entry().sourceAddress()),
              open.entry().sourcePort(),
              hex(open.entry().destinationAddress()),
              open.entry().destinationPort(),
              open.entry().l4proto(),
              open.entry().unixSource(),
              open.entry().unixDestination()));
    }
    String none = "0".repeat(32);
    assertThat(found)
        .containsExactly(
            "0 2 /dir 0 :0 :0 0 0 0",
            "1 3  0 7f000001:80 0a000002:81 2 0 0",
            "2 4  0 " + none + ":1 " + none + ":2 3 0 0",
            "3 5  0 00000000:53 :0 3 0 0",
            "4 6  0 " + none + ":54 :0 2 0 0",
            "5 8 /run/s 0 :0 :0 0 8 9",
            "6 16 /f 4097 :0 :0 0 0 0",
            "7 0  0 :0 :0 0 0 0",
            "8 21 [pidfd] 0 :0 :0 0 0 0",
            "9 10 unknown-type:[99] 0 :0 :0 0 0 0");
  }

  private static void descriptor(
      RawCapture body, boolean length, long number, int type, Consumer<RawCapture> tail) {
    byte[] rest =
        RawCapture.bytes(raw -> {
          raw.u64(number).u64(5).u8(type);
          tail.accept(raw);
        });
    if (length) {
      // Three bytes that a newer writer appended; not four, which would be a file's device.
      body.u32(rest.length + 7).raw(rest).raw(new byte[] {9, 9, 9});
    } else {
      body.raw(rest);
    }
  }

  private static String hex(String bytes) {
    return HexFormat.of().formatHex(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void readsTheDeviceOfAFileWhereItIsThere() {
    RecordedHeader header =
        head(
            new RawCapture()
                .section()
                .block(
                    BlockType.DESCRIPTORS_V2,
                    body ->
                        body.u64(1).u32(33).u64(3).u64(4).u8(16).u32(1).str16("/f").u32(0x103)));
    assertThat(header.descriptors.getFirst().entry().dev()).isEqualTo(0x103);
  }

  @ParameterizedTest
  @ValueSource(strings = {"205", "8011ABCD", "219"})
  void readsInterfacesOfAllTypes(String type) {
    boolean lengths = type.equals("219");
    RecordedHeader header =
        head(
            new RawCapture()
                .section()
                .block(
                    Integer.parseUnsignedInt(type, 16),
                    body -> {
                      networkInterface(body, lengths, 1, 4, true, "lo");
                      networkInterface(body, lengths, 2, 16, true, "eth0");
                      networkInterface(body, lengths, 3, 4, false, "old0");
                      networkInterface(body, lengths, 4, 16, false, "old1");
                    }));
    String four = "\1".repeat(4);
    String sixteen = "\1".repeat(16);
    assertThat(header.interfaces)
        .containsExactly(
            new NetworkInterface("lo", four, four, four, 99),
            new NetworkInterface("eth0", sixteen, sixteen, sixteen, 99),
            new NetworkInterface("old0", four, four, four, 0),
            new NetworkInterface("old1", sixteen, sixteen, sixteen, 0));
  }

  private static void networkInterface(
      RawCapture body, boolean length, int type, int addressBytes, boolean speed, String name) {
    byte[] addresses = new byte[3 * addressBytes];
    Arrays.fill(addresses, (byte) 1);
    byte[] entry =
        RawCapture.bytes(raw -> {
          raw.u16(type).u16(name.length()).raw(addresses);
          if (speed) {
            raw.u64(99);
          }
          raw.raw(name.getBytes(StandardCharsets.ISO_8859_1));
        });
    if (length) {
      body.u32(entry.length);
    }
    body.raw(entry);
  }

  @ParameterizedTest
  @ValueSource(strings = {"206", "8012ABCD", "220"})
  void readsUsersAndGroups(String type) {
    boolean lengths = type.equals("220");
    RecordedHeader header =
        head(
            new RawCapture()
                .section()
                .block(
                    Integer.parseUnsignedInt(type, 16),
                    body -> {
                      if (lengths) {
                        body.u32(4 + 9 + 6 + 3);
                      }
                      body.u8(0).u32(5).u32(6).str16("u").str16("h").str16("s");
                      if (lengths) {
                        body.u32(4 + 5 + 3 + 2);
                      }
                      body.u8(1).u32(7).str16("g");
                      if (lengths) {
                        body.raw(new byte[2]);
                      }
                    }));
    assertThat(header.users).containsExactly(new UserEntry(5, 6, "u", "h", "s"));
    assertThat(header.groups).containsExactly(new GroupEntry(7, "g"));
  }

  @Test
  void takesTheLastOfSeveralListsAndSkipsUnknownBlocks() {
    RecordedHeader header =
        head(
            new RawCapture()
                .section(RawCapture.SECTION_MAGIC, 1, new byte[] {1, 0, 4, 0, 'h', 'o', 's', 't'})
                .block(BlockType.USERS_V1, body -> body.u8(1).u32(1).str16("first"))
                .block(0x7777, body -> body.raw(new byte[100_001]))
                .block(BlockType.USERS_V1, body -> body.u8(1).u32(2).str16("second")));
    assertThat(header.groups).containsExactly(new GroupEntry(2, "second"));
    assertThat(header.machines).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {BlockType.EVENT_V1, BlockType.EVENT_V1_LEGACY})
  void findsTheNumberOfParametersOfOldEvents(int blockType) throws IOException {
    byte[] capture =
        new RawCapture()
            .section()
            .event(blockType, 4, 1, 7, new byte[] {5, 0, 0, 0, 0, 0, 0, 0})
            .event(blockType, CLOSE_EXIT, 2, 7, ZERO)
            .event(blockType, CLOSE_EXIT, 3, 7, ZERO, ZERO)
            .toBytes();
    List<Event> events = events(capture);
    assertThat(events)
        .extracting(EventSamples::describe)
        .containsExactly(
            "PPME_SYSCALL_CLOSE_X ts=2 tid=7 0000000000000000 0500000000000000",
            "PPME_SYSCALL_CLOSE_X ts=3 tid=7 0000000000000000 0000000000000000");
    assertThat(events.getFirst().cpu()).isEqualTo(3);
  }

  @Test
  void correctsTheLengthOfOldNotifications() throws IOException {
    byte[] capture =
        new RawCapture()
            .section()
            .block(
                BlockType.EVENT_V1,
                body ->
                    body.u16(0)
                        .eventBody(
                            false, NOTIFICATION, 1, 7, 3, new byte[] {'a', 0}, new byte[] {'b', 0})
                        .raw(new byte[3]))
            .toBytes();
    Event event = events(capture).getFirst();
    assertThat(event.text(0)).isEqualTo("a");
    assertThat(event.text(1)).isEqualTo("b");
  }

  @Test
  void refusesOldEventsWhoseLengthsDoNotAddUp() throws IOException {
    byte[] capture =
        new RawCapture()
            .section()
            .block(
                BlockType.EVENT_V1,
                body -> body.u16(0).eventBody(false, CLOSE_EXIT, 1, 7, 2, ZERO, ZERO).u16(0))
            .toBytes();
    assertThatThrownBy(() -> events(capture))
        .isInstanceOf(CaptureException.class)
        .hasMessageContaining("don't add up");
  }

  @ParameterizedTest
  @ValueSource(ints = {BlockType.FLAGGED_EVENT_V2, BlockType.FLAGGED_EVENT_V2_LARGE})
  void readsFlags(int blockType) throws IOException {
    byte[] capture =
        new RawCapture()
            .section()
            .block(
                blockType,
                body -> body.u16(1).u32(1).eventBody(true, CLOSE_EXIT, 9, 7, 0, ZERO, ZERO))
            .toBytes();
    Event event = events(capture).getFirst();
    assertThat(event.flags()).isEqualTo(1);
    assertThat(event.timestamp()).isEqualTo(9);
    assertThat(event.cpu()).isEqualTo(1);
  }

  @Test
  void readsFlaggedOldEvents() throws IOException {
    byte[] capture =
        new RawCapture()
            .section()
            .block(
                BlockType.FLAGGED_EVENT_V1,
                body -> body.u16(1).u32(1).eventBody(false, CLOSE_EXIT, 9, 7, 0, ZERO, ZERO))
            .toBytes();
    assertThat(events(capture).getFirst().flags()).isEqualTo(1);
  }

  /** Longer than the buffers that the stream is handed over in. */
  @ParameterizedTest
  @ValueSource(ints = {10, 70_000, 3_000_000})
  void readsLargeEvents(int size) throws IOException {
    byte[] payload = new byte[size];
    for (int i = 0; i < size; i++) {
      payload[i] = (byte) (i * 31);
    }
    RawCapture capture = new RawCapture().section();
    for (int i = 0; i < 3; i++) {
      capture.event(BlockType.EVENT_V2_LARGE, PLUGIN_EVENT, i, 7, new byte[] {1, 0, 0, 0}, payload);
      capture.event(BlockType.EVENT_V2, CLOSE_EXIT, i, 7, ZERO, ZERO);
    }
    for (byte[] bytes : List.of(capture.toBytes(), RawCapture.gzip(capture.toBytes()))) {
      List<Event> events = events(bytes);
      assertThat(events).hasSize(6);
      for (int i = 0; i < 6; i += 2) {
        Event event = events.get(i);
        assertThat(event.timestamp()).isEqualTo(i / 2);
        assertThat(
                Arrays.copyOfRange(
                    event.bytes(), event.offset(1), event.offset(1) + event.length(1)))
            .isEqualTo(payload);
      }
    }
  }

  @Test
  void skipsAndCountsEventsOfNewerTypes() throws IOException {
    byte[] capture =
        new RawCapture()
            .section()
            .event(BlockType.EVENT_V2, CLOSE_EXIT, 1, 7, ZERO, ZERO)
            .event(BlockType.EVENT_V2, 999, 2, 7, ZERO)
            .event(BlockType.EVENT_V2, CLOSE_EXIT, 3, 7, ZERO, ZERO)
            .toBytes();
    Event event = new Event();
    try (CaptureReader reader = RawCapture.open(capture, new CaptureHeader() {})) {
      assertThat(reader.next(event)).isTrue();
      assertThat(reader.next(event)).isTrue();
      assertThat(event.number()).isEqualTo(2);
      assertThat(event.timestamp()).isEqualTo(3);
      assertThat(reader.next(event)).isFalse();
      assertThat(reader.counts().unknownTypes()).containsExactly(Map.entry(999, 1L));
      assertThat(reader.counts().unknown()).isEqualTo(1);
    }
  }

  @Test
  void readsConcatenatedCapturesAndGzipMembers() throws IOException {
    byte[] one =
        new RawCapture()
            .section()
            .block(BlockType.USERS_V1, body -> body.u8(1).u32(1).str16("first"))
            .event(BlockType.EVENT_V2, CLOSE_EXIT, 1, 7, ZERO, ZERO)
            .toBytes();
    byte[] two =
        new RawCapture()
            .section()
            .block(BlockType.USERS_V1, body -> body.u8(1).u32(2).str16("second"))
            .event(BlockType.EVENT_V2, CLOSE_EXIT, 2, 7, ZERO, ZERO)
            .toBytes();
    byte[] plain = RawCapture.bytes(raw -> raw.raw(one).raw(two));
    byte[] members =
        RawCapture.bytes(
            raw -> raw.raw(RawCapture.gzip(one)).raw(RawCapture.gzip(two)).raw(new byte[512]));
    for (byte[] capture : List.of(plain, members)) {
      RecordedHeader header = new RecordedHeader();
      Event event = new Event();
      try (CaptureReader reader = RawCapture.open(capture, header)) {
        assertThat(reader.next(event)).isTrue();
        assertThat(header.groups.getFirst().name()).isEqualTo("first");
        assertThat(reader.next(event)).isTrue();
        assertThat(header.groups.getFirst().name()).isEqualTo("second");
        assertThat(event.number()).isEqualTo(2);
        assertThat(header.restarts).isEqualTo(1);
        assertThat(header.completions).isEqualTo(2);
        assertThat(reader.counts().heads()).isEqualTo(2);
        assertThat(reader.next(event)).isFalse();
      }
    }
  }
}
