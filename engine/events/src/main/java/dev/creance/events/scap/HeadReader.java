package dev.creance.events.scap;

import static dev.creance.events.scap.BlockType.FRAME_BYTES;
import static dev.creance.events.scap.BlockType.HEADER_BYTES;
import static dev.creance.events.scap.BlockType.TRAILER_BYTES;

import dev.creance.events.scap.CaptureHeader.GroupEntry;
import dev.creance.events.scap.CaptureHeader.MachineInfo;
import dev.creance.events.scap.CaptureHeader.NetworkInterface;
import dev.creance.events.scap.CaptureHeader.UserEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what a capture says before its first event: the section header, then blocks of machine,
 * interfaces, users, processes and descriptors in any order. Blocks of other types are passed over.
 */
final class HeadReader {
  private static final int MAGIC = 0x1A2B3C4D;
  private static final int MAGIC_SWAPPED = 0x4D3C2B1A;
  private static final int MAJOR_VERSION = 1;
  private static final int SECTION_BYTES = 16;
  private static final int MACHINE_BYTES = 180;
  private static final int HOST_NAME_BYTES = 128;
  private static final int LONGEST_INTERFACE_NAME = 1023;
  private static final int LONGEST_CREDENTIAL = 255;

  /** No machine has so many users; it bounds what a hostile file makes us keep. */
  private static final int MOST_ENTRIES = 1 << 19;

  private final CaptureInput input;
  private final CaptureHeader header;

  HeadReader(CaptureInput input, CaptureHeader header) {
    this.input = input;
    this.header = header;
  }

  /** Reads up to the first event block, which is left unread. */
  void read() throws CaptureException {
    readSection();
    if (!readBlocks()) {
      throw input.error("the capture ends before its first event; expected at least one");
    }
    header.complete();
  }

  /** As {@link #read}, of a stream that may end with the head. */
  void readAlone() throws CaptureException {
    readSection();
    boolean ignored = readBlocks();
    header.complete();
  }

  /** Whether an event follows. */
  private boolean readBlocks() throws CaptureException {
    while (!input.atEnd()) {
      input.require(HEADER_BYTES, "a block header");
      int type = LittleEndian.int32(input.bytes, input.position);
      if (BlockType.isEvent(type)) {
        return true;
      }
      readBlock(type);
    }
    return false;
  }

  private void readSection() throws CaptureException {
    if (!input.ensure(HEADER_BYTES + SECTION_BYTES)) {
      input.atEnd();
      throw notACapture("it is too short");
    }
    int type = LittleEndian.int32(input.bytes, input.position);
    if (type != BlockType.SECTION_HEADER) {
      throw notACapture("it begins with a block of type " + BlockType.name(type));
    }
    long length = LittleEndian.int32(input.bytes, input.position + 4) & 0xFFFFFFFFL;
    int magic = LittleEndian.int32(input.bytes, input.position + 8);
    int major = LittleEndian.uint16(input.bytes, input.position + 12);
    if (magic == MAGIC_SWAPPED) {
      throw input.error(
          "invalid magic number: written on a big-endian machine, which Falco doesn't read either");
    }
    if (magic != MAGIC) {
      throw notACapture("its magic number is " + Integer.toHexString(magic));
    }
    if (major > MAJOR_VERSION) {
      throw input.error(
          "format version " + major + ", expected at most " + MAJOR_VERSION + ": too new for us");
    }
    if (length < FRAME_BYTES + SECTION_BYTES) {
      throw input.error("section header of " + length + " bytes, expected at least 28");
    }
    // The rest are pcapng options such as comments; as in libscap the trailer isn't compared.
    input.skip(length, "the section header");
  }

  private CaptureException notACapture(String because) {
    return input.error(
        "not a .scap capture: " + because + "; expected a section header (A0D0D0A, 1a2b3c4d)");
  }

  private void readBlock(int type) throws CaptureException {
    long start = input.offset();
    long length = LittleEndian.int32(input.bytes, input.position + 4) & 0xFFFFFFFFL;
    if (length < FRAME_BYTES) {
      throw input.error(
          "block of type " + BlockType.name(type) + " is " + length + " bytes long, expected ≥ 12");
    }
    input.position += HEADER_BYTES;
    readBody(type, length - FRAME_BYTES);
    input.require(TRAILER_BYTES, "a block trailer");
    long trailer = LittleEndian.int32(input.bytes, input.position) & 0xFFFFFFFFL;
    if (trailer != length) {
      throw input.error(
          String.format(
              "block of type %s from byte %d: its header says %d bytes, its trailer %d",
              BlockType.name(type), start, length, trailer));
    }
    input.position += TRAILER_BYTES;
  }

