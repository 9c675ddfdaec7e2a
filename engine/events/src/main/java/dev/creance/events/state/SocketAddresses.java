package dev.creance.events.state;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Addresses, ports and protocol of a socket, laid out in memory as libsinsp's union {@code
 * sinsp_sockinfo}, of which each descriptor type sees its own part:
 *
 * <pre>
 * word        0              1                      2                3       4
 * ipv4        source, dest.  ports, protocol
 * ipv4 server address, port, protocol
 * ipv6        source ------------------------------ destination -----------  ports, protocol
 * ipv6 server address -----------------------------  port, protocol
 * unix        source         destination
 * </pre>
 *
 * <p>When a descriptor's type changes (a bound UDP socket receives its first datagram), libsinsp
 * goes on with what the other view left there, and rules see it. Keeping the layout keeps that.
 */
final class SocketAddresses {
  static final int UNKNOWN = 0;
  static final int TCP = 2;
  static final int UDP = 3;
  static final int ICMP = 4;
  static final int RAW = 5;

  static final String ZERO4 = "\0".repeat(4);
  static final String ZERO6 = "\0".repeat(16);

  private static final long LOW = 0xFFFFFFFFL;

  private long word0;
  private long word1;
  private long word2;
  private long word3;
  private long word4;

  private @Nullable String source;
  private @Nullable String destination;
  private @Nullable DescriptorType textType;

  static final int WORDS = 5;

  /** A word of the layout. */
  long word(int index) {
    return switch (index) {
      case 0 -> word0;
      case 1 -> word1;
      case 2 -> word2;
      case 3 -> word3;
      default -> word4;
    };
  }

  void word(int index, long value) {
    switch (index) {
      case 0 -> word0 = value;
      case 1 -> word1 = value;
      case 2 -> word2 = value;
      case 3 -> word3 = value;
      default -> word4 = value;
    }
    textType = null;
  }

  // The ipv4 view. Addresses are the four bytes as a little-endian number.

  int sourceV4() {
    return (int) word0;
  }

  int destinationV4() {
    return (int) (word0 >>> 32);
  }

  void sourceV4(int address) {
    word0 = word0 & ~LOW | address & LOW;
    textType = null;
  }

  void destinationV4(int address) {
    word0 = word0 & LOW | (long) address << 32;
    textType = null;
  }

  int sourcePortV4() {
    return (int) word1 & 0xFFFF;
  }

  int destinationPortV4() {
    return (int) (word1 >>> 16) & 0xFFFF;
  }

  void sourcePortV4(int port) {
    word1 = word1 & ~0xFFFFL | port;
  }

  void destinationPortV4(int port) {
    word1 = word1 & ~0xFFFF0000L | (long) port << 16;
  }

  int protocolV4() {
    return (int) (word1 >>> 32) & 0xFF;
  }

  void protocolV4(int protocol) {
    word1 = word1 & ~(0xFFL << 32) | (long) protocol << 32;
  }

  // The ipv6 view. Addresses are two little-endian words.

  long sourceV6First() {
    return word0;
  }

  long sourceV6Second() {
    return word1;
  }

  long destinationV6First() {
    return word2;
  }

  long destinationV6Second() {
    return word3;
  }

  void sourceV6(long first, long second) {
    word0 = first;
    word1 = second;
    textType = null;
  }

  void destinationV6(long first, long second) {
    word2 = first;
    word3 = second;
    textType = null;
  }

  int sourcePortV6() {
    return (int) word4 & 0xFFFF;
  }

  int destinationPortV6() {
    return (int) (word4 >>> 16) & 0xFFFF;
  }

  void sourcePortV6(int port) {
    word4 = word4 & ~0xFFFFL | port;
  }

  void destinationPortV6(int port) {
    word4 = word4 & ~0xFFFF0000L | (long) port << 16;
  }

  int protocolV6() {
    return (int) (word4 >>> 32) & 0xFF;
  }

  void protocolV6(int protocol) {
    word4 = word4 & ~(0xFFL << 32) | (long) protocol << 32;
  }

  // The views of server sockets.

