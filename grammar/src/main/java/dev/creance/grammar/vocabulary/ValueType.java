package dev.creance.grammar.vocabulary;

/** The types of fields and event parameters, as libscap names them (prefix {@code PT_}). */
public enum ValueType {
  NONE(0),
  INT8(1),
  INT16(2),
  INT32(4),
  INT64(8),
  UINT8(1),
  UINT16(2),
  UINT32(4),
  UINT64(8),
  CHARBUF(0),
  BYTEBUF(0),
  ERRNO(8),
  SOCKADDR(0),
  SOCKTUPLE(0),
  FD(8),
  PID(8),
  FDLIST(0),
  FSPATH(0),
  SYSCALLID(2),
  SIGTYPE(1),
  RELTIME(8),
  ABSTIME(8),
  PORT(2),
  L4PROTO(1),
  SOCKFAMILY(1),
  BOOL(4),
  IPV4ADDR(4),
  DYN(0),
  FLAGS8(1),
  FLAGS16(2),
  FLAGS32(4),
  UID(4),
  GID(4),
  DOUBLE(8),
  SIGSET(4),
  CHARBUFARRAY(8),
  CHARBUF_PAIR_ARRAY(8),
  IPV4NET(0),
  IPV6ADDR(16),
  IPV6NET(0),
  IPADDR(0),
  IPNET(0),
  MODE(4),
  FSRELPATH(0),
  ENUMFLAGS8(1),
  ENUMFLAGS16(2),
  ENUMFLAGS32(4),
  FD32(4),
  PID32(4);

  private final int width;

  ValueType(int width) {
    this.width = width;
  }

  /** Bytes of a fixed-size type in an event, 0 for variable-length ones. */
  public int width() {
    return width;
  }

  /** Whether values compare as signed 64-bit numbers. */
  public boolean signed() {
    return switch (this) {
      case INT8, INT16, INT32, INT64, ERRNO, FD, PID, FD32, PID32 -> true;
      default -> false;
    };
  }

  /** Whether values are byte strings that all the string operators apply to. */
  public boolean text() {
    return this == CHARBUF || this == FSPATH || this == FSRELPATH;
  }
}
