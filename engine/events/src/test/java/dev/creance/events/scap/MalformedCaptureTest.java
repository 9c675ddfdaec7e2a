package dev.creance.events.scap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.creance.events.Event;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Captures that are damaged or made to do damage. */
final class MalformedCaptureTest {
  private static final int CLOSE_EXIT = 5;
  private static final byte[] ZERO = new byte[8];

  private static RawCapture oneEvent() {
    return new RawCapture().section().event(BlockType.EVENT_V2, CLOSE_EXIT, 1, 7, ZERO, ZERO);
  }

  @Test
  void tellsTheEventsBeforeACutAndThenWhereItIs() throws IOException {
    byte[] whole = oneEvent().event(BlockType.EVENT_V2, CLOSE_EXIT, 2, 7, ZERO, ZERO).toBytes();
    int second = 28 + (whole.length - 28) / 2;
    for (int length = second + 1; length < whole.length; length++) {
      try (CaptureReader reader =
          RawCapture.open(Arrays.copyOf(whole, length), new CaptureHeader() {})) {
        Event event = new Event();
        assertThat(reader.next(event)).isTrue();
        assertThat(event.timestamp()).isEqualTo(1);
        for (int again = 0; again < 2; again++) {
          assertThatThrownBy(() -> reader.next(event))
              .isInstanceOfSatisfying(
                  CaptureException.class,
                  damage -> {
                    assertThat(damage.offset()).isEqualTo(second);
                    assertThat(damage.file()).isEqualTo("test.scap");
                  })
              .hasMessageContaining("left");
        }
      }
    }
  }

  @Test
  void endsAtABlockBorder() throws IOException {
    Event event = new Event();
    try (CaptureReader reader = RawCapture.open(oneEvent().toBytes(), new CaptureHeader() {})) {
      assertThat(reader.next(event)).isTrue();
      assertThat(reader.next(event)).isFalse();
      assertThat(reader.next(event)).isFalse();
    }
  }

  @Test
  void reportsACutGzipStreamAfterItsLastEvent() throws IOException {
    byte[] whole = RawCapture.gzip(oneEvent().toBytes());
    // Without the checksum all events are there, but that it was cut is still told.
    for (int missing = 1; missing <= 8; missing++) {
      byte[] cut = Arrays.copyOf(whole, whole.length - missing);
      try (CaptureReader reader = RawCapture.open(cut, new CaptureHeader() {})) {
        assertThat(reader.next(new Event())).isTrue();
        assertThatThrownBy(() -> reader.next(new Event()))
            .isInstanceOf(CaptureException.class)
            .hasMessageContaining("cut off");
      }
    }
  }

  @Test
  void reportsAWrongGzipChecksum() throws IOException {
    byte[] gzip = RawCapture.gzip(oneEvent().toBytes());
    gzip[gzip.length - 5] ^= 1;
    try (CaptureReader reader = RawCapture.open(gzip, new CaptureHeader() {})) {
      assertThat(reader.next(new Event())).isTrue();
      assertThatThrownBy(() -> reader.next(new Event()))
          .isInstanceOf(CaptureException.class)
          .hasMessageContaining("checksum");
    }
  }

  @Test
  void doesNotBelieveALengthThatTheFileDoesNotHold() {
    byte[] hostile =
        new RawCapture().section().u32(BlockType.EVENT_V2_LARGE).u32(64 << 20).toBytes();
    assertThatThrownBy(
            () -> {
              try (CaptureReader reader = RawCapture.open(hostile, new CaptureHeader() {})) {
                reader.next(new Event());
              }
            })
        .isInstanceOf(CaptureException.class)
        .hasMessageContaining("only 8 are left");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                                               | too short
          00                                                               | too short
          4d5a0000000000000000000000000000000000000000000000000000         | begins with a block of type 5A4D
          0a0d0d0a1c0000001a2b3c4d00010002ffffffffffffffff1c000000         | big-endian
          0a0d0d0a1c000000000000000100020000000000000000001c000000         | magic number is 0
          0a0d0d0a1c0000004d3c2b1a0200000000000000000000001c000000         | version 2
          0a0d0d0a1b0000004d3c2b1a0100020000000000000000001b000000         | section header of 27
          0a0d0d0a1c0000004d3c2b1a010002000000000000000000                 | expected
          0a0d0d0a1c0000004d3c2b1a0100020000000000000000001c000000         | before its first event
          0a0d0d0a1c0000004d3c2b1a0100020000000000000000001c00000001020000 | a block header
          28b52ffd00000000                                                 | zstd
          1f8b0900000000000000                                             | unknown gzip header
          1f8b08e0000000000000                                             | unknown gzip header
          1f8b08                                                           | cut off
          1f8b0800000000000003ff                                           | cannot be read on
          """)
  void saysWhyAFileIsNoCapture(String hex, String message) {
    byte[] file = RawCapture.bytes(raw -> raw.hex(hex == null ? "" : hex));
    assertThatThrownBy(() -> RawCapture.open(file, new CaptureHeader() {}))
        .isInstanceOf(CaptureException.class)
        .hasMessageContaining(message);
  }

  @Test
  void stopsAtAWrongTrailerInTheHead() {
    RawCapture capture =
        new RawCapture().section().u32(BlockType.MACHINE_INFO).u32(192).raw(new byte[180]).u32(191);
    assertThatThrownBy(() -> RawCapture.open(capture.toBytes(), new CaptureHeader() {}))
        .hasMessageContaining("header says 192 bytes, its trailer 191");
  }

  @Test
  void keepsNoFieldThatCrossesItsBlock() {
    byte[] capture =
        new RawCapture()
            .section()
            .block(BlockType.USERS_V1, body -> body.u8(0).u32(0).u32(0).u16(200))
            .raw(new byte[1000])
            .toBytes();
    assertThatThrownBy(() -> RawCapture.open(capture, new CaptureHeader() {}))
        .isInstanceOf(CaptureException.class)
        .hasMessageContaining("damaged user list");
  }

  @Test
  void keepsNoMoreUsersThanAMachineCanHave() {
    byte[] group = RawCapture.bytes(raw -> raw.u8(1).u32(5).str16("group"));
    byte[] groups =
        RawCapture.bytes(raw -> {
          for (int i = 0; i <= 1 << 19; i++) {
            raw.raw(group);
          }
        });
    byte[] capture =
        new RawCapture().section().block(BlockType.USERS_V1, body -> body.raw(groups)).toBytes();
    assertThatThrownBy(() -> RawCapture.open(capture, new CaptureHeader() {}))
        .isInstanceOf(CaptureException.class)
        .hasMessageContaining("more than 524288 entries");
  }

  @Test
  void saysHowMuchOfASkippedBlockIsMissing() {
    byte[] capture = new RawCapture().section().u32(0x9999).u32(1012).raw(new byte[600]).toBytes();
    assertThatThrownBy(() -> RawCapture.open(capture, new CaptureHeader() {}))
        .isInstanceOf(CaptureException.class)
        .hasMessageContaining("expected 400 bytes of a block of unknown type 9999");
  }

  @Test
  void failsWhereAnotherCaptureShouldFollow() throws IOException {
    byte[] capture =
        oneEvent().block(BlockType.MACHINE_INFO, body -> body.raw(new byte[180])).toBytes();
    try (CaptureReader reader = RawCapture.open(capture, new CaptureHeader() {})) {
      assertThat(reader.next(new Event())).isTrue();
      assertThatThrownBy(() -> reader.next(new Event()))
          .isInstanceOf(CaptureException.class)
          .hasMessageContaining("begins with a block of type 201");
    }
  }
}
