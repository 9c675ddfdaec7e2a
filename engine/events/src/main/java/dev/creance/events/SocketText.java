package dev.creance.events;

import java.nio.charset.StandardCharsets;

/**
 * Socket addresses and pairs of them as event parameters hold them, as text. They begin with a byte
 * that tells the family; what is too short for its family is {@code INVALID}.
 */
public final class SocketText {
  private static final int UNIX = 1;
  private static final int INET = 2;
  private static final int INET6 = 10;

  private SocketText() {}

  /** An address that is not empty: {@code 1.2.3.4:80}, {@code ::1:80} or a path. */
  public static String address(byte[] bytes, int offset, int length) {
    int family = bytes[offset] & 0xFF;
    return switch (family) {
      case UNIX ->
          length >= 2 && bytes[offset + length - 1] == 0
              ? path(bytes, offset + 1, length - 1)
              : "INVALID PATH";
      case INET ->
          length >= 7
              ? Addresses.endpoint(raw(bytes, offset + 1, 4), port(bytes, offset + 5))
              : "INVALID IPv4";
      case INET6 ->
          length >= 19
              ? Addresses.endpoint(raw(bytes, offset + 1, 16), port(bytes, offset + 17))
              : "INVALID IPv6";
      default -> "family " + family;
    };
  }

  /** A pair that is not empty: {@code 1.2.3.4:10->5.6.7.8:80}, {@code 1f->2e /path}. */
  public static String pair(byte[] bytes, int offset, int length) {
    int family = bytes[offset] & 0xFF;
    return switch (family) {
      case UNIX ->
          length >= 18 && bytes[offset + length - 1] == 0
              ? unix(
                  number(bytes, offset + 1),
                  number(bytes, offset + 9),
                  path(bytes, offset + 17, length - 17))
              : "INVALID PATH";
      case INET -> length >= 13 ? inet(bytes, offset, 4) : "INVALID IPv4";
      case INET6 -> length >= 37 ? inet(bytes, offset, 16) : "INVALID IPv6";
      default -> "family " + family;
    };
  }

  /** The two ends of a unix socket and its path: {@code 1f->2e /path}. */
  public static String unix(long source, long destination, String path) {
    return Long.toHexString(source) + "->" + Long.toHexString(destination) + " " + path;
  }

  /** IPv4 addresses in IPv6 are printed as IPv4 ones when both are. */
  private static String inet(byte[] bytes, int offset, int size) {
    String source = raw(bytes, offset + 1, size);
    int sourcePort = port(bytes, offset + 1 + size);
    String destination = raw(bytes, offset + 3 + size, size);
    int destinationPort = port(bytes, offset + 3 + 2 * size);
    if (size == 16 && Addresses.mappedIpv4(source) && Addresses.mappedIpv4(destination)) {
      source = source.substring(12);
      destination = destination.substring(12);
    }
    return Addresses.tuple(source, sourcePort, destination, destinationPort);
  }

  private static int port(byte[] bytes, int offset) {
    return bytes[offset] & 0xFF | (bytes[offset + 1] & 0xFF) << 8;
  }

  private static long number(byte[] bytes, int offset) {
    long number = 0;
    for (int i = 7; i >= 0; i--) {
      number = number << 8 | bytes[offset + i] & 0xFF;
    }
    return number;
  }

  private static String path(byte[] bytes, int offset, int length) {
    int end = offset;
    while (end < offset + length && bytes[end] != 0) {
      end++;
    }
    return raw(bytes, offset, end - offset);
  }

  private static String raw(byte[] bytes, int offset, int length) {
    return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
  }
}
