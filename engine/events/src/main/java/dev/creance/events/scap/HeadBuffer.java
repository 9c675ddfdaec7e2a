package dev.creance.events.scap;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Encodes what a head is told, until the writer takes it before the next event. Entries that the
 * format has no room for are cut as libscap cuts them.
 */
final class HeadBuffer implements CaptureHeader {
  private static final int MAGIC = 0x1A2B3C4D;
  private static final int MAJOR_VERSION = 1;
  private static final int MINOR_VERSION = 2;
  private static final int HOST_NAME_BYTES = 128;
  private static final int LONGEST_PATH = 1024;
  private static final int LONGEST_LIST = 4096;
  private static final int LONGEST_NAME = 1023;
  private static final int LONGEST_CREDENTIAL = 255;

  private boolean told = true;
  private @Nullable MachineInfo machine;
  private @Nullable BlockBuffer interfaces;
  private @Nullable BlockBuffer users;
  private final BlockBuffer processes = new BlockBuffer();
  private final Map<Long, BlockBuffer> descriptors = new LinkedHashMap<>();

  /** Whether a section has to be written: the first one, or one that something was told for. */
  boolean pending() {
    return told;
  }

  /** Writes a section header and the blocks, and forgets them. */
  void writeTo(BlockBuffer out) {
    int section = out.beginBlock(BlockType.SECTION_HEADER);
    out.put32(MAGIC);
    out.put16(MAJOR_VERSION);
    out.put16(MINOR_VERSION);
    out.put64(-1);
    out.endBlock(section);
    if (machine != null) {
      write(machine, out);
    }
    writeBlock(BlockType.INTERFACES_V2, interfaces, out);
    writeBlock(BlockType.USERS_V2, users, out);
    if (processes.size > 0) {
      writeBlock(BlockType.PROCESSES_V9, processes, out);
    }
    descriptors.forEach((tid, entries) -> {
      int start = out.beginBlock(BlockType.DESCRIPTORS_V2);
      out.put64(tid);
      out.put(entries.bytes, 0, entries.size);
      out.endBlock(start);
    });
    restart();
    told = false;
  }

  private static void writeBlock(int type, @Nullable BlockBuffer body, BlockBuffer out) {
    if (body != null) {
      int start = out.beginBlock(type);
      out.put(body.bytes, 0, body.size);
      out.endBlock(start);
    }
  }

  @Override
  public void restart() {
    told = true;
    machine = null;
    interfaces = null;
    users = null;
    processes.clear();
    descriptors.clear();
  }

  @Override
  public void machine(MachineInfo machine) {
    told = true;
    this.machine = machine;
  }

  private static void write(MachineInfo machine, BlockBuffer out) {
    int start = out.beginBlock(BlockType.MACHINE_INFO);
    out.put32((int) machine.processors());
    out.put64(machine.memoryBytes());
    out.put64(machine.maxPid());
    String host = machine.hostName();
    String padded = host + "\0".repeat(HOST_NAME_BYTES);
    out.put(padded.substring(0, HOST_NAME_BYTES));
    out.put64(machine.bootTimestamp());
    out.put64(machine.flags());
    out.put64(0);
    out.put64(0);
    out.endBlock(start);
  }

  @Override
  public void interfaces(List<NetworkInterface> interfaces) {
    told = true;
    BlockBuffer body = new BlockBuffer();
    for (int addressBytes : new int[] {4, 16}) {
      for (NetworkInterface each : interfaces) {
        if (each.address().length() == addressBytes) {
          write(each, body);
        }
      }
    }
    this.interfaces = body;
  }

  private static void write(NetworkInterface each, BlockBuffer body) {
    String name =
        each.name().length() > LONGEST_NAME ? each.name().substring(0, LONGEST_NAME) : each.name();
    int type = each.address().length() == 4 ? 1 : 2;
    // This length, unlike the other lists', doesn't include itself.
    body.put32(4 + 3 * each.address().length() + 8 + name.length());
    body.put16(type);
    body.put16(name.length());
    body.put(each.address());
    body.put(each.netmask());
    body.put(each.broadcast());
    body.put64(each.linkSpeed());
    body.put(name);
  }

