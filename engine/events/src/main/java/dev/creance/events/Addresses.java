package dev.creance.events;

/** Network addresses (byte strings of 4 or 16 bytes, network order) as text. */
public final class Addresses {
  private static final String HEX = "0123456789abcdef";

  private Addresses() {}

  /** {@code 1.2.3.4} or {@code fe80::1}. */
  public static String text(String address) {
    StringBuilder out = new StringBuilder(40);
    append(out, address);
    return out.toString();
  }

  /** {@code address:port}; IPv6 without brackets. */
  public static String endpoint(String address, int port) {
    StringBuilder out = new StringBuilder(48);
    append(out, address);
    return out.append(':').append(port).toString();
  }

  /** {@code 1.2.3.4:10->5.6.7.8:80}. */
  public static String tuple(
      String source, int sourcePort, String destination, int destinationPort) {
    StringBuilder out = new StringBuilder(96);
    append(out, source);
    out.append(':').append(sourcePort).append("->");
    append(out, destination);
    return out.append(':').append(destinationPort).toString();
  }

  /**
   * Whether 16 bytes hold an IPv4 address: {@code ::ffff:a.b.c.d}; the unspecified address {@code
   * ::} counts too.
   */
  public static boolean mappedIpv4(String address) {
    for (int i = 0; i < 10; i++) {
      if (address.charAt(i) != 0) {
        return false;
      }
    }
    if (address.charAt(10) == 0xff && address.charAt(11) == 0xff) {
      return true;
    }
    for (int i = 10; i < 16; i++) {
      if (address.charAt(i) != 0) {
        return false;
      }
    }
    return true;
  }

  private static void append(StringBuilder out, String address) {
    if (address.length() == 16) {
      appendIpv6(out, address);
    } else if (address.length() == 4) {
      appendIpv4(out, address, 0);
    } else {
      out.append("0.0.0.0");
    }
  }

  private static void appendIpv4(StringBuilder out, String address, int from) {
    for (int i = 0; i < 4; i++) {
      if (i > 0) {
        out.append('.');
      }
      out.append(address.charAt(from + i) & 0xff);
    }
  }

  /** As {@code inet_ntop} does: the first longest run of zero words becomes {@code ::}. */
  private static void appendIpv6(StringBuilder out, String address) {
    int runStart = -1;
    int runLength = 1;
    for (int i = 0; i < 8; i++) {
      int j = i;
      while (j < 8 && word(address, j) == 0) {
        j++;
      }
      if (j - i > runLength) {
        runStart = i;
        runLength = j - i;
      }
      i = Math.max(i, j - 1);
    }
    for (int i = 0; i < 8; i++) {
      if (i == runStart) {
        out.append(i == 0 ? "::" : ":");
        i += runLength - 1;
        continue;
      }
      if (i == 6 && endsInIpv4(address, runStart, runLength)) {
        appendIpv4(out, address, 12);
        return;
      }
      appendHex(out, word(address, i));
      if (i < 7) {
        out.append(':');
      }
    }
  }

  private static boolean endsInIpv4(String address, int runStart, int runLength) {
    return runStart == 0 && (runLength == 6 || runLength == 5 && word(address, 5) == 0xffff);
  }

  private static int word(String address, int index) {
    return (address.charAt(2 * index) & 0xff) << 8 | address.charAt(2 * index + 1) & 0xff;
  }

  private static void appendHex(StringBuilder out, int word) {
    boolean started = false;
    for (int shift = 12; shift >= 0; shift -= 4) {
      int digit = word >> shift & 0xf;
      if (digit != 0 || started || shift == 0) {
        out.append(HEX.charAt(digit));
        started = true;
      }
    }
  }
}
