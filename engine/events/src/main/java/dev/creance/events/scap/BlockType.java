package dev.creance.events.scap;

/**
 * The block types of the savefile, by their number in the file. The {@code 0x80..ABCD} ones were
 * used before the format was published.
 */
final class BlockType {
  static final int SECTION_HEADER = 0x0A0D0D0A;
  static final int MACHINE_INFO = 0x201;
  static final int MACHINE_INFO_LEGACY = 0x8002ABCD;
  static final int PROCESSES_V1 = 0x202;
  static final int PROCESSES_V1_LEGACY = 0x8000ABCD;
  static final int PROCESSES_V2 = 0x207;
  static final int PROCESSES_V2_LEGACY = 0x8013ABCD;
  static final int PROCESSES_V3 = 0x209;
  static final int PROCESSES_V3_LEGACY = 0x8014ABCD;
  static final int PROCESSES_V4 = 0x210;
  static final int PROCESSES_V5 = 0x211;
  static final int PROCESSES_V6 = 0x212;
  static final int PROCESSES_V7 = 0x213;
  static final int PROCESSES_V8 = 0x214;
  static final int PROCESSES_V9 = 0x215;
  static final int DESCRIPTORS_V1 = 0x203;
  static final int DESCRIPTORS_V1_LEGACY = 0x8001ABCD;
  static final int DESCRIPTORS_V2 = 0x218;
  static final int INTERFACES_V1 = 0x205;
  static final int INTERFACES_V1_LEGACY = 0x8011ABCD;
  static final int INTERFACES_V2 = 0x219;
  static final int USERS_V1 = 0x206;
  static final int USERS_V1_LEGACY = 0x8012ABCD;
  static final int USERS_V2 = 0x220;
  static final int EVENT_V1 = 0x204;
  static final int EVENT_V1_LEGACY = 0x8010ABCD;
  static final int EVENT_V2 = 0x216;
  static final int EVENT_V2_LARGE = 0x221;
  static final int FLAGGED_EVENT_V1 = 0x208;
  static final int FLAGGED_EVENT_V2 = 0x217;
  static final int FLAGGED_EVENT_V2_LARGE = 0x222;

  /** Type and length before a block's body. */
  static final int HEADER_BYTES = 8;

  /** The length again, after the body. */
  static final int TRAILER_BYTES = 4;

  static final int FRAME_BYTES = HEADER_BYTES + TRAILER_BYTES;

  private BlockType() {}

  static boolean isEvent(int type) {
    return switch (type) {
      case EVENT_V1,
          EVENT_V1_LEGACY,
          EVENT_V2,
          EVENT_V2_LARGE,
          FLAGGED_EVENT_V1,
          FLAGGED_EVENT_V2,
          FLAGGED_EVENT_V2_LARGE ->
          true;
      default -> false;
    };
  }

  /** A block's type as a reader of the format's description looks for it. */
  static String name(int type) {
    return String.format("%X", type);
  }
}