  private void readBody(int type, long length) throws CaptureException {
    switch (type) {
      case BlockType.MACHINE_INFO, BlockType.MACHINE_INFO_LEGACY ->
          machine(new BlockBody(input, length, "machine information"));
      case BlockType.INTERFACES_V1, BlockType.INTERFACES_V1_LEGACY, BlockType.INTERFACES_V2 ->
          interfaces(
              new BlockBody(input, length, "interface list"), type == BlockType.INTERFACES_V2);
      case BlockType.USERS_V1, BlockType.USERS_V1_LEGACY, BlockType.USERS_V2 ->
          users(new BlockBody(input, length, "user list"), type == BlockType.USERS_V2);
      case BlockType.DESCRIPTORS_V1, BlockType.DESCRIPTORS_V1_LEGACY, BlockType.DESCRIPTORS_V2 ->
          new DescriptorListReader(
                  new BlockBody(input, length, "descriptor list"), type == BlockType.DESCRIPTORS_V2)
              .read(header);
      default -> {
        int version = ProcessListReader.version(type);
        if (version > 0) {
          new ProcessListReader(new BlockBody(input, length, "process list"), version).read(header);
        } else {
          input.skip(length, "a block of unknown type " + BlockType.name(type));
        }
      }
    }
  }

  private void machine(BlockBody body) throws CaptureException {
    if (body.left() < MACHINE_BYTES) {
      throw body.error("expected 180 bytes, found " + body.left());
    }
    MachineInfo machine =
        new MachineInfo(
            body.uint32(),
            body.int64(),
            body.int64(),
            BlockBody.untilNul(body.bytes(HOST_NAME_BYTES)),
            body.int64(),
            body.int64());
    body.finish();
    header.machine(machine);
  }

  private void interfaces(BlockBody body, boolean entryLengths) throws CaptureException {
    List<NetworkInterface> interfaces = new ArrayList<>();
    while (body.hasEntry()) {
      long length = entryLengths ? body.uint32() : 0;
      long start = body.offset();
      interfaces.add(networkInterface(body));
      if (entryLengths) {
        body.endEntry(start, length);
      }
      checkCount(body, interfaces.size());
    }
    body.finish();
    header.interfaces(List.copyOf(interfaces));
  }

  private static NetworkInterface networkInterface(BlockBody body) throws CaptureException {
    int type = body.uint16();
    int nameLength = body.uint16();
    if (type < 1 || type > 4) {
      throw body.error("interface type " + type + ", expected 1 to 4");
    }
    if (nameLength > LONGEST_INTERFACE_NAME) {
      throw body.error("interface name of " + nameLength + " bytes, expected at most 1023");
    }
    int addressBytes = type == 1 || type == 3 ? 4 : 16;
    String address = body.bytes(addressBytes);
    String netmask = body.bytes(addressBytes);
    String broadcast = body.bytes(addressBytes);
    long linkSpeed = type <= 2 ? body.int64() : 0;
    String name = BlockBody.untilNul(body.bytes(nameLength));
    return new NetworkInterface(name, address, netmask, broadcast, linkSpeed);
  }

  private void users(BlockBody body, boolean entryLengths) throws CaptureException {
    List<UserEntry> users = new ArrayList<>();
    List<GroupEntry> groups = new ArrayList<>();
    while (body.hasEntry()) {
      long start = body.offset();
      long length = entryLengths ? body.uint32() : 0;
      if (body.uint8() == 0) {
        users.add(
            new UserEntry(
                body.int32(),
                body.int32(),
                body.text(LONGEST_CREDENTIAL, "user name"),
                body.text(LONGEST_CREDENTIAL, "home directory"),
                body.text(LONGEST_CREDENTIAL, "shell")));
      } else {
        groups.add(new GroupEntry(body.int32(), body.text(LONGEST_CREDENTIAL, "group name")));
      }
      if (length != 0) {
        body.endEntry(start, length);
      }
      checkCount(body, users.size() + groups.size());
    }
    body.finish();
    header.users(List.copyOf(users), List.copyOf(groups));
  }

  private static void checkCount(BlockBody body, int count) throws CaptureException {
    if (count > MOST_ENTRIES) {
      throw body.error("more than " + MOST_ENTRIES + " entries");
    }
  }
}
