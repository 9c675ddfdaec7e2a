package dev.creance.events.state;

/** What a descriptor is (libscap's {@code SCAP_FD_*}). */
public enum DescriptorType {
  UNKNOWN(0, "<NA>", 'o'),
  FILE(1, "file", 'f'),
  DIRECTORY(2, "directory", 'd'),
  IPV4_SOCKET(3, "ipv4", '4'),
  IPV6_SOCKET(4, "ipv6", '6'),
  IPV4_SERVER_SOCKET(5, "ipv4", '4'),
  IPV6_SERVER_SOCKET(6, "ipv6", '6'),
  FIFO(7, "pipe", 'p'),
  UNIX_SOCKET(8, "unix", 'u'),
  EVENT(9, "event", 'e'),
  UNSUPPORTED(10, "<NA>", 'X'),
  SIGNAL(11, "signalfd", 's'),
  EVENTPOLL(12, "eventpoll", 'l'),
  INOTIFY(13, "inotify", 'i'),
  TIMER(14, "timerfd", 't'),
  NETLINK(15, "netlink", 'n'),
  FILE_V2(16, "file", 'f'),
  BPF(17, "bpf", 'b'),
  USERFAULT(18, "userfaultfd", 'u'),
  IO_URING(19, "io_uring", 'r'),
  MEMFD(20, "memfd", 'm'),
  PIDFD(21, "pidfd", 'P'),

  /** Of an entry that a failed call left behind. */
  UNINITIALIZED(-1, "<NA>", '?');

  private static final DescriptorType[] BY_CODE = values();

  private final int code;
  private final String text;
  private final char letter;

  DescriptorType(int code, String text, char letter) {
    this.code = code;
    this.text = text;
    this.letter = letter;
  }

  /** Its code in captures. */
  public int code() {
    return code;
  }

  /** As {@code fd.type} gives it. */
  public String text() {
    return text;
  }

  /** As {@code fd.typechar} gives it. */
  public char letter() {
    return letter;
  }

  /** The type of a capture's code; {@link #UNSUPPORTED} when unknown. */
  public static DescriptorType of(int code) {
    return code >= 0 && code <= PIDFD.code ? BY_CODE[code] : UNSUPPORTED;
  }

  public boolean file() {
    return this == FILE || this == FILE_V2;
  }

  public boolean ipv4() {
    return this == IPV4_SOCKET || this == IPV4_SERVER_SOCKET;
  }

  public boolean ipv6() {
    return this == IPV6_SOCKET || this == IPV6_SERVER_SOCKET;
  }

  public boolean ip() {
    return ipv4() || ipv6();
  }

  public boolean serverSocket() {
    return this == IPV4_SERVER_SOCKET || this == IPV6_SERVER_SOCKET;
  }
}
