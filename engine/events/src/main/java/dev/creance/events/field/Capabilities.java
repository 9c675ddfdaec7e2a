package dev.creance.events.field;

import java.util.HashMap;
import java.util.Map;

/** Sets of Linux capabilities as text. */
final class Capabilities {
  private static final int KEPT = 256;

  private static final String[] NAMES =
      ("CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP"
              + " LINUX_IMMUTABLE NET_BIND_SERVICE NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK"
              + " IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT"
              + " SYS_NICE SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE"
              + " AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND"
              + " AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE")
          .split(" ");

  private final Map<Long, String> texts = new HashMap<>();
  private long last;
  private String lastText = "";

  /** {@code CAP_CHOWN CAP_KILL …} in the order of the bits; empty for none. */
  String text(long set) {
    if (set == last) {
      return lastText;
    }
    String text = texts.get(set);
    if (text == null) {
      text = build(set);
      if (texts.size() < KEPT) {
        texts.put(set, text);
      }
    }
    last = set;
    lastText = text;
    return text;
  }

  private static String build(long set) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < NAMES.length; i++) {
      if ((set & 1L << i) != 0) {
        out.append(out.isEmpty() ? "CAP_" : " CAP_").append(NAMES[i]);
      }
    }
    return out.toString();
  }
}
