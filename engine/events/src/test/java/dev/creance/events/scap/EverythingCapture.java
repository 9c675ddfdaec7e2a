package dev.creance.events.scap;

/** Small captures with a block of every kind, made by hand. */
final class EverythingCapture {
  private static final byte[] EIGHT = {5, 0, 0, 0, 0, 0, 0, 0};
  private static final byte[] FOUR = {1, 0, 0, 0};
  private static final byte[] TEXT = {'n', 'a', 'm', 'e', 0};

  private EverythingCapture() {}

  /** The newest versions. */
  static byte[] bytes() {
    RawCapture capture = new RawCapture().section();
    machine(capture, BlockType.MACHINE_INFO);
    capture.block(
        BlockType.INTERFACES_V2,
        body ->
            body.u32(26)
                .u16(1)
                .u16(2)
                .u32(1)
                .u32(2)
                .u32(3)
                .u64(4)
                .u8('l')
                .u8('o')
                .u32(62)
                .u16(2)
                .u16(2)
                .raw(new byte[48])
                .u64(4)
                .u8('l')
                .u8('o'));
    capture.block(
        BlockType.USERS_V2,
        body ->
            body.u32(24)
                .u8(0)
                .u32(1)
                .u32(2)
                .str16("root")
                .str16("/")
                .str16("")
                .u32(15)
                .u8(1)
                .u32(0)
                .str16("root"));
    byte[] process = RawCapture.bytes(raw -> process(raw).raw(new byte[79]));
    capture.block(
        BlockType.PROCESSES_V9,
        body -> body.u32(process.length + 4).raw(process).u32(process.length + 4).raw(process));
    capture.block(
        BlockType.DESCRIPTORS_V2,
        body ->
            body.u64(1)
                .u32(34)
                .u64(3)
                .u64(4)
                .u8(16)
                .u32(1)
                .str16("/fx")
                .u32(7)
                .u32(34)
                .u64(4)
                .u64(4)
                .u8(3)
                .u32(1)
                .u32(2)
                .u16(3)
                .u16(4)
                .u8(2));
    capture.event(BlockType.EVENT_V2, 4, 1, 7, EIGHT);
    capture.event(BlockType.EVENT_V2, 5, 2, 7, EIGHT);
    capture.event(BlockType.EVENT_V2, 3, 3, 7, EIGHT, TEXT, FOUR, FOUR, FOUR, EIGHT);
    capture.event(BlockType.EVENT_V2, 2, 4, 7);
    capture.event(BlockType.EVENT_V2, 3, 5, 7, EIGHT, TEXT, FOUR, FOUR);
    capture.event(BlockType.EVENT_V2_LARGE, 324, 6, 7, TEXT);
    capture.event(BlockType.EVENT_V2_LARGE, 322, 7, 7, FOUR, new byte[70_000]);
    capture.block(
        BlockType.FLAGGED_EVENT_V2,
        body -> body.u16(1).u32(1).eventBody(true, 5, 8, 7, 0, EIGHT, EIGHT));
    capture.block(
        BlockType.FLAGGED_EVENT_V2_LARGE,
        body -> body.u16(1).u32(1).eventBody(true, 324, 9, 7, 0, TEXT));
    capture.event(BlockType.EVENT_V2, 228, 10, 7, TEXT, FOUR, TEXT, TEXT);
    return capture.toBytes();
  }

  /** Old ones, two captures in a row. */
  static byte[] oldBytes() {
    RawCapture capture = new RawCapture();
    for (int round = 0; round < 2; round++) {
      capture.section(RawCapture.SECTION_MAGIC, 1, new byte[8]);
      machine(capture, BlockType.MACHINE_INFO_LEGACY);
      capture.block(
          BlockType.INTERFACES_V1, body -> body.u16(3).u16(2).u32(1).u32(2).u32(3).u8('l').u8('o'));
      capture.block(
          BlockType.USERS_V1,
          body ->
              body.u8(0).u32(1).u32(2).str16("root").str16("/").str16("").u8(1).u32(0).str16("r"));
      capture.block(BlockType.PROCESSES_V8, body -> process(process(body)));
      capture.block(
          BlockType.DESCRIPTORS_V1,
          body ->
              body.u64(1)
                  .u64(3)
                  .u64(4)
                  .u8(8)
                  .u64(1)
                  .u64(2)
                  .str16("/s")
                  .u64(4)
                  .u64(4)
                  .u8(1)
                  .str16("/f"));
      for (long tid = 1; tid < 20; tid++) {
        capture.event(BlockType.EVENT_V1, 6, 2 * tid, tid, EIGHT, FOUR);
        capture.event(BlockType.EVENT_V1, 7, 2 * tid + 1, tid, EIGHT, TEXT);
      }
      capture.event(BlockType.EVENT_V1_LEGACY, 12, 1, 1);
      capture.event(
          BlockType.EVENT_V1, 13, 2, 1, EIGHT, TEXT, TEXT, EIGHT, EIGHT, EIGHT, TEXT, EIGHT);
      capture.event(BlockType.EVENT_V1, 104, 3, 1, TEXT, TEXT);
      capture.event(BlockType.EVENT_V1, 105, 4, 1, EIGHT);
    }
    return capture.toBytes();
  }

  private static void machine(RawCapture capture, int type) {
    capture.block(
        type,
        body ->
            body.u32(2)
                .u64(1 << 30)
                .u64(32768)
                .raw(TEXT)
                .raw(new byte[123])
                .u64(1)
                .u64(0)
                .u64(0)
                .u64(0));
  }

  private static RawCapture process(RawCapture body) {
    body.u64(100).u64(100).u64(1).u64(11).u64(12);
    body.str16("sh").str16("/bin/sh").str16("/bin/dash").str16("-c\0true\0").str16("/tmp");
    body.u64(1024).u32(5).u32(1000).u32(1001).u32(13).u32(14).u32(15).u64(16).u64(17);
    return body.str16("A=b\0").u64(18).u64(19).str16("cpu=/x\0").str16("/");
  }
}
