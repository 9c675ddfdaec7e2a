package dev.creance.recorder.alert;

import dev.creance.recorder.kernel.DatagramSocket;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Sends alerts to syslog: to the local daemon's socket, or by UDP to another machine. */
public final class SyslogDelivery implements Delivery {
  private static final int PORT = 514;

  /** What all daemons take; longer messages are cut. */
  private static final int LONGEST_LOCAL = 16 * 1024;

  private static final int LONGEST_REMOTE = 2048;

  private final Target target;
  private final boolean rfc5424;
  private final int facility;
  private final String host;
  private final long pid = ProcessHandle.current().pid();
  private @Nullable DatagramSocket local;
  private java.net.@Nullable DatagramSocket remote;

  /** Where messages go. */
  private sealed interface Target {
    /** A unix socket. */
    record Local(String path) implements Target {}

    /** By UDP. */
    record Remote(String host, int port) implements Target {}
  }

  private SyslogDelivery(Target target, boolean rfc5424, int facility, String host) {
    this.target = target;
    this.rfc5424 = rfc5424;
    this.facility = facility;
    this.host = host;
  }

  /**
   * Sends to {@code unix:PATH} or {@code udp:HOST[:PORT]}.
   *
   * @param format 5424, 3164, or 0 for what the target's kind usually has: 3164 for the local
   *     daemon, 5424 for others
   * @param facility 0 to 23; local0 is 16
   * @throws IllegalArgumentException with what is expected
   */
  public static SyslogDelivery to(String address, int format, int facility, String host) {
    Target target;
    if (address.startsWith("unix:")) {
      target = new Target.Local(address.substring("unix:".length()));
    } else if (address.matches("udp:(\\[[0-9a-fA-F:.]+\\]|[^:\\[\\]]+)(:\\d{1,5})?")) {
      String place = address.substring("udp:".length());
      int colon = place.lastIndexOf(':');
      boolean port = colon > place.lastIndexOf(']');
      target =
          new Target.Remote(
              (port ? place.substring(0, colon) : place).replaceAll("[\\[\\]]", ""),
              port ? Integer.parseInt(place.substring(colon + 1)) : PORT);
    } else {
      throw new IllegalArgumentException(
          "'" + address + "' is no syslog; expected unix:/dev/log or udp:host:514");
    }
    if (format != 0 && format != 3164 && format != 5424 || facility < 0 || facility > 23) {
      throw new IllegalArgumentException("syslog has formats 3164 and 5424, facilities 0 to 23");
    }
    boolean modern = format == 0 ? target instanceof Target.Remote : format == 5424;
    return new SyslogDelivery(target, modern, facility, host);
  }

  @Override
  public byte[] message(Alert alert) {
    boolean here = target instanceof Target.Local;
    String text =
        rfc5424
            ? SyslogMessage.rfc5424(alert, facility, host, pid)
            : SyslogMessage.rfc3164(alert, facility, here ? "" : host, pid, ZoneId.systemDefault());
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int longest = here ? LONGEST_LOCAL : LONGEST_REMOTE;
    if (bytes.length <= longest) {
      return bytes;
    }
    int end = longest;
    while ((bytes[end] & 0xC0) == 0x80) {
      end--; // never within a character
    }
    return Arrays.copyOf(bytes, end);
  }

  @Override
  public void deliver(byte[] message) throws IOException {
    switch (target) {
      case Target.Local(String path) -> {
        try {
          if (local == null) {
            local = DatagramSocket.connect(path);
          }
          local.send(message);
        } catch (IOException e) {
          close(); // the daemon may have made its socket anew
          throw e;
        }
      }
      case Target.Remote(String name, int port) -> {
        if (remote == null) {
          remote = new java.net.DatagramSocket();
        }
        InetSocketAddress to = new InetSocketAddress(InetAddress.getByName(name), port);
        remote.send(new DatagramPacket(message, message.length, to));
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (local != null) {
      local.close();
      local = null;
    }
    if (remote != null) {
      remote.close();
      remote = null;
    }
  }
}