  void serverV4(int address, int port) {
    word0 = word0 & ~(0xFFFFL << 32 | LOW) | address & LOW | (long) port << 32;
    textType = null;
  }

  int serverPortV4() {
    return (int) (word0 >>> 32) & 0xFFFF;
  }

  int serverProtocolV4() {
    return (int) (word0 >>> 48) & 0xFF;
  }

  void serverProtocolV4(int protocol) {
    word0 = word0 & ~(0xFFL << 48) | (long) protocol << 48;
  }

  void serverV6(long first, long second, int port) {
    word0 = first;
    word1 = second;
    word2 = word2 & ~0xFFFFL | port;
    textType = null;
  }

  int serverPortV6() {
    return (int) word2 & 0xFFFF;
  }

  int serverProtocolV6() {
    return (int) (word2 >>> 16) & 0xFF;
  }

  void serverProtocolV6(int protocol) {
    word2 = word2 & ~(0xFFL << 16) | (long) protocol << 16;
  }

  // The unix view.

  void unix(long sourcePointer, long destinationPointer) {
    word0 = sourcePointer;
    word1 = destinationPointer;
    textType = null;
  }

  long unixSource() {
    return word0;
  }

  long unixDestination() {
    return word1;
  }

  /** Exchanges the two ends of a connection. */
  void swapV4() {
    word0 = word0 >>> 32 | word0 << 32;
    word1 = word1 & ~LOW | (word1 & 0xFFFF) << 16 | word1 >>> 16 & 0xFFFF;
    textType = null;
  }

  void swapV6() {
    long first = word0;
    long second = word1;
    word0 = word2;
    word1 = word3;
    word2 = first;
    word3 = second;
    word4 = word4 & ~LOW | (word4 & 0xFFFF) << 16 | word4 >>> 16 & 0xFFFF;
    textType = null;
  }

  // What the descriptor's type sees.

  String sourceAddress(DescriptorType type) {
    render(type);
    return source == null ? "" : source;
  }

  String destinationAddress(DescriptorType type) {
    render(type);
    return destination == null ? "" : destination;
  }

  int sourcePort(DescriptorType type) {
    return switch (type) {
      case IPV4_SOCKET -> sourcePortV4();
      case IPV6_SOCKET -> sourcePortV6();
      case IPV4_SERVER_SOCKET -> serverPortV4();
      case IPV6_SERVER_SOCKET -> serverPortV6();
      default -> 0;
    };
  }

  int destinationPort(DescriptorType type) {
    return switch (type) {
      case IPV4_SOCKET -> destinationPortV4();
      case IPV6_SOCKET -> destinationPortV6();
      default -> 0;
    };
  }

  int protocol(DescriptorType type) {
    return switch (type) {
      case IPV4_SOCKET -> protocolV4();
      case IPV6_SOCKET -> protocolV6();
      case IPV4_SERVER_SOCKET -> serverProtocolV4();
      case IPV6_SERVER_SOCKET -> serverProtocolV6();
      default -> UNKNOWN;
    };
  }

  SocketAddresses copy() {
    SocketAddresses copy = new SocketAddresses();
    copy.word0 = word0;
    copy.word1 = word1;
    copy.word2 = word2;
    copy.word3 = word3;
    copy.word4 = word4;
    copy.source = source;
    copy.destination = destination;
    copy.textType = textType;
    return copy;
  }

  private void render(DescriptorType type) {
    if (textType == type) {
      return;
    }
    source = null;
    destination = null;
    switch (type) {
      case IPV4_SOCKET -> {
        source = bytes(word0, 4);
        destination = bytes(word0 >>> 32, 4);
      }
      case IPV4_SERVER_SOCKET -> source = bytes(word0, 4);
      case IPV6_SOCKET -> {
        source = bytes(word0, 8).concat(bytes(word1, 8));
        destination = bytes(word2, 8).concat(bytes(word3, 8));
      }
      case IPV6_SERVER_SOCKET -> source = bytes(word0, 8).concat(bytes(word1, 8));
      default -> {}
    }
    textType = type;
  }

  private static String bytes(long word, int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (word >>> 8 * i);
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