  @Override
  public void users(List<UserEntry> users, List<GroupEntry> groups) {
    told = true;
    BlockBuffer body = new BlockBuffer();
    for (UserEntry user : users) {
      int start = beginEntry(body);
      body.put8(0);
      body.put32(user.uid());
      body.put32(user.gid());
      body.putText(user.name(), LONGEST_CREDENTIAL);
      body.putText(user.home(), LONGEST_CREDENTIAL);
      body.putText(user.shell(), LONGEST_CREDENTIAL);
      endEntry(body, start);
    }
    for (GroupEntry group : groups) {
      int start = beginEntry(body);
      body.put8(1);
      body.put32(group.gid());
      body.putText(group.name(), LONGEST_CREDENTIAL);
      endEntry(body, start);
    }
    this.users = body;
  }

  @Override
  public void process(ProcessEntry process) {
    told = true;
    descriptors.computeIfAbsent(process.tid(), tid -> new BlockBuffer());
    BlockBuffer body = processes;
    int start = beginEntry(body);
    body.put64(process.tid());
    body.put64(process.pid());
    body.put64(process.ptid());
    body.put64(process.sid());
    body.put64(process.vpgid());
    body.putText(process.comm(), LONGEST_PATH);
    body.putText(process.exe(), LONGEST_PATH);
    body.putText(process.exePath(), LONGEST_PATH);
    body.putList(process.args(), LONGEST_LIST);
    body.putText(process.cwd(), LONGEST_PATH);
    body.put64(process.fdLimit());
    body.put32(process.flags());
    body.put32(process.uid());
    body.put32(process.gid());
    body.put32((int) process.vmSizeKb());
    body.put32((int) process.vmRssKb());
    body.put32((int) process.vmSwapKb());
    body.put64(process.pfMajor());
    body.put64(process.pfMinor());
    body.putList(process.env(), LONGEST_LIST);
    body.put64(process.vtid());
    body.put64(process.vpid());
    body.putList(process.cgroups(), LONGEST_LIST);
    body.putText(process.root(), LONGEST_PATH);
    body.put64(process.pidnsInitStartTs());
    body.put32(process.tty());
    body.put32(process.loginUid());
    body.put8(process.exeWritable() ? 1 : 0);
    body.put64(process.capInheritable());
    body.put64(process.capPermitted());
    body.put64(process.capEffective());
    body.put8(process.exeUpperLayer() ? 1 : 0);
    body.put64(process.exeIno());
    body.put64(process.exeCtime());
    body.put64(process.exeMtime());
    body.put8(process.exeFromMemfd() ? 1 : 0);
    body.put8(process.exeLowerLayer() ? 1 : 0);
    body.put64(process.pgid());
    endEntry(body, start);
  }

  @Override
  public void descriptor(long tid, DescriptorEntry descriptor) {
    told = true;
    BlockBuffer body = descriptors.computeIfAbsent(tid, key -> new BlockBuffer());
    int type = descriptor.type();
    if (type <= DescriptorListReader.UNKNOWN || type > DescriptorListReader.LAST) {
      // As libscap: what it doesn't know either isn't written.
      return;
    }
    int start = beginEntry(body);
    body.put64(descriptor.number());
    body.put64(descriptor.ino());
    body.put8(type);
    switch (type) {
      case DescriptorListReader.IPV4_SOCKET, DescriptorListReader.IPV6_SOCKET -> {
        body.put(descriptor.sourceAddress());
        body.put(descriptor.destinationAddress());
        body.put16(descriptor.sourcePort());
        body.put16(descriptor.destinationPort());
        body.put8(descriptor.l4proto());
      }
      case DescriptorListReader.IPV4_SERVER_SOCKET, DescriptorListReader.IPV6_SERVER_SOCKET -> {
        body.put(descriptor.sourceAddress());
        body.put16(descriptor.sourcePort());
        body.put8(descriptor.l4proto());
      }
      case DescriptorListReader.UNIX_SOCKET -> {
        body.put64(descriptor.unixSource());
        body.put64(descriptor.unixDestination());
        body.putText(descriptor.name(), LONGEST_NAME);
      }
      case DescriptorListReader.FILE_V2 -> {
        body.put32(descriptor.openFlags());
        body.putText(descriptor.name(), LONGEST_NAME);
        body.put32(descriptor.dev());
      }
      default -> body.putText(descriptor.name(), LONGEST_NAME);
    }
    endEntry(body, start);
  }

  /** Leaves room for the entry's length. */
  private static int beginEntry(BlockBuffer body) {
    int start = body.size;
    body.put32(0);
    return start;
  }

  /** Fills in the length, which includes itself. */
  private static void endEntry(BlockBuffer body, int start) {
    LittleEndian.put32(body.bytes, start, body.size - start);
  }
}
