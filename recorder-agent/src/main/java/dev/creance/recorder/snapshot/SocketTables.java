package dev.creance.recorder.snapshot;

import dev.creance.events.scap.CaptureHeader.DescriptorEntry;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The sockets of a network namespace by their inode, read from {@code /proc/PID/net}. */
final class SocketTables {
  private static final int IPV4_SOCKET = 3;
  private static final int IPV6_SOCKET = 4;
  private static final int IPV4_SERVER_SOCKET = 5;
  private static final int IPV6_SERVER_SOCKET = 6;
  private static final int UNIX_SOCKET = 8;
  private static final int NETLINK = 15;
  private static final int TCP = 2;
  private static final int UDP = 3;
  private static final int ICMP = 4;
  private static final int RAW = 5;

  private final Map<Long, DescriptorEntry> others = new HashMap<>();

  /**
   * Sockets of the internet's families: type, protocol, both ports, then the address or addresses.
   * A server may have tens of thousands, which as entries would take more than the recorder's heap.
   */
  private final Map<Long, byte[]> internet = new HashMap<>();

  /**
   * @param folder {@code /proc/PID/net/} of a process in the namespace
   */
  SocketTables(String folder) {
    internet(folder + "tcp", TCP);
    internet(folder + "udp", UDP);
    internet(folder + "icmp", ICMP);
    internet(folder + "raw", RAW);
    internet(folder + "tcp6", TCP);
    internet(folder + "udp6", UDP);
    internet(folder + "icmp6", ICMP);
    internet(folder + "raw6", RAW);
    unix(folder + "unix");
    netlink(folder + "netlink");
  }

  /** The socket with an inode, numbered as a descriptor; null when the tables don't have it. */
  @Nullable DescriptorEntry find(long inode, long descriptor) {
    byte[] packed = internet.get(inode);
    DescriptorEntry socket = packed != null ? unpacked(packed) : others.get(inode);
    return socket == null
        ? null
        : new DescriptorEntry(
            descriptor,
            inode,
            socket.type(),
            socket.name(),
            0,
            0,
            socket.sourceAddress(),
            socket.sourcePort(),
            socket.destinationAddress(),
            socket.destinationPort(),
            socket.l4proto(),
            socket.unixSource(),
            socket.unixDestination());
  }

  /** Lines {@code sl: local remote state queues timer retransmissions uid timeout inode …}. */
  private void internet(String path, int protocol) {
    lines(path, line -> internetLine(line, protocol));
  }

  private void internetLine(String line, int protocol) {
    String[] part = line.strip().split("\\s+");
    if (part.length < 10 || !part[0].endsWith(":")) {
      return;
    }
    String[] local = part[1].split(":");
    String[] remote = part[2].split(":");
    long inode = Long.parseLong(part[9]);
    if (local.length != 2 || remote.length != 2 || inode == 0) { // 0: closed, nobody has it
      return;
    }
    String from = address(local[0]);
    String to = address(remote[0]);
    int fromPort = Integer.parseInt(local[1], 16);
    int toPort = Integer.parseInt(remote[1], 16);
    boolean v4 = from.length() == 4;
    boolean server = to.chars().allMatch(c -> c == 0);
    int type =
        server ? v4 ? IPV4_SERVER_SOCKET : IPV6_SERVER_SOCKET : v4 ? IPV4_SOCKET : IPV6_SOCKET;
    ByteBuffer packed = ByteBuffer.allocate(6 + from.length() + (server ? 0 : to.length()));
    packed.put((byte) type).put((byte) protocol);
    packed.putShort((short) fromPort).putShort((short) (server ? 0 : toPort));
    packed.put(from.getBytes(StandardCharsets.ISO_8859_1));
    if (!server) {
      packed.put(to.getBytes(StandardCharsets.ISO_8859_1));
    }
    internet.put(inode, packed.array());
  }

  private static DescriptorEntry unpacked(byte[] bytes) {
    ByteBuffer packed = ByteBuffer.wrap(bytes);
    int type = packed.get();
    int protocol = packed.get();
    int fromPort = packed.getShort() & 0xffff;
    int toPort = packed.getShort() & 0xffff;
    int size = type == IPV4_SOCKET || type == IPV4_SERVER_SOCKET ? 4 : 16;
    String from = new String(bytes, packed.position(), size, StandardCharsets.ISO_8859_1);
    int rest = packed.position() + size;
    String to = new String(bytes, rest, bytes.length - rest, StandardCharsets.ISO_8859_1);
    return new DescriptorEntry(0, 0, type, "", 0, 0, from, fromPort, to, toPort, protocol, 0, 0);
  }

  /**
   * An address printed as words of the machine's byte order, as the byte string of the network's.
   */
  private static String address(String hex) {
    StringBuilder bytes = new StringBuilder(hex.length() / 2);
    for (int word = 0; word < hex.length(); word += 8) {
      for (int i = 6; i >= 0; i -= 2) {
        bytes.append((char) Integer.parseInt(hex, word + i, word + i + 2, 16));
      }
    }
    return bytes.toString();
  }

  /** Lines {@code number: references protocol flags type state inode path}. */
  private void unix(String path) {
    lines(
        path,
        line -> {
          String[] part = line.strip().split("\\s+", 8);
          if (part.length < 7 || !part[0].endsWith(":")) {
            return;
          }
          long source = Long.parseUnsignedLong(part[0], 0, part[0].length() - 1, 16);
          String name = part.length > 7 ? part[7] : "";
          others.put(
              Long.parseLong(part[6]),
              new DescriptorEntry(0, 0, UNIX_SOCKET, name, 0, 0, "", 0, "", 0, 0, source, 0));
        });
  }

  /** Lines {@code sk protocol pid groups rmem wmem dump locks drops inode}. */
  private void netlink(String path) {
    lines(
        path,
        line -> {
          String[] part = line.strip().split("\\s+");
          if (part.length >= 10 && !part[0].equals("sk")) {
            others.put(
                Long.parseLong(part[9]),
                new DescriptorEntry(0, 0, NETLINK, "", 0, 0, "", 0, "", 0, 0, 0, 0));
          }
        });
  }

  /** One after another: with many closed connections a table takes tens of megabytes. */
  private static void lines(String path, Consumer<String> reader) {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(new FileInputStream(path), StandardCharsets.ISO_8859_1))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        reader.accept(line);
      }
    } catch (IOException e) {
      // The process is gone, and its namespace's tables with it, or has no such protocol.
    }
  }
}
