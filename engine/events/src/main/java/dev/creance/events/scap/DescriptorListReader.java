package dev.creance.events.scap;

import dev.creance.events.scap.CaptureHeader.DescriptorEntry;

/** Reads the open descriptors of one thread, with (version 2) or without entry lengths. */
final class DescriptorListReader {
  static final int UNKNOWN = 0;
  static final int FILE = 1;
  static final int DIRECTORY = 2;
  static final int IPV4_SOCKET = 3;
  static final int IPV6_SOCKET = 4;
  static final int IPV4_SERVER_SOCKET = 5;
  static final int IPV6_SERVER_SOCKET = 6;
  static final int FIFO = 7;
  static final int UNIX_SOCKET = 8;
  static final int EVENT = 9;
  static final int UNSUPPORTED = 10;
  static final int FILE_V2 = 16;
  static final int LAST = 21;
  static final int LONGEST_NAME = 1023;

  private final BlockBody body;
  private final boolean entryLengths;

  DescriptorListReader(BlockBody body, boolean entryLengths) {
    this.body = body;
    this.entryLengths = entryLengths;
  }

  void read(CaptureHeader header) throws CaptureException {
    long tid = body.int64();
    while (body.hasEntry()) {
      long start = body.offset();
      long length = entryLengths ? body.uint32() : 0;
      DescriptorEntry entry = entry(start + length);
      if (length != 0) {
        body.endEntry(start, length);
      }
      header.descriptor(tid, entry);
    }
    body.finish();
  }

  private DescriptorEntry entry(long entryEnd) throws CaptureException {
    long number = body.int64();
    long ino = body.int64();
    int type = body.uint8();
    return switch (type) {
      case UNKNOWN -> named(number, ino, type, "");
      case IPV4_SOCKET -> connection(number, ino, type, 4);
      case IPV6_SOCKET -> connection(number, ino, type, 16);
      case IPV4_SERVER_SOCKET -> listener(number, ino, type, 4);
      case IPV6_SERVER_SOCKET -> listener(number, ino, type, 16);
      case UNIX_SOCKET -> unix(number, ino);
      case FILE_V2 -> file(number, ino, entryEnd);
      default ->
          type <= LAST
              ? named(number, ino, type, name())
              : named(number, ino, UNSUPPORTED, "unknown-type:[" + type + "]");
    };
  }

  private String name() throws CaptureException {
    return body.text(LONGEST_NAME, "descriptor name");
  }

  private static DescriptorEntry named(long number, long ino, int type, String name) {
    return new DescriptorEntry(number, ino, type, name, 0, 0, "", 0, "", 0, 0, 0, 0);
  }

  private DescriptorEntry connection(long number, long ino, int type, int addressBytes)
      throws CaptureException {
    String source = body.bytes(addressBytes);
    String destination = body.bytes(addressBytes);
    int sourcePort = body.uint16();
    int destinationPort = body.uint16();
    int protocol = body.uint8();
    return new DescriptorEntry(
        number,
        ino,
        type,
        "",
        0,
        0,
        source,
        sourcePort,
        destination,
        destinationPort,
        protocol,
        0,
        0);
  }

  private DescriptorEntry listener(long number, long ino, int type, int addressBytes)
      throws CaptureException {
    String address = body.bytes(addressBytes);
    int port = body.uint16();
    int protocol = body.uint8();
    return new DescriptorEntry(number, ino, type, "", 0, 0, address, port, "", 0, protocol, 0, 0);
  }

  private DescriptorEntry unix(long number, long ino) throws CaptureException {
    long source = body.int64();
    long destination = body.int64();
    return new DescriptorEntry(
        number, ino, UNIX_SOCKET, name(), 0, 0, "", 0, "", 0, 0, source, destination);
  }

  private DescriptorEntry file(long number, long ino, long entryEnd) throws CaptureException {
    int openFlags = body.int32();
    String name = name();
    int device = entryEnd - body.offset() >= 4 ? body.int32() : 0;
    return new DescriptorEntry(
        number, ino, FILE_V2, name, openFlags, device, "", 0, "", 0, 0, 0, 0);
  }
}
