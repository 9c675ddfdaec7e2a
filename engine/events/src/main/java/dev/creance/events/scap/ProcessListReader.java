package dev.creance.events.scap;

import dev.creance.events.scap.CaptureHeader.ProcessEntry;

/**
 * Reads a process list, versions 1 to 9. Each version added fields; the ninth put the entry's
 * length in front, so that since then fields are only appended.
 */
final class ProcessListReader {
  private static final int LONGEST_PATH = 1024;
  private static final int LONGEST_LIST = 4096;
  private static final int NO_UID = -1;

  /**
   * The tail of the first writers of version 9: loginuid to the effective capabilities. A later one
   * put two fields <em>before</em> these, so they are there only if the tail is longer.
   */
  private static final int EARLY_TAIL_BYTES = 29;

  private final BlockBody body;
  private final int version;
  private long entryEnd;

  ProcessListReader(BlockBody body, int version) {
    this.body = body;
    this.version = version;
  }

  /** The version of a process list block, 0 for other blocks. */
  static int version(int blockType) {
    return switch (blockType) {
      case BlockType.PROCESSES_V1, BlockType.PROCESSES_V1_LEGACY -> 1;
      case BlockType.PROCESSES_V2, BlockType.PROCESSES_V2_LEGACY -> 2;
      case BlockType.PROCESSES_V3, BlockType.PROCESSES_V3_LEGACY -> 3;
      case BlockType.PROCESSES_V4 -> 4;
      case BlockType.PROCESSES_V5 -> 5;
      case BlockType.PROCESSES_V6 -> 6;
      case BlockType.PROCESSES_V7 -> 7;
      case BlockType.PROCESSES_V8 -> 8;
      case BlockType.PROCESSES_V9 -> 9;
      default -> 0;
    };
  }

  void read(CaptureHeader header) throws CaptureException {
    while (body.hasEntry()) {
      header.process(entry());
    }
    body.finish();
  }

  private ProcessEntry entry() throws CaptureException {
    long start = body.offset();
    long length = version >= 9 ? body.uint32() : 0;
    entryEnd = start + length;
    ProcessEntry entry = fields();
    if (length != 0) {
      body.endEntry(start, length);
    }
    return entry;
  }

  /** The order of the reads is the order in the file. */
  private ProcessEntry fields() throws CaptureException {
    long tid = body.int64();
    long pid = body.int64();
    long ptid = body.int64();
    long sid = version >= 6 ? body.int64() : -1;
    long vpgid = version >= 8 ? body.int64() : -1;
    String comm = body.text(LONGEST_PATH, "comm");
    String exe = body.text(LONGEST_PATH, "exe");
    String exePath = version >= 7 ? body.text(LONGEST_PATH, "exepath") : "";
    String args = body.counted(LONGEST_LIST, "args");
    String cwd = body.text(LONGEST_PATH, "cwd");
    long fdLimit = body.int64();
    int flags = body.int32();
    int uid = body.int32();
    int gid = body.int32();
    long vmSize = version >= 2 ? body.uint32() : 0;
    long vmRss = version >= 2 ? body.uint32() : 0;
    long vmSwap = version >= 2 ? body.uint32() : 0;
    long pfMajor = version >= 2 ? body.int64() : 0;
    long pfMinor = version >= 2 ? body.int64() : 0;
    String env = version >= 3 ? body.counted(LONGEST_LIST, "env") : "";
    long vtid = version >= 4 ? body.int64() : -1;
    long vpid = version >= 4 ? body.int64() : -1;
    String cgroups = version >= 4 ? body.counted(LONGEST_LIST, "cgroups") : "";
    String root = version >= 5 ? body.text(LONGEST_PATH, "root") : "";
    boolean full = entryEnd - body.offset() > EARLY_TAIL_BYTES;
    return new ProcessEntry(
        tid,
        pid,
        ptid,
        sid,
        vpgid,
        comm,
        exe,
        exePath,
        args,
        cwd,
        fdLimit,
        flags,
        uid,
        gid,
        vmSize,
        vmRss,
        vmSwap,
        pfMajor,
        pfMinor,
        env,
        vtid,
        vpid,
        cgroups,
        root,
        full ? tail64(0) : 0,
        full ? tail32(0) : 0,
        tail32(NO_UID),
        tail8(),
        tail64(0),
        tail64(0),
        tail64(0),
        tail8(),
        tail64(0),
        tail64(0),
        tail64(0),
        tail8(),
        tail8(),
        tail64(-1));
  }

  private boolean tail(int bytes) {
    return entryEnd - body.offset() >= bytes;
  }

  private long tail64(long otherwise) throws CaptureException {
    return tail(8) ? body.int64() : otherwise;
  }

  private int tail32(int otherwise) throws CaptureException {
    return tail(4) ? body.int32() : otherwise;
  }

  private boolean tail8() throws CaptureException {
    return tail(1) && body.uint8() != 0;
  }
}
