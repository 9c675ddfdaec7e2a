package dev.creance.recorder.snapshot;

import dev.creance.events.scap.CaptureHeader;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The host's network interfaces, one entry for each address. */
final class Interfaces {
  private Interfaces() {}

  static void tell(CaptureHeader header) {
    List<CaptureHeader.NetworkInterface> entries = new ArrayList<>();
    try {
      for (NetworkInterface one :
          (Iterable<NetworkInterface>) NetworkInterface.networkInterfaces()::iterator) {
        for (InterfaceAddress address : one.getInterfaceAddresses()) {
          entries.add(entry(one.getName(), address));
        }
      }
    } catch (SocketException e) {
      // A machine without a network: the list stays empty.
    }
    header.interfaces(entries);
  }

  private static CaptureHeader.NetworkInterface entry(String name, InterfaceAddress address) {
    byte[] bytes = address.getAddress().getAddress();
    InetAddress broadcast = address.getBroadcast();
    return new CaptureHeader.NetworkInterface(
        name,
        text(bytes),
        text(mask(bytes.length, address.getNetworkPrefixLength())),
        text(broadcast == null ? new byte[bytes.length] : broadcast.getAddress()),
        0);
  }

  private static byte[] mask(int length, int bits) {
    byte[] mask = new byte[length];
    for (int i = 0; i < bits && i < 8 * length; i++) {
      mask[i / 8] |= (byte) (0x80 >> i % 8);
    }
    return mask;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
